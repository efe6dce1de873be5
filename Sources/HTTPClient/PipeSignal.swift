internal import Glibc

/// Keeps SIGPIPE from a thread while it writes to sockets: OpenSSL raises it where a server has gone, and its default is
/// to end the program.
///
/// Blocking it for the thread alone leaves the program's own way with signals as it is.
enum PipeSignal {
    private static var pipe: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGPIPE)
        return set
    }

    private static var isPending: Bool {
        var set = sigset_t()
        sigpending(&set)
        return sigismember(&set, SIGPIPE) == 1
    }

    /// Calls `work` with SIGPIPE blocked, and takes back one that it has caused.
    static func withoutIt<Result>(_ work: () -> Result) -> Result {
        var (set, previous) = (PipeSignal.pipe, sigset_t())
        let wasPending = isPending
        pthread_sigmask(SIG_BLOCK, &set, &previous)
        let result = work()
        if !wasPending, isPending {
            var now = timespec()
            sigtimedwait(&set, nil, &now)
        }
        pthread_sigmask(SIG_SETMASK, &previous, nil)
        return result
    }
}

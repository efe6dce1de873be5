import Foundation

/// A process that a sweep has started, with the descriptors that lead to it.
final class WorkerProcess {
    /// The descriptors that a worker finds open.
    enum Descriptor {
        /// Frames, both ways.
        static let frames: Int32 = 3
        /// Notices of trials that begin.
        static let notices: Int32 = 4
    }

    /// Its number.
    let number: pid_t
    /// Frames come and go here.
    let frames: Int32
    /// Notices come here.
    let notices: Int32
    /// What it prints to standard error comes here.
    let errors: Int32
    private var death: WorkerDeath?

    private init(number: pid_t, frames: Int32, notices: Int32, errors: Int32) {
        self.number = number
        self.frames = frames
        self.notices = notices
        self.errors = errors
    }

    deinit {
        if death == nil { end() }
        for descriptor in [frames, notices, errors] { close(descriptor) }
    }

    /// Starts a program in a process group of its own, so that Ctrl-C reaches this process alone; nothing is read from
    /// standard input, and what it prints to standard output is nobody's.
    ///
    /// - Throws: `SweepError.worker` where the system refuses.
    static func start(_ program: WorkerProgram) throws(SweepError) -> WorkerProcess {
        func failure(_ code: Int32) -> SweepError {
            .worker("\(program.path) cannot be started: \(String(cString: strerror(code)))")
        }
        var pairs: [DescriptorPair] = []
        defer { for pair in pairs { close(pair.far) } }
        for make in [DescriptorPair.socket, DescriptorPair.pipe, DescriptorPair.pipe] {
            guard let pair = make() else {
                let code = errno
                for pair in pairs { close(pair.near) }
                throw failure(code)
            }
            pairs.append(pair)
        }
        var number: pid_t = 0
        let code = spawn(program, frames: pairs[0].far, notices: pairs[1].far, errors: pairs[2].far, &number)
        guard code == 0 else {
            for pair in pairs { close(pair.near) }
            throw failure(code)
        }
        return WorkerProcess(number: number, frames: pairs[0].near, notices: pairs[1].near, errors: pairs[2].near)
    }

    private static func spawn(
        _ program: WorkerProgram, frames: Int32, notices: Int32, errors: Int32, _ number: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        for (from, to) in [
            (errors, STDERR_FILENO), (frames, Descriptor.frames), (notices, Descriptor.notices),
        ] { posix_spawn_file_actions_adddup2(&actions, from, to) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var variables = ProcessInfo.processInfo.environment
        // A trap is told in a line, at once: listing the calls behind it takes seconds.
        variables["SWIFT_BACKTRACE"] = "enable=no"
        let environment = variables.map { "\($0.key)=\($0.value)" }
        return WorkerProcess.withPointers(program.arguments) { arguments in
            WorkerProcess.withPointers(environment) { environment in
                posix_spawn(&number, program.path, &actions, &attributes, arguments, environment)
            }
        }
    }

    /// Runs `body` with texts as C has them: pointers, the last of which is null.
    private static func withPointers(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
    ) -> Int32 {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }

    /// Whether it has ended of itself.
    var hasEnded: Bool {
        guard death == nil else { return true }
        var status: Int32 = 0
        guard waitpid(number, &status, WNOHANG) == number else { return false }
        death = WorkerDeath(status: status)
        return true
    }

    /// Ends it, where it has not ended; how it ended is as it was then.
    @discardableResult
    func end() -> WorkerDeath {
        if let death { return death }
        // One that is ending already ends as it would have.
        kill(number, SIGKILL)
        var status: Int32 = 0
        while waitpid(number, &status, 0) < 0, errno == EINTR {}
        let ended = WorkerDeath(status: status)
        death = ended
        return ended
    }
}

import Glibc

/// The right to change a cache: one process and one thread has it at a time; readers need none.
///
/// The system takes it back from a process that ends, however it ends.
struct WriterLock {
    private let descriptor: Int32

    /// Waits for others to finish.
    init(folder: String, patienceSeconds: Int = 60) throws(CacheError) {
        descriptor = try WriterLock.locked(folder + "/lock", patienceSeconds)
    }

    private static func locked(_ path: String, _ patienceSeconds: Int) throws(CacheError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .notWritten(path: path, reason: CacheFile.reason) }
        var waits = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let problem = errno
            guard problem == EWOULDBLOCK || problem == EINTR, waits < patienceSeconds * 100 else {
                close(descriptor)
                if problem == EWOULDBLOCK { throw .busy(path: path, seconds: patienceSeconds) }
                throw .notWritten(path: path, reason: String(cString: strerror(problem)))
            }
            waits += 1
            usleep(10_000)
        }
        return descriptor
    }

    /// Lets the next one write.
    func release() { close(descriptor) }
}

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
        var environment = ProcessInfo.processInfo.environment
        // A trap is told in a line, at once: listing the calls behind it takes seconds.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        let code = ProcessGroup.start(
            program.path, program.arguments, environment: environment,
            descriptors: [
                (pairs[2].far, STDERR_FILENO), (pairs[0].far, Descriptor.frames), (pairs[1].far, Descriptor.notices),
            ], number: &number)
        guard code == 0 else {
            for pair in pairs { close(pair.near) }
            throw failure(code)
        }
        return WorkerProcess(number: number, frames: pairs[0].near, notices: pairs[1].near, errors: pairs[2].near)
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

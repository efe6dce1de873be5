import Foundation

/// A program that was started, in a process group of its own: Ctrl-C on the terminal does not reach it, and it ends with all
/// that it started.
final class ChildProgram {
    /// How a program ended.
    enum End: Hashable {
        case exited(Int32)
        case signalled(Int32)

        /// As a clause.
        var description: String {
            switch self {
            case .exited(let status): "exit status \(status)"
            case .signalled(let number): "ended by signal \(number)"
            }
        }
    }

    /// Its process, and group.
    let identifier: pid_t
    /// How it ended; `nil` as far as that is known.
    private(set) var end: End?

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - words: Its name, looked for in `$PATH`, and its arguments.
    ///   - without: Variables of the environment that it does not get, by the beginnings of their names.
    ///   - output: Where its standard output goes.
    ///   - errors: Where its standard error goes.
    /// - Throws: `QueueError.unusable` where it cannot be started.
    init(_ words: [String], without: [String] = [], output: Int32, errors: Int32) throws(QueueError) {
        let environment = ProcessInfo.processInfo.environment
            .filter { name, _ in !without.contains { name.hasPrefix($0) } }
        var identifier: pid_t = 0
        let status = ProcessGroup.start(
            words[0], words, environment: environment,
            descriptors: [(output, STDOUT_FILENO), (errors, STDERR_FILENO)], number: &identifier)
        guard status == 0 else {
            throw .unusable("\(words[0]) cannot be started: \(String(cString: strerror(status)))")
        }
        self.identifier = identifier
    }

    /// Whether it still runs.
    var isRunning: Bool {
        guard end == nil else { return false }
        var status: Int32 = 0
        let found = waitpid(identifier, &status, WNOHANG)
        if found == identifier {
            let signal = status & 0x7f
            end = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
        } else if found < 0, errno == ECHILD {
            end = .exited(0)
        }
        return end == nil
    }

    /// Waits for its end.
    ///
    /// - Returns: Whether it came in time.
    func wait(_ limit: Duration) -> Bool {
        let start = ContinuousClock.now
        while isRunning {
            if ContinuousClock.now - start > limit { return false }
            usleep(5_000)
        }
        return true
    }

    /// Sends a signal to it and all that it started.
    func send(_ number: Int32) { kill(-identifier, number) }
}

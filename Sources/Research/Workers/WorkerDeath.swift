import Foundation

/// How a worker process ended.
enum WorkerDeath: Sendable, Hashable {
    /// It ended itself with a status.
    case exit(Int32)
    /// A signal ended it.
    case signal(Int32)

    /// The end that a status of `waitpid` tells.
    init(status: Int32) {
        self = status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
    }

    /// In words, the same on each run, with what it printed last.
    func text(_ words: LastWords) -> String {
        let text: String
        switch self {
        case .exit(let status): text = "it ended its process with status \(status)"
        case .signal(let number):
            text =
                WorkerDeath.signals.first { $0.number == number }.map { "\($0.text) (\($0.name))" }
                ?? "signal \(number) ended it"
        }
        return words.line.map { "\(text): \($0)" } ?? text
    }

    private static let signals: [(number: Int32, name: String, text: String)] = [
        (SIGILL, "SIGILL", "it trapped"), (SIGTRAP, "SIGTRAP", "it trapped"), (SIGABRT, "SIGABRT", "it aborted"),
        (SIGSEGV, "SIGSEGV", "it touched memory that is not its own, or called itself without end"),
        (SIGBUS, "SIGBUS", "it touched memory that is not there"), (SIGFPE, "SIGFPE", "it divided by zero"),
        (SIGKILL, "SIGKILL", "it was killed, as the system does where memory runs out"),
        (SIGTERM, "SIGTERM", "it was told to end"), (SIGINT, "SIGINT", "it was interrupted"),
        (SIGHUP, "SIGHUP", "it was hung up"), (SIGPIPE, "SIGPIPE", "it wrote where nobody reads"),
        (SIGXCPU, "SIGXCPU", "it used up its processor time"), (SIGXFSZ, "SIGXFSZ", "it wrote too large a file"),
        (SIGSYS, "SIGSYS", "it asked the system for what it may not"), (SIGQUIT, "SIGQUIT", "it was told to quit"),
    ]
}

/// What a script can tell from the end of a command.
enum ExitStatus: Int32 {
    /// Done.
    case done = 0
    /// The run failed.
    case failed = 1
    /// The command line was wrong.
    case usage = 2
    /// The config is bad or missing.
    case config = 3
    /// The data are bad or unreadable.
    case data = 4
    /// Equity fell to zero or below (S43).
    case ruin = 5
    /// A check or judgement failed.
    case check = 6
    /// Interrupted.
    case interrupted = 130
}

/// A command that could not do what it was asked: a message and the status to end with.
struct CommandFailure: Error {
    var status: ExitStatus
    /// What is said on standard error; nothing where it has been said already.
    var message: String?

    init(_ status: ExitStatus, _ message: String? = nil) {
        self.status = status
        self.message = message
    }
}

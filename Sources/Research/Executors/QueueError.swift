/// Why a sweep could not be run through a queue.
public enum QueueError: Error, CustomStringConvertible {
    /// The queue does not answer: its words. It may do so later.
    case unreachable(String)
    /// The queue does not take a submission: its words.
    case refused(String)
    /// It cannot be used at all, in a whole sentence with the remedy.
    case unusable(String)
    /// Tasks ended without results as often as they may.
    case tasksFailed([FailedTask], tasks: Int)
    /// The sweep itself cannot go on.
    case sweep(SweepError)

    private static let mostShown = 5

    /// What is wrong, with the remedy.
    public var description: String {
        switch self {
        case .unreachable(let text): "error: the queue does not answer: \(text)"
        case .refused(let text): "error: the queue refuses the tasks: \(text)"
        case .unusable(let text): "error: \(text)"
        case .sweep(let error): error.description
        case .tasksFailed(let failed, let tasks):
            "error: \(failed.count) of \(tasks) tasks ended without results, however often they were submitted"
                + failed.prefix(QueueError.mostShown).map { "\n  \($0)" }.joined()
                + (failed.count > QueueError.mostShown ? "\n  … and \(failed.count - QueueError.mostShown) more" : "")
        }
    }
}

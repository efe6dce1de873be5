/// Where the task of a chunk stands, as its queue has it.
public enum TaskState: Sendable, Hashable {
    /// It has been taken on, and does not run yet.
    case waiting
    /// It runs.
    case running
    /// It ended as it should; its results may still be on their way through a network file system.
    case ended
    /// It ended otherwise, in the queue's words.
    case failed(String)

    /// Whether its results may still come without anybody doing anything.
    public var isAlive: Bool { self == .waiting || self == .running }
}

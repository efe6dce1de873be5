/// How far a sweep has come that runs through a queue.
public struct QueuedProgress: Sendable {
    /// Its trials.
    public var sweep: SweepProgress
    /// How many tasks run, as the queue said last.
    public var running: Int
    /// How many tasks wait in the queue, as it said last.
    public var waiting: Int
    /// Why they wait, in the queue's words; `nil` where it is for their turn alone.
    public var waitReason: String?
    /// Whether the queue does not answer.
    public var isUnreachable: Bool
}

/// How a trial ended.
public enum TrialEnd: UInt8, Sendable, Hashable, CaseIterable {
    /// It has figures.
    case finished = 0
    /// It has none: its parameters do not go together, it could take no decision, or it stopped.
    case failed = 1
    /// It was given up when its time was over.
    case timedOut = 2

    /// As files name it.
    public var name: String {
        switch self {
        case .finished: "finished"
        case .failed: "failed"
        case .timedOut: "timed-out"
        }
    }
}

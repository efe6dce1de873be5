/// A trial as a worker gets it.
struct WorkerTrial: Sendable, Hashable {
    /// Its number in the sweep.
    var number: UInt32
    /// Whether its returns are kept.
    var keepsReturns: Bool
    /// A text for each axis.
    var values: [String]
}

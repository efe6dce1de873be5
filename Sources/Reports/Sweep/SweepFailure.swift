/// A reason for which trials of a sweep have no figures.
public struct SweepFailure: Hashable, Sendable {
    /// The reason.
    public var reason: String
    /// How many trials it stopped.
    public var count: Int
    /// The number of the first of them.
    public var first: Int
    /// What the first of them set, in the order of the axes.
    public var settings: [String]

    /// A reason.
    public init(reason: String, count: Int, first: Int, settings: [String]) {
        self.reason = reason
        self.count = count
        self.first = first
        self.settings = settings
    }
}

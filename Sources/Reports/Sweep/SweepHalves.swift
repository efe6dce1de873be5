/// The annual Sharpe ratios of trials in the first and in the second half of the period.
public struct SweepHalves: Hashable, Sendable {
    /// The first session of the second half.
    public var split: String
    /// The places of the trials whose returns were kept, ascending.
    ///
    /// Shape `[n]`.
    public var places: [Int]
    /// Their ratios over the first half; `nan` where the returns do not vary.
    ///
    /// Shape `[n]`.
    public var first: [Double]
    /// Their ratios over the second half, likewise.
    ///
    /// Shape `[n]`.
    public var second: [Double]

    /// Both halves.
    ///
    /// - Precondition: the three have one length.
    public init(split: String, places: [Int], first: [Double], second: [Double]) {
        precondition(places.count == first.count && first.count == second.count, "two ratios for every trial")
        self.split = split
        self.places = places
        self.first = first
        self.second = second
    }
}

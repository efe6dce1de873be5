/// The least and the greatest weight of one instrument in a portfolio.
public struct WeightBounds: Hashable, Sendable {
    /// The least weight, as a fraction; 0 or more.
    public var least: Double
    /// The greatest weight, as a fraction; at most 1.
    public var greatest: Double

    /// Bounds; by default any weight without selling short.
    ///
    /// - Precondition: `0 ≤ least ≤ greatest`.
    public init(least: Double = 0, greatest: Double = 1) {
        precondition(least >= 0 && least <= greatest, "bounds of weights must satisfy 0 ≤ least ≤ greatest")
        self.least = least
        self.greatest = greatest
    }

    /// The sum of the weights of so many instruments: 1, or less where even the greatest weights do not reach it, or
    /// more where the least exceed it.
    func total(of count: Int) -> Double {
        max(Double(count) * least, min(1, Double(count) * greatest))
    }
}

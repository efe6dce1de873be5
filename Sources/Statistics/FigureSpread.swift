/// The distribution of a figure over runs.
///
/// - Verified by: `FigureSpreadTests`.
public struct FigureSpread: Sendable, Hashable {
    /// The shares of runs below the quantiles.
    public static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
    /// What files call the quantiles.
    public static let names = ["q05", "q25", "q50", "q75", "q95"]

    /// How many runs have the figure.
    public let count: Int
    /// Their mean.
    public let mean: Double
    /// The quantiles, interpolated linearly as NumPy does (definition 7 of Hyndman and Fan).
    ///
    /// Shape `[5]`, that of `probabilities`.
    public let quantiles: [Double]

    /// The distribution of values; `nil` without any.
    ///
    /// - Parameter values: Finite, in any order. Shape `[n]`.
    public init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        count = values.count
        mean = Reductions.sum(values) / Double(values.count)
        let sorted = values.sorted()
        quantiles = FigureSpread.probabilities.compactMap { quantile(ofSorted: sorted, $0) }
    }

    /// The median.
    public var median: Double { quantiles[2] }
    /// The value below which one run in twenty lies.
    public var low: Double { quantiles[0] }
    /// The value above which one run in twenty lies.
    public var high: Double { quantiles[4] }
}

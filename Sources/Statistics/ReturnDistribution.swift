internal import Glibc

/// How returns are spread: equal bins, and quantiles.
public struct ReturnDistribution: Sendable, Equatable {
    /// The edges of the bins, ascending, one more than there are bins.
    ///
    /// A bin holds its lower edge; the last both.
    public var edges: [Double]
    /// The number of returns in each bin.
    public var counts: [Int]
    /// The quantiles at `ReturnDistribution.probabilities`.
    public var quantiles: [Double]

    /// The shares at which quantiles are given.
    public static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

    /// The distribution of returns.
    ///
    /// - Parameters:
    ///   - sorted: Returns in ascending order, finite.
    ///   - bins: The number of bins, or `nil` for the rule of Freedman & Diaconis, `2·IQR/∛n` wide, 1 to 120 bins.
    public init(sorted: [Double], bins: Int? = nil) {
        quantiles = ReturnDistribution.probabilities.compactMap { quantile(ofSorted: sorted, $0) }
        guard let low = sorted.first, let high = sorted.last else {
            (edges, counts) = ([], [])
            return
        }
        guard high > low else {
            (edges, counts) = ([low, high], [sorted.count])
            return
        }
        let number = max(1, bins ?? ReturnDistribution.freedmanDiaconis(sorted: sorted, range: high - low))
        let width = (high - low) / Double(number)
        edges = (0...number).map { $0 == number ? high : low + Double($0) * width }
        var counts = [Int](repeating: 0, count: number)
        var bin = 0
        for value in sorted {
            while bin + 1 < number, value >= edges[bin + 1] { bin += 1 }
            counts[bin] += 1
        }
        self.counts = counts
    }

    private static func freedmanDiaconis(sorted: [Double], range: Double) -> Int {
        guard let lower = quantile(ofSorted: sorted, 0.25), let upper = quantile(ofSorted: sorted, 0.75), upper > lower
        else { return min(120, Int(Double(sorted.count).squareRoot().rounded(.up))) }
        let bins = range / (2 * (upper - lower) / cbrt(Double(sorted.count)))
        return min(120, max(1, Int(min(bins, 1e6).rounded(.up))))
    }
}

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import LinearAlgebra

/// How well forecasts went with what came true.
///
/// - Verified by: `PredictionScoreTests`: coefficients against their definitions, coverage of the interval;
///   `ScoreIntervalTests`: intervals against statsmodels and scipy.
public struct PredictionScore: Sendable, Equatable {
    /// How many forecasts there are.
    public let count: Int
    /// The information coefficient: Pearson's correlation of forecast and label; `nil` below 3 forecasts, or where one of
    /// both does not vary.
    public let informationCoefficient: Double?
    /// The rank information coefficient: Spearman's correlation, equal values at their mean rank; `nil` likewise.
    public let rankInformationCoefficient: Double?
    /// The share of forecasts with the sign of the label, of those where neither is 0; `nil` where there is none.
    public let hitRate: Double?
    /// How many forecasts there are with a sign beside a label with one: those of `hitRate`.
    public let signedCount: Int
    /// The root of the mean squared error.
    public let rootMeanSquaredError: Double
    /// `1 − Σ (label − forecast)² / Σ label²`: against the forecast that nothing moves; `nil` where nothing moved.
    public let outOfSampleR2: Double?

    /// Scores forecasts; both lists are of one length.
    public init(forecasts: [Double], labels: [Double]) {
        precondition(forecasts.count == labels.count, "as many forecasts as labels")
        count = forecasts.count
        informationCoefficient = PredictionScore.correlation(forecasts, labels)
        rankInformationCoefficient = PredictionScore.correlation(
            PredictionScore.ranks(forecasts), PredictionScore.ranks(labels))
        let signed = zip(forecasts, labels).filter { $0 != 0 && $1 != 0 }
        signedCount = signed.count
        hitRate =
            signed.isEmpty ? nil : Double(signed.count { ($0 > 0) == ($1 > 0) }) / Double(signed.count)
        let errors = zip(forecasts, labels).map { $1 - $0 }
        let squares = Vectors.sumOfSquares(errors)
        rootMeanSquaredError = (squares / Double(count)).squareRoot()
        let moved = Vectors.sumOfSquares(labels)
        outOfSampleR2 = moved > 0 ? 1 - squares / moved : nil
    }

    /// The interval of a correlation that holds the true one in 95 of 100 samples.
    ///
    ///     tanh(atanh(r) ± 1.96 / √(n − 3))
    ///
    /// - Parameters:
    ///   - correlation: One of the two coefficients.
    ///   - independent: How many of the forecasts say something of their own, where that is fewer than there are.
    /// - Returns: `nil` below 4 forecasts.
    /// - Source: Fisher (1921), "On the 'probable error' of a coefficient of correlation".
    public func interval(of correlation: Double, independent: Int? = nil) -> ClosedRange<Double>? {
        let count = independent ?? count
        guard count > 3 else { return nil }
        guard abs(correlation) < 1 else { return correlation...correlation }
        let half = 1.959963984540054 / Double(count - 3).squareRoot()
        let centre = atanh(correlation)
        return tanh(centre - half)...tanh(centre + half)
    }

    /// The smallest true coefficient that so many forecasts would show as different from 0 (5 %, two-sided) in four of
    /// five samples; `nil` below 4 forecasts.
    ///
    ///     tanh((1.96 + 0.84) / √(n − 3))
    ///
    /// - Source: Cohen (1988), "Statistical Power Analysis for the Behavioral Sciences", 2nd edition, chapter 3.
    public var smallestDetectableCoefficient: Double? { PredictionScore.smallestDetectable(count: count) }

    /// The same for a number of independent forecasts.
    public static func smallestDetectable(count: Int) -> Double? {
        count > 3 ? tanh((1.959963984540054 + 0.8416212335729143) / Double(count - 3).squareRoot()) : nil
    }

    /// The interval of the hit rate that holds the true one in 95 of 100 samples; `nil` where there is none.
    ///
    /// - Parameter independent: As in `interval(of:independent:)`.
    /// - Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
    public func hitInterval(independent: Int? = nil) -> ClosedRange<Double>? {
        let count = Double(min(signedCount, independent ?? signedCount))
        guard let hitRate, count >= 1 else { return nil }
        let z = 1.959963984540054
        let centre = (hitRate + z * z / (2 * count)) / (1 + z * z / count)
        let half =
            z / (1 + z * z / count) * (hitRate * (1 - hitRate) / count + z * z / (4 * count * count)).squareRoot()
        return max(0, centre - half)...min(1, centre + half)
    }

    private static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
        // Means of equal numbers are off by rounding, which must not be taken for variation.
        guard x.count >= 3, x.contains(where: { $0 != x[0] }), y.contains(where: { $0 != y[0] }) else { return nil }
        let (meanX, meanY) = (Vectors.mean(x), Vectors.mean(y))
        let (dx, dy) = (x.map { $0 - meanX }, y.map { $0 - meanY })
        let scale = Vectors.sumOfSquares(dx).squareRoot() * Vectors.sumOfSquares(dy).squareRoot()
        guard scale > 0 else { return nil }
        // Rounding must not lift a perfect one above 1.
        return max(-1, min(1, Vectors.dot(dx, dy) / scale))
    }

    /// Ranks from 1; equal values have the mean of theirs.
    public static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
            for place in order[first..<end] { ranks[place] = Double(first + end + 1) / 2 }
            first = end
        }
        return ranks
    }
}

public import LinearAlgebra

/// A series explained by its own past, and by other features (AR, ARX), by least squares.
///
///     yₜ = b₀ + Σ bₗ yₜ₋ₗ + xₜ·c + noise
///
/// - Timing: The value for t uses the series up to `t − 1` and the features of row t, which must be known by then.
/// - Verified by: `AutoregressionTests`: least squares on lags made by hand, recovery of simulated coefficients.
public struct Autoregression: Sendable {
    /// The lags, each 1 or more, ascending.
    public var lags: [Int]
    /// How the errors of the coefficients are estimated.
    public var errors: ErrorEstimate

    /// The lags `1 ... order`.
    public init(order: Int, errors: ErrorEstimate = .classical) {
        self.init(lags: order > 0 ? Array(1...order) : [], errors: errors)
    }

    /// Some lags.
    public init(lags: [Int], errors: ErrorEstimate = .classical) {
        self.lags = lags
        self.errors = errors
    }

    /// Fits the coefficients: those of the lags, then those of the features.
    ///
    /// - Parameters:
    ///   - series: In the order of time, shape `[n]`.
    ///   - features: A row for each element of the series, shape `[n, k]`; none where `nil`.
    ///   - weights: Shape `[n]`, 0 or more; one each where `nil`.
    /// - Throws: `LearningError.parameter` for lags that are not ascending from 1; `.tooFewSamples` where, after the
    ///   longest lag, fewer than two more than the coefficients are left; what `LeastSquares` does.
    public func fit(
        series: [Double], features: Matrix<Double>? = nil, weights: [Double]? = nil
    ) throws(LearningError) -> AutoregressionFit {
        guard !lags.isEmpty, lags[0] >= 1, zip(lags, lags.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw .parameter(name: "lags", found: "\(lags)", allowed: "numbers from 1, ascending")
        }
        if let features, features.rows != series.count {
            throw .shape(found: "\(features.rows) rows of features", needed: "one for each of \(series.count) elements")
        }
        if let weights, weights.count != series.count {
            throw .shape(found: "\(weights.count) weights", needed: "one for each of \(series.count) elements")
        }
        if let sample = series.firstIndex(where: { !$0.isFinite }) { throw .labelNotFinite(sample: sample) }
        let longest = lags[lags.count - 1]
        let needed = longest + lags.count + (features?.columns ?? 0) + 2
        guard series.count >= needed else {
            throw .tooFewSamples(
                found: series.count, needed: needed, purpose: "an autoregression with lags up to \(longest)")
        }
        var columns = lags.map { Array(series[longest - $0..<series.count - $0]) }
        if let features {
            for column in 0..<features.columns { columns.append(Array(features.column(column)[longest...])) }
        }
        let made = columns
        let design = try LearningError.wrapping { () throws(LinearAlgebraError) in try Matrix(columns: made) }
        let fit = try LeastSquares(errors: errors).fit(
            features: design, labels: Array(series[longest...]), weights: weights.map { Array($0[longest...]) })
        return AutoregressionFit(lags: lags, leastSquares: fit)
    }
}

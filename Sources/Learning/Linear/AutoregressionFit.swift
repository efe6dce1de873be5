public import LinearAlgebra

/// Coefficients of an autoregression.
public struct AutoregressionFit: Sendable {
    /// The lags, ascending.
    public let lags: [Int]
    /// The coefficients of the lags, then those of the features, with their errors.
    public let leastSquares: LeastSquaresFit

    /// The next element after `history`.
    ///
    /// - Parameters:
    ///   - history: In the order of time, up to the last element known.
    ///   - row: The features of the next row.
    /// - Throws: `LearningError.tooFewSamples` where the history does not reach back to the longest lag; `.shape`.
    public func next(after history: [Double], features row: [Double] = []) throws(LearningError) -> Double {
        let longest = lags[lags.count - 1]
        guard history.count >= longest else {
            throw .tooFewSamples(
                found: history.count, needed: longest, purpose: "a forecast with lags up to \(longest)")
        }
        let function = leastSquares.function
        guard lags.count + row.count == function.coefficients.count else {
            throw .shape(
                found: "\(row.count) features", needed: "the \(function.coefficients.count - lags.count) of the fit")
        }
        return function.value(lags.map { history[history.count - $0] } + row)
    }

    /// The next elements, each from those before it, forecast or known.
    ///
    /// - Parameters:
    ///   - steps: How many.
    ///   - history: In the order of time.
    ///   - features: The rows of features over the steps, shape `[steps, k]`; `nil` for a fit without any.
    /// - Throws: As `next`.
    public func forecast(
        _ steps: Int, after history: [Double], features: Matrix<Double>? = nil
    ) throws(LearningError) -> [Double] {
        if let features, features.rows != steps {
            throw .shape(found: "\(features.rows) rows of features", needed: "\(steps), one for each step")
        }
        var series = history
        for step in 0..<max(0, steps) {
            series.append(try next(after: series, features: features?.row(step) ?? []))
        }
        return Array(series[history.count...])
    }
}

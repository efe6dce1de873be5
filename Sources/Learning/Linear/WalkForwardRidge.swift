public import LinearAlgebra

/// Ridge, or least squares, refitted every `step` rows on the last `window` of them, with an intercept.
///
/// The model for rows `t ..< t + step` is fitted on the samples `t − delay − window ..< t − delay`. Sums of products are
/// made once for each block of `step` rows by BLAS, about the means of the first window, and windows are sums of blocks:
/// a refit costs one block's product and one small factorization, whatever the window.
///
/// - Error: A window takes a block in and one off and is summed anew after each `window` rows; sums are off by some
///   `1e-15` of the squares about the first window's means.
/// - Verified by: `WalkForwardRidgeTests`: `RidgeRegression` on each window.
public struct WalkForwardRidge: Sendable {
    /// How many samples a fit takes; a multiple of `step`.
    public var window: Int
    /// How many rows are between fits.
    public var step: Int
    /// The weight of the squared coefficients, 0 for least squares.
    public var penalty: Double
    /// How many rows the last sample of a fit is before the first row that it predicts, less one.
    public var delay: Int

    /// Parameters as the properties say.
    public init(window: Int, step: Int, penalty: Double, delay: Int = 0) {
        self.window = window
        self.step = step
        self.penalty = penalty
        self.delay = delay
    }

    /// Fits again and again, and predicts all rows from the first fit on.
    ///
    /// - Throws: `LearningError.parameter`, `.shape`, `.notFinite`, `.labelNotFinite`; `.tooFewSamples` where not even one
    ///   window is full; `.dependentFeatures` with one that depends on those before it where the penalty is zero or too
    ///   small to tell them apart.
    /// - Complexity: O(`n k²`) for the sums, O(`k³`) for each fit.
    public func fit(features: Matrix<Double>, labels: [Double]) throws(LearningError) -> WalkForwardFit {
        try check(features, labels)
        var blocks = RidgeBlocks(features, labels, window: window, step: step)
        var fit = WalkForwardFit(predictions: [Double](repeating: .nan, count: labels.count))
        var row = window + delay
        while row < labels.count {
            blocks.advance(to: row - delay)
            let function = try blocks.solve(penalty: penalty)
            let end = min(row + step, labels.count)
            let values = try function.predict(features.rows(row..<end))
            for (place, value) in values.enumerated() { fit.predictions[row + place] = value }
            fit.fits.append((row, function))
            row += step
        }
        return fit
    }

    private func check(_ features: Matrix<Double>, _ labels: [Double]) throws(LearningError) {
        guard step >= 1 else { throw .parameter(name: "step", found: "\(step)", allowed: "1 or more") }
        guard window >= step, window % step == 0 else {
            throw .parameter(name: "window", found: "\(window)", allowed: "a multiple of the step \(step)")
        }
        guard penalty >= 0, penalty.isFinite else {
            throw .parameter(name: "penalty", found: "\(penalty)", allowed: "0 or more")
        }
        guard delay >= 0 else { throw .parameter(name: "delay", found: "\(delay)", allowed: "0 or more") }
        guard penalty > 0 || window > features.columns + 1 else {
            throw .tooFewSamples(
                found: window, needed: features.columns + 2,
                purpose: "a window of least squares with \(features.columns) features and an intercept")
        }
        try TrainingSample.check(features, labels, weights: nil)
        guard labels.count >= window + delay else {
            throw .tooFewSamples(found: labels.count, needed: window + delay, purpose: "the first window")
        }
    }
}

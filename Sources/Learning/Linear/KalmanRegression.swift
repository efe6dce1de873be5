public import LinearAlgebra

/// Regression whose coefficients wander: each a random walk, followed by the Kalman filter.
///
///     bₜ = bₜ₋₁ + noise of variance processVariance,  yₜ = (1, xₜ)·bₜ + noise of variance observationVariance
///
/// - Error: Against a filter in exact arithmetic below `n ε priorVariance / observationVariance` of a coefficient's
///   scale, since a vague prior is subtracted from: keep it within `1e8` times what is plausible.
/// - Source: Harvey (1989), "Forecasting, Structural Time Series Models and the Kalman Filter", sections 3.2 and 3.4.
/// - Verified by: `KalmanTests`: without process noise ridge on all samples so far, the likelihood against the normal
///   density of all labels together, coverage on simulated data.
public struct KalmanRegression: Sendable {
    /// The variance by which each coefficient moves in a step: one for all, or the intercept's and then each feature's.
    public var processVariances: [Double]
    /// The variance of a label about its value, above 0.
    public var observationVariance: Double
    /// The variance of each coefficient about zero before the first sample, above 0.
    public var priorVariance: Double

    /// A filter with one process variance for all coefficients.
    public init(processVariance: Double, observationVariance: Double = 1, priorVariance: Double = 1e6) {
        self.init(
            processVariances: [processVariance], observationVariance: observationVariance,
            priorVariance: priorVariance)
    }

    /// A filter with a process variance for the intercept and each feature.
    public init(processVariances: [Double], observationVariance: Double = 1, priorVariance: Double = 1e6) {
        self.processVariances = processVariances
        self.observationVariance = observationVariance
        self.priorVariance = priorVariance
    }

    /// What is believed before the first sample of `features` features.
    ///
    /// - Throws: `LearningError.parameter` where a variance is out of its range; `.shape` where there are neither one nor
    ///   `features + 1` process variances.
    public func start(features: Int) throws(LearningError) -> KalmanState {
        let size = features + 1
        guard processVariances.count == 1 || processVariances.count == size else {
            throw .shape(found: "\(processVariances.count) process variances", needed: "1, or \(size)")
        }
        for variance in processVariances where !(variance >= 0 && variance.isFinite) {
            throw .parameter(name: "processVariance", found: "\(variance)", allowed: "0 or more")
        }
        for (name, variance) in [("observationVariance", observationVariance), ("priorVariance", priorVariance)]
        where !(variance > 0 && variance.isFinite) {
            throw .parameter(name: name, found: "\(variance)", allowed: "above 0")
        }
        return KalmanState(
            process: processVariances.count == size
                ? processVariances : [Double](repeating: processVariances[0], count: size),
            observation: observationVariance, prior: priorVariance)
    }

    /// Filters all samples in their order.
    ///
    /// - Parameters:
    ///   - features: Shape `[n, k]`.
    ///   - labels: Shape `[n]`.
    ///   - weights: Shape `[n]`, above 0: the observation's variance is divided by them; one each where `nil`.
    /// - Throws: What `start` does; `LearningError.shape`, `.notFinite`, `.labelNotFinite`, `.parameter`, and
    ///   `.tooFewSamples` for none.
    /// - Edge cases: Constant and collinear features and few samples are no fault: the prior decides.
    /// - Complexity: O(`n k²`).
    public func fit(
        features: Matrix<Double>, labels: [Double], weights: [Double]? = nil
    ) throws(LearningError) -> KalmanFit {
        _ = try TrainingSample(features, labels, weights: weights, purpose: "a Kalman filter")
        if let sample = weights?.firstIndex(of: 0) {
            throw .parameter(name: "the weight of sample \(sample)", found: "0", allowed: "above 0")
        }
        var state = try start(features: features.columns)
        let size = features.columns + 1
        var (predictions, variances): ([Double], [Double]) = ([], [])
        var coefficients = Matrix<Double>(rows: labels.count, columns: size, order: .rowMajor)
        for (row, label) in labels.enumerated() {
            let values = features.row(row)
            let forecast = state.forecast(values)
            predictions.append(forecast.mean)
            variances.append(forecast.variance - observationVariance + observationVariance / (weights?[row] ?? 1))
            state.observe(values, label, weight: weights?[row] ?? 1)
            for column in 0..<size { coefficients[row, column] = state.coefficients[column] }
        }
        return KalmanFit(
            predictions: predictions, predictionVariances: variances, coefficients: coefficients, state: state)
    }
}

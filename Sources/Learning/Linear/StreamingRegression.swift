/// Rolling least squares or ridge that takes its samples one by one, as they become known, and holds the last `window`.
///
/// The Cholesky factor of the products of intercept, features and label takes a sample in by plane rotations and one off
/// by hyperbolic ones, and its last row is the label's: a step and its solution are O(`k²`). For all samples since the
/// first, use `KalmanRegression` without process noise.
///
/// - Error: The factor is made anew, about the means of the window, after each `window` samples, and at once where taking a
///   sample off leaves less than `1e-4` of the square of a pivot. Coefficients are those of `RollingRegression` to some
///   `1e-11` of their size for well-conditioned features.
/// - Edge cases: While a feature depends on those before it (as `RollingRegression` says), it gets the coefficient zero
///   and a step is O(`window k²`).
/// - Verified by: `StreamingRegressionTests`: `RollingRegression` at every row, and QR of windows.
public struct StreamingRegression: Sendable {
    private let model: RollingRegression
    private let features: Int
    /// The last samples by rows, and their labels; the next one goes to `place`.
    private var rows: [Double] = []
    private var labels: [Double] = []
    private var place = 0
    private var sums: RegressionSums
    private var factor: CrossProductFactor
    /// Whether the factor holds the window: not before it is full, nor while a feature depends on others.
    private var isFactored = false
    private var sinceRenewal = 0
    private var fallback: LinearFunction?

    /// Waits for samples of so many features.
    ///
    /// - Throws: `LearningError.parameter` for a window below 2 or a penalty below 0, and for an expanding model or one with
    ///   a delay, which whoever appends samples decides; `.tooFewSamples` where the window is too short for the features.
    public init(_ model: RollingRegression, features: Int) throws(LearningError) {
        try model.checkParameters(features: features)
        guard model.span == .rolling, model.delay == 0 else {
            throw .parameter(
                name: "span, delay", found: "\(model.span), \(model.delay)",
                allowed: "rolling and 0 for samples one by one")
        }
        self.model = model
        self.features = features
        sums = RegressionSums(columns: features + 1)
        factor = CrossProductFactor(columns: features + 2)
    }

    /// How many samples are held, at most the window.
    public var count: Int { labels.count }

    /// Takes a sample in, and the oldest off where the window is full.
    ///
    /// - Throws: `LearningError.shape`, `.notFinite`, `.labelNotFinite`; nothing has changed then.
    public mutating func append(_ row: [Double], label: Double) throws(LearningError) {
        guard row.count == features else {
            throw .shape(found: "\(row.count) features", needed: "\(features)")
        }
        if let feature = row.firstIndex(where: { !$0.isFinite }) { throw .notFinite(sample: count, feature: feature) }
        guard label.isFinite else { throw .labelNotFinite(sample: count) }
        guard labels.count == model.window else {
            rows += row
            labels.append(label)
            if labels.count == model.window { renew() }
            return
        }
        var lossless = isFactored
        if lossless {
            factor.update(shifted(row, label))
            let old = Array(rows[place * features..<(place + 1) * features])
            lossless = factor.downdate(shifted(old, labels[place]))
        }
        for column in 0..<features { rows[place * features + column] = row[column] }
        labels[place] = label
        place = (place + 1) % model.window
        sinceRenewal += 1
        if !lossless || sinceRenewal == model.window || factor.isDependent { renew() }
    }

    /// The function of the window; `nil` until it is full.
    public var function: LinearFunction? {
        guard labels.count == model.window else { return nil }
        guard isFactored else { return fallback }
        return factor.function(shift: sums.shift)
    }

    private func shifted(_ row: [Double], _ label: Double) -> [Double] {
        var sample = [1.0]
        for column in 0..<features { sample.append(row[column] - sums.shift[column]) }
        sample.append(label - sums.shift[features])
        return sample
    }

    /// The factor from the samples held; where a feature depends on others, the function alone.
    private mutating func renew() {
        sinceRenewal = 0
        rows.withUnsafeBufferPointer { values in
            labels.withUnsafeBufferPointer { targets in
                guard let target = targets.baseAddress else { return }
                let source = RegressionSource(
                    features: values.baseAddress ?? target, labels: target, count: features, sampleStep: features,
                    featureStep: 1)
                sums.restart(source, 0..<labels.count)
            }
        }
        factor.restart(sums, count: Double(labels.count), penalty: model.penalty)
        isFactored = !factor.isDependent
        if !isFactored { fallback = sums.function(count: Double(labels.count), penalty: model.penalty) }
    }
}

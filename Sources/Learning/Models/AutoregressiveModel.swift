internal import LinearAlgebra

/// A label explained by the newest values of one feature (AR), and by the newest row of the others (ARX), by least squares.
///
///     label = b₀ + Σ bₗ fₗ + x·c + noise,  fₗ the value of the feature `l` rows back, `f₁` the newest
///
/// With the return of a bar as the feature and that of the next as the label it is an autoregression of returns; with a
/// label over several bars the direct forecast of that horizon.
///
/// - Verified by: `AutoregressiveModelTests`: `Autoregression` of one series, simulated coefficients.
public struct AutoregressiveModel: Model, Equatable {
    /// The name of the feature; the first where `nil`.
    public var feature: String?
    /// The lags, each 1 or more, ascending; windows must have as many rows as the longest.
    public var lags: [Int]
    /// Whether the newest values of the other features explain too.
    public var includesOthers: Bool

    /// An autoregression.
    public init(feature: String? = nil, lags: [Int], includesOthers: Bool = false) {
        self.feature = feature
        self.lags = lags
        self.includesOthers = includesOthers
    }

    /// Fits the coefficients.
    ///
    /// - Throws: `LearningError.parameter` for an unknown feature, and lags that do not ascend from 1 or reach behind the
    ///   window; what `LeastSquares` does.
    public func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        guard !context.isCancelled() else { throw .cancelled }
        let inputs = samples.inputs
        let places = try places(in: inputs)
        var elements: [Double] = []
        elements.reserveCapacity(places.count * samples.count)
        for sample in 0..<samples.count {
            let first = inputs.offset(sample)
            for place in places { elements.append(inputs.table.values[first + place]) }
        }
        let (rows, made) = (samples.count, elements)
        let design = try LearningError.wrapping { () throws(LinearAlgebraError) in
            try Matrix(rows: rows, columns: places.count, order: .rowMajor, elements: made)
        }
        do throws(LearningError) {
            let fit = try LeastSquares().fit(features: design, labels: samples.labels, weights: samples.weights)
            return Fitted(width: inputs.width, places: places, function: fit.function)
        } catch { throw inputs.naming(error, places: places) }
    }

    /// Where the numbers that explain lie in a packed window.
    private func places(in inputs: SampleInputs) throws(LearningError) -> [Int] {
        let (features, window) = (inputs.features, inputs.window)
        guard let column = feature.map({ features.firstIndex(of: $0) }) ?? 0 else {
            throw .parameter(
                name: "the feature of an autoregression", found: "'\(feature ?? "")'",
                allowed: features.joined(separator: ", "))
        }
        guard let first = lags.first, let last = lags.last, first >= 1, last <= window,
            zip(lags, lags.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            throw .parameter(
                name: "lags", found: "\(lags)", allowed: "ascending numbers from 1 to \(window), the rows of a window")
        }
        let others = includesOthers ? features.indices.filter { $0 != column } : []
        return lags.map { (window - $0) * features.count + column }
            + others.map { (window - 1) * features.count + $0 }
    }

    /// A function of some numbers of the window.
    public struct Fitted: FittedModel, Equatable {
        /// How many numbers a window must have.
        public let width: Int
        /// The numbers that explain, by their places in a packed window: those of the lags, then those of other features.
        public let places: [Int]
        /// The intercept and a coefficient for each.
        public let function: LinearFunction

        /// The value for each sample.
        ///
        /// - Throws: `LearningError.shape`.
        public func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try requireWidth(of: inputs)
            return (0..<inputs.count).map { sample in
                let first = inputs.offset(sample)
                return function.value(places.map { inputs.table.values[first + $0] })
            }
        }
    }
}

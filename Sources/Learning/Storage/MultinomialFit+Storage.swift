extension MultinomialFit: RestorablePrediction {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "multinomial"

    /// How many features there are.
    public var width: Int { functions[0].coefficients.count }

    /// The classes, their functions one after the other, and what the fit tells of itself.
    public var stored: StoredModel {
        StoredModel(
            kind: Self.storedKind,
            numbers: [
                "classes": classes, "intercepts": functions.map(\.intercept),
                "coefficients": functions.flatMap(\.coefficients), "log_likelihood": [logLikelihood],
                "iterations": [Double(iterations)],
            ])
    }

    /// The fit that was stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let classes = try stored.finiteNumbers("classes")
        guard classes.count >= 2, zip(classes, classes.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw stored.invalid("classes", found: "\(classes.prefix(8))", "two labels or more, ascending")
        }
        let intercepts = try stored.finiteNumbers("intercepts", count: classes.count)
        let coefficients = try stored.finiteNumbers("coefficients")
        guard coefficients.count.isMultiple(of: classes.count) else {
            throw stored.invalid(
                "coefficients", found: "\(coefficients.count) numbers", "as many for each of \(classes.count) classes")
        }
        let width = coefficients.count / classes.count
        self.init(
            classes: classes,
            functions: classes.indices.map {
                LinearFunction(
                    intercept: intercepts[$0], coefficients: Array(coefficients[$0 * width..<($0 + 1) * width]))
            },
            logLikelihood: try stored.finiteNumber("log_likelihood"),
            iterations: try stored.wholeNumber("iterations", in: 0...1 << 40))
    }
}

extension AutoregressiveModel.Fitted: RestorableModel {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "autoregression"

    /// The width of windows, the places in them that explain, and a coefficient for each.
    public var stored: StoredModel {
        StoredModel(
            kind: Self.storedKind,
            numbers: [
                "width": [Double(width)], "places": places.map { Double($0) }, "intercept": [function.intercept],
                "coefficients": function.coefficients,
            ])
    }

    /// The autoregression that was stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let width = try stored.wholeNumber("width", in: 1...StoredModel.greatestWidth)
        let places = try stored.wholeNumbers("places", in: 0...width - 1)
        self.init(
            width: width, places: places,
            function: LinearFunction(
                intercept: try stored.finiteNumber("intercept"),
                coefficients: try stored.finiteNumbers("coefficients", count: places.count)))
    }
}

extension Standardisation.Fitted: StorableTransform {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "standardisation"

    /// Centres and deviations.
    public var stored: StoredModel {
        StoredModel(kind: Self.storedKind, numbers: ["centres": centres, "deviations": deviations])
    }

    /// The standardisation that was stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let centres = try stored.finiteNumbers("centres")
        let deviations = try stored.finiteNumbers("deviations", count: centres.count)
        guard let least = deviations.min(), least >= 0 else {
            throw stored.invalid("deviations", found: "a negative number", "0 and more")
        }
        self.init(centres: centres, deviations: deviations)
    }
}

extension Winsorisation.Fitted: StorableTransform {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "winsorisation"

    /// The bounds.
    public var stored: StoredModel {
        StoredModel(kind: Self.storedKind, numbers: ["least": least, "greatest": greatest])
    }

    /// The bounds that were stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let least = try stored.finiteNumbers("least")
        let greatest = try stored.finiteNumbers("greatest", count: least.count)
        if let place = least.indices.first(where: { least[$0] > greatest[$0] }) {
            throw stored.invalid(
                "greatest", found: "\(greatest[place]) at place \(place)", "not less than the least, \(least[place])")
        }
        self.init(least: least, greatest: greatest)
    }
}

extension QuantileTransform.Fitted: StorableTransform {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "quantiles"

    /// The quantiles of one feature after those of another, how many features there are, and what ranks become.
    public var stored: StoredModel {
        StoredModel(
            kind: Self.storedKind,
            numbers: ["features": [Double(quantiles.count)], "quantiles": quantiles.flatMap { $0 }],
            texts: ["output": output.rawValue])
    }

    /// The quantiles that were stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let all = try stored.finiteNumbers("quantiles")
        let features = try stored.wholeNumber("features", in: 1...all.count)
        let points = all.count / features
        guard all.count.isMultiple(of: features), points >= 2 else {
            throw stored.invalid(
                "quantiles", found: "\(all.count) numbers", "as many, 2 or more, for each of \(features) features")
        }
        let quantiles = (0..<features).map { Array(all[$0 * points..<($0 + 1) * points]) }
        for (feature, one) in quantiles.enumerated() where !zip(one, one.dropFirst()).allSatisfy({ $0 <= $1 }) {
            throw stored.invalid("quantiles", found: "some that descend, of feature \(feature)", "ascending ones")
        }
        self.init(
            output: try stored.choice(
                "output", [QuantileTransform.Output.uniform, .normal].map { ($0.rawValue, $0) }),
            quantiles: quantiles)
    }
}

extension PrincipalComponentTransform.Fitted: StorableTransform {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "principal_components"

    /// Means, weights and variances.
    public var stored: StoredModel {
        StoredModel(
            kind: Self.storedKind,
            numbers: [
                "means": means, "weights": weights, "variances": variances, "total_variance": [totalVariance],
            ])
    }

    /// The components that were stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let (means, variances) = (try stored.finiteNumbers("means"), try stored.finiteNumbers("variances"))
        self.init(
            means: means,
            weights: try stored.finiteNumbers("weights", count: means.count * variances.count),
            variances: variances, totalVariance: try stored.finiteNumber("total_variance"))
    }
}

extension CorrelationSelection.Fitted: StorableTransform {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "correlation_selection"

    /// The places of the features kept, and all correlations.
    public var stored: StoredModel {
        StoredModel(
            kind: Self.storedKind, numbers: ["kept": kept.map { Double($0) }, "correlations": correlations])
    }

    /// The selection that was stored.
    ///
    /// - Throws: `LearningError.parameter`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let correlations = try stored.finiteNumbers("correlations")
        let kept = try stored.wholeNumbers("kept", in: 0...correlations.count - 1)
        guard zip(kept, kept.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw stored.invalid("kept", found: "places out of order", "ascending ones")
        }
        self.init(inputCount: correlations.count, kept: kept, correlations: correlations)
    }
}

/// How much a feature's distribution in the test differs from that in training.
public struct FeatureDrift: Hashable, Sendable {
    /// The feature.
    public var feature: String
    /// The mean in training.
    public var trainingMean: Double
    /// The standard deviation in training.
    public var trainingDeviation: Double
    /// The mean in the test.
    public var testMean: Double
    /// The standard deviation in the test.
    public var testDeviation: Double
    /// The population stability index: Σ (test − training) × ln(test / training) over shares of bins.
    public var populationStabilityIndex: FigureValue
    /// The greatest distance between the two distribution functions.
    public var kolmogorovSmirnovDistance: FigureValue

    /// The population stability index above which a feature is marked: the usual rule of thumb for a large shift.
    public static let markedIndex = 0.25

    /// A mean below this share of the deviation is what rounding leaves of 0.
    private static let rounding = 1e-12

    /// A drift; a mean that rounding alone sets apart from 0 is 0.
    public init(
        feature: String, trainingMean: Double, trainingDeviation: Double, testMean: Double, testDeviation: Double,
        populationStabilityIndex: FigureValue, kolmogorovSmirnovDistance: FigureValue
    ) {
        self.feature = feature
        self.trainingMean = FeatureDrift.rounded(trainingMean, beside: trainingDeviation)
        self.trainingDeviation = trainingDeviation
        self.testMean = FeatureDrift.rounded(testMean, beside: testDeviation)
        self.testDeviation = testDeviation
        self.populationStabilityIndex = populationStabilityIndex
        self.kolmogorovSmirnovDistance = kolmogorovSmirnovDistance
    }

    private static func rounded(_ mean: Double, beside deviation: Double) -> Double {
        mean.magnitude < rounding * deviation ? 0 : mean
    }

    /// Whether it is marked.
    var isMarked: Bool { (populationStabilityIndex.number ?? 0) > FeatureDrift.markedIndex }
}

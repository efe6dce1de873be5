/// The information coefficients of each step in time: across the instruments of an instant, or of a fold.
public struct StepScores: Hashable, Sendable {
    /// What a step is: `instant`, `fold`.
    public var step: String
    /// Instants, nanoseconds UTC, ascending.
    public var time: [Int64]
    /// Pearson's correlation of forecast and truth in each step; `nan` where it has none.
    public var informationCoefficients: [Double]
    /// Spearman's correlation of forecast and truth in each step; `nan` where it has none.
    public var rankInformationCoefficients: [Double]
    /// The mean of the first; `nil` where too few steps have one, or they share what they test.
    public var meanInformationCoefficient: MeanScore?
    /// The mean of the second; `nil` likewise.
    public var meanRankInformationCoefficient: MeanScore?

    /// Scores by step, without means; columns that are longer than the shortest are cut.
    public init(
        step: String, time: [Int64], informationCoefficients: [Double], rankInformationCoefficients: [Double]
    ) {
        let count = min(time.count, informationCoefficients.count, rankInformationCoefficients.count)
        self.step = step
        self.time = Array(time.prefix(count))
        self.informationCoefficients = Array(informationCoefficients.prefix(count))
        self.rankInformationCoefficients = Array(rankInformationCoefficients.prefix(count))
    }

    /// The running sum of a column; a step without a value adds nothing.
    static func cumulative(_ values: [Double]) -> [Double] {
        var sum = 0.0
        return values.map { value in
            if value.isFinite { sum += value }
            return sum
        }
    }
}

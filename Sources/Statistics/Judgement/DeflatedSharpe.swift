/// The probability that a chosen trial's true Sharpe ratio exceeds what the best of so many lucky ones would show.
///
/// All ratios are per period, with sd of ddof 1; the kurtosis is raw.
///
/// - Source: Bailey & López de Prado (2014), "The Deflated Sharpe Ratio".
/// - Verified by: `DeflatedSharpeTests`.
public struct DeflatedSharpe: Sendable, Hashable {
    /// The number of trials that the ratio was chosen from; a fraction where it is an effective number.
    public let trials: Double
    /// The variance of the trials' ratios.
    public let varianceOfSharpes: Double
    /// The chosen trial's ratio.
    public let sharpe: Double
    /// The number of its returns.
    public let count: Int
    /// Its biased skewness.
    public let skewness: Double
    /// Its biased raw kurtosis.
    public let kurtosisRaw: Double
    /// The periods in a year.
    public let periodsPerYear: Double
    /// The confidence of the minimum track records.
    public let confidence: Double
    /// The standard error of the ratio, or `nil` where skewness and kurtosis leave it no variance.
    public let standardError: Double?
    /// The highest ratio to be expected of so many trials without skill.
    public let expectedMaximum: Double
    /// The deflated ratio, a probability: that of the true ratio being above `expectedMaximum`.
    public let probability: Double?
    /// The probability that the true ratio is above zero, as if there had been one trial.
    public let probabilityAboveZero: Double?
    /// The number of returns with which the ratio is above zero with the confidence; `nil` where it never is.
    public let minimumTrackRecord: Double?
    /// The number of returns with which it is above `expectedMaximum` with the confidence; `nil` where it never is.
    public let minimumTrackRecordAboveLuck: Double?
    /// The years needed for the annualised ratio to be above what luck gives; `nil` for a ratio that is not positive.
    public let minimumBacktestYears: Double?

    /// Deflates a ratio.
    ///
    /// - Parameters:
    ///   - chosen: The figures of the chosen trial.
    ///   - trials: How many were tried, failed ones included.
    ///   - varianceOfSharpes: The variance (ddof 1) of their ratios per period.
    /// - Throws: `noVariation` where the chosen returns do not vary, `parameter` for numbers out of range.
    public init(
        chosen: TrialFigures, trials: Double, varianceOfSharpes: Double, periodsPerYear: Double = 252,
        confidence: Double = 0.95
    ) throws(JudgementError) {
        guard let sharpe = chosen.sharpe, let skewness = chosen.skewness, let kurtosisRaw = chosen.kurtosisRaw else {
            throw .noVariation(purpose: "a deflated Sharpe ratio")
        }
        try self.init(
            sharpe: sharpe, count: chosen.count, skewness: skewness, kurtosisRaw: kurtosisRaw, trials: trials,
            varianceOfSharpes: varianceOfSharpes, periodsPerYear: periodsPerYear, confidence: confidence)
    }

    /// Deflates a ratio whose moments are known, with the same errors.
    public init(
        sharpe: Double, count: Int, skewness: Double, kurtosisRaw: Double, trials: Double, varianceOfSharpes: Double,
        periodsPerYear: Double = 252, confidence: Double = 0.95
    ) throws(JudgementError) {
        guard trials >= 1, trials.isFinite else {
            throw .parameter(name: "the number of trials", found: "\(trials)", allowed: "1 or more")
        }
        guard varianceOfSharpes >= 0, varianceOfSharpes.isFinite else {
            throw .parameter(name: "the variance of ratios", found: "\(varianceOfSharpes)", allowed: "0 or more")
        }
        guard periodsPerYear > 0, periodsPerYear.isFinite else {
            throw .parameter(name: "periods per year", found: "\(periodsPerYear)", allowed: "above 0")
        }
        guard confidence > 0.5, confidence < 1 else {
            throw .parameter(name: "the confidence", found: "\(confidence)", allowed: "above 0.5 and below 1")
        }
        let luck = SharpeInference.expectedMaximum(trials: trials, variance: varianceOfSharpes)
        let probability = { (threshold: Double) in
            SharpeInference.probabilisticSharpe(
                sharpe: sharpe, threshold: threshold, count: count, skewness: skewness, kurtosisRaw: kurtosisRaw)
        }
        let length = { (threshold: Double) in
            SharpeInference.minimumTrackRecordLength(
                sharpe: sharpe, threshold: threshold, skewness: skewness, kurtosisRaw: kurtosisRaw,
                confidence: confidence)
        }
        (self.trials, self.varianceOfSharpes, self.sharpe, self.count) = (trials, varianceOfSharpes, sharpe, count)
        (self.skewness, self.kurtosisRaw) = (skewness, kurtosisRaw)
        (self.periodsPerYear, self.confidence) = (periodsPerYear, confidence)
        standardError = SharpeInference.standardError(
            sharpe: sharpe, count: count, skewness: skewness, kurtosisRaw: kurtosisRaw)
        expectedMaximum = luck
        self.probability = probability(luck)
        probabilityAboveZero = probability(0)
        minimumTrackRecord = length(0)
        minimumTrackRecordAboveLuck = length(luck)
        minimumBacktestYears = SharpeInference.minimumBacktestYears(
            trials: trials, annualSharpe: sharpe * periodsPerYear.squareRoot())
    }

    /// The years that the returns cover.
    public var years: Double { Double(count) / periodsPerYear }

    /// Whether the backtest is at least as long as luck requires; `nil` where no length would do.
    public var isLongEnough: Bool? { minimumBacktestYears.map { years >= $0 } }
}

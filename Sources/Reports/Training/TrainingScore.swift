/// How good forecasts out of sample were: those of the model, of a baseline, or of one instrument.
public struct TrainingScore: Hashable, Sendable {
    /// Whose forecasts they are: `ridge`, `zero`, `ABC`.
    public var name: String
    /// The number of forecasts with a truth beside them.
    public var count: Int
    /// Pearson's correlation of forecast and truth.
    public var informationCoefficient: IntervalFigure
    /// Spearman's correlation of forecast and truth.
    public var rankInformationCoefficient: IntervalFigure
    /// The share of forecasts whose sign was that of the truth; for probabilities, the share of the right class.
    public var hitRate: IntervalFigure
    /// One less the squared error over that of the mean of the training labels: above zero is better than the mean.
    public var rSquared: FigureValue
    /// The root of the mean squared error, in the unit of the label.
    public var rootMeanSquaredError: FigureValue

    /// Scores of some forecasts.
    public init(
        name: String, count: Int, informationCoefficient: IntervalFigure, rankInformationCoefficient: IntervalFigure,
        hitRate: IntervalFigure, rSquared: FigureValue, rootMeanSquaredError: FigureValue
    ) {
        self.name = name
        self.count = count
        self.informationCoefficient = informationCoefficient
        self.rankInformationCoefficient = rankInformationCoefficient
        self.hitRate = hitRate
        self.rSquared = rSquared
        self.rootMeanSquaredError = rootMeanSquaredError
    }
}

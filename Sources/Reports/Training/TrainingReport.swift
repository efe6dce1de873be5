/// Everything a training report shows, as plain values: what is left empty is absent from the page or says why.
///
/// Fill it from a finished training and call `html(charts:)` for the page and `document` for its JSON. Times are UTC,
/// every score is out of sample. Every text may hold anything: the page escapes it.
public struct TrainingReport: Sendable {
    /// The name of the study, the page's title.
    public var title: String
    /// The kind of model in a line: `ridge regression`.
    public var model: String
    /// The model's parameters, a line each.
    public var parameters: [LabelledText]
    /// What is forecast.
    public var target: ForecastTarget
    /// What identifies the training: data, hashes, seed, version, a line each.
    public var provenance: [LabelledText]
    /// The command that repeats it, as typed into a shell; empty for none.
    public var command: String
    /// The config as resolved, as YAML; empty for none.
    public var configuration: String
    /// Warnings, in any order.
    public var warnings: [ReportWarning]
    /// The conventions in force: label, window, horizon, validation, purge, embargo, a line each.
    public var assumptions: [LabelledText]
    /// What the model sees.
    public var features: [TrainingFeature]

    /// The scores of the model; `nil` where nothing was scored.
    public var score: TrainingScore?
    /// The scores of the baselines on the same samples: zero, last value, mean, buy and hold.
    public var baselines: [TrainingScore]
    /// The smallest information coefficient that so many forecasts can tell from none; `nil` where it is not known.
    public var smallestDetectable: DetectableCorrelation?
    /// The scores of the model by instrument, for a panel.
    public var instrumentScores: [TrainingScore]

    /// The folds, in order.
    public var folds: [TrainingFold]
    /// The loss by epoch of each training; the last is drawn before the others.
    public var lossCurves: [LossCurve]
    /// The information coefficients by step; `nil` where that of the folds shall be shown.
    public var stepScores: StepScores?

    /// Forecasts out of sample by instrument; those that matter most come first, ten are drawn.
    public var forecasts: [InstrumentForecasts]
    /// What came of forecasts by their size, ascending.
    public var calibration: [CalibrationBin]
    /// The score that falls when a feature is shuffled: `IC`.
    public var importanceScore: String
    /// Over what the deviation of the drops is taken.
    public var importanceSpread: FeatureImportance.Spread
    /// What shuffling each feature costs, in any order.
    public var importance: [FeatureImportance]
    /// How the features' distributions moved from training to test, in any order.
    public var drift: [FeatureDrift]
    /// The model that was kept; `nil` where none was.
    public var finalModel: FinalModel?

    /// A report with what every training has; the rest is empty until it is set.
    public init(title: String, model: String, target: ForecastTarget) {
        self.title = title
        self.model = model
        parameters = []
        self.target = target
        provenance = []
        command = ""
        configuration = ""
        warnings = []
        assumptions = []
        features = []
        score = nil
        baselines = []
        smallestDetectable = nil
        instrumentScores = []
        folds = []
        lossCurves = []
        stepScores = nil
        forecasts = []
        calibration = []
        importanceScore = "IC"
        importanceSpread = .folds
        importance = []
        drift = []
        finalModel = nil
    }
}

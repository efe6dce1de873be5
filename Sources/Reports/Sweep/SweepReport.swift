/// Everything a sweep's report shows, as plain values: what is left empty is absent from the page or says why.
///
/// Fill it from a finished sweep and call `html` for the page. Every text may hold anything: the page escapes it.
public struct SweepReport: Sendable {
    /// The name of the study, the page's title.
    public var title: String
    /// How points were chosen: `grid`.
    public var method: String
    /// Whether all points of a grid were tried, so that there are slices along its axes.
    public var isGrid: Bool
    /// What was varied.
    public var axes: [SweepAxis]
    /// What every point meets: `fast < slow`.
    public var constraints: [String]
    /// What was to be best; the first decides which trial is the chosen one.
    public var goals: [SweepGoal]
    /// The trials.
    public var trials: SweepTrials
    /// How many trials have figures.
    public var finished: Int
    /// How many failed.
    public var failed: Int
    /// How many were given up when their time was over.
    public var givenUp: Int
    /// Why trials have no figures, the most frequent reason first.
    public var failures: [SweepFailure]
    /// The places of the trials that no other beats in every goal; empty where there is one goal.
    public var front: [Int]
    /// The first and the last session that trials were run over; empty where there is none.
    public var period: (from: String, to: String)
    /// The number of sessions.
    public var sessions: Int
    /// Where the final test period begins, which no trial saw; `nil` where there is none.
    public var withheldFrom: String?
    /// The Sharpe ratios of both halves of the period; `nil` where no returns were kept.
    public var halves: SweepHalves?
    /// Warnings, in any order.
    public var warnings: [ReportWarning]
    /// What identifies the sweep: data, hashes, seed, version, a line each.
    public var provenance: [LabelledText]
    /// The config without any trial's values, as YAML; empty for none.
    public var configuration: String

    /// A report with what every sweep has; the rest is empty until it is set.
    public init(title: String, method: String, isGrid: Bool, axes: [SweepAxis], goals: [SweepGoal], trials: SweepTrials)
    {
        self.title = title
        self.method = method
        self.isGrid = isGrid
        self.axes = axes
        constraints = []
        self.goals = goals
        self.trials = trials
        (finished, failed, givenUp) = (0, 0, 0)
        failures = []
        front = []
        period = ("", "")
        sessions = 0
        withheldFrom = nil
        halves = nil
        warnings = []
        provenance = []
        configuration = ""
    }
}

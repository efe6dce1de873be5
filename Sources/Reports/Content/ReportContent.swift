public import Core
public import TimeSeries

/// Everything a report shows, as plain values: what is left empty is absent from the page or says why.
///
/// Fill it from a finished run and call `html(charts:)`. Fractions are fractions (0.01 is 1 %), money is in `currency`,
/// times are UTC. Every text may hold anything: the page escapes it.
public struct ReportContent: Sendable {
    /// The name of the study, the page's title.
    public var name: String
    /// The user's own notes; empty for none.
    public var notes: String
    /// What was traded by what, in a line: `rules: crosses_above(sma(close, 50), sma(close, 200))`.
    public var strategy: String
    /// ISO 4217 code of the account.
    public var currency: String
    /// What identifies and repeats the run.
    public var provenance: ReportProvenance
    /// From the first bar on which a decision could be taken to the end of the last.
    public var period: Range<Timestamp>
    /// The number of bars in the period, of all instruments together.
    public var bars: Int
    /// The symbols that could be traded, in order.
    public var universe: [String]
    /// The conventions in force.
    public var assumptions: [ReportAssumption]
    /// The cost model in force, a line for each kind.
    public var costModel: [LabelledText]
    /// What is known of the data's quality, in words, a line each.
    public var dataNotes: [LabelledText]
    /// Warnings, in any order.
    public var warnings: [ReportWarning]
    /// What depends on history, clock or host.
    public var history: ReportHistory

    /// Names of the columns that metrics are compared in: `Buy and hold`.
    ///
    /// The first is the benchmark, which is drawn with equity.
    public var comparisons: [String]
    /// Every metric, in the order of the table of all metrics.
    public var metrics: [MetricFigure]
    /// Ids of the metrics of the headline table, in order; ids without a metric are left out.
    public var headline: [String]

    /// Equity by bar.
    public var equity: EquityCurve
    /// Returns by session; `nil` where there is no whole session.
    public var daily: DailyReturns?
    /// Rolling metrics, each a chart.
    public var rolling: [RollingFigure]
    /// The worst drawdowns, deepest first.
    public var drawdowns: [DrawdownEpisode]
    /// Ids of metrics that speak of the tails, in order: VaR, shortfall, skew, kurtosis.
    public var tails: [String]

    /// The bars that were traded on, one series for each instrument to draw.
    ///
    /// Bars outside the period are not drawn. The instruments that matter most come first: twelve are drawn.
    public var prices: [BarSeries]
    /// Closed lots in the order of `trades.csv`.
    public var trades: [TradeRow]
    /// Positions open at the end.
    public var openPositions: [OpenPosition]
    /// What costs took in all.
    public var costs: [CostLine]
    /// What was earned besides trades: dividends.
    public var income: [CostLine]
    /// Orders by what became of them: `submitted`, `filled`, `rejected` … with an empty reason for a total.
    public var orderOutcomes: [CountedLine]
    /// Bars whose inside is an assumption; `nil` where no bracket was ever in force.
    public var ambiguousBars: AmbiguousBars?
    /// Ids of metrics that speak of exposure and turnover, in order.
    public var exposure: [String]
    /// Further sections of two-column lines, such as robustness figures, shown before the data.
    public var extraSections: [ReportSection]
    /// What was chosen in each window of a walk-forward test; `nil` for a run that is none.
    public var walkForward: WalkForwardReport?
    /// What orders met in the simulated market; `nil` for a run on bars.
    public var venue: VenueReport?
    /// What was searched for look ahead and the like; `nil` where the page shall not speak of it.
    public var audit: ReportAudit?
    /// Data by instrument.
    public var coverage: [DataCoverage]

    /// A report with what every run has; the rest is empty until it is set.
    public init(
        name: String, provenance: ReportProvenance, period: Range<Timestamp>, bars: Int, universe: [String],
        equity: EquityCurve, currency: String = "USD"
    ) {
        self.name = name
        notes = ""
        strategy = ""
        self.currency = currency
        self.provenance = provenance
        self.period = period
        self.bars = bars
        self.universe = universe
        assumptions = []
        costModel = []
        dataNotes = []
        warnings = []
        history = ReportHistory()
        comparisons = []
        metrics = []
        headline = []
        self.equity = equity
        daily = nil
        rolling = []
        drawdowns = []
        tails = []
        prices = []
        trades = []
        openPositions = []
        costs = []
        income = []
        orderOutcomes = []
        ambiguousBars = nil
        exposure = []
        extraSections = []
        walkForward = nil
        venue = nil
        audit = nil
        coverage = []
    }

    /// The metric of an id; `nil` where there is none.
    public func metric(_ id: String) -> MetricFigure? { metrics.first { $0.id == id } }
}

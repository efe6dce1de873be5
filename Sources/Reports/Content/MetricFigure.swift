/// One metric with everything that S64 asks to stand beside it.
public struct MetricFigure: Hashable, Sendable {
    /// The id under which `result.json` and `list metrics` know it: `max_drawdown`.
    public var id: String
    /// Its name for people: `Maximum drawdown`.
    public var label: String
    /// The group of the table of all metrics that it stands in: `Risk`.
    ///
    /// Groups keep the order of first appearance.
    public var group: String
    /// What it counts.
    public var unit: FigureUnit
    /// Its value for the run.
    public var value: FigureValue
    /// Its values for the columns named in `ReportContent.comparisons`, in that order; short or empty where a column
    /// has none.
    public var comparisons: [FigureValue]
    /// The formula's id with ddof and annualisation: `arith,ddof=1,rf=0,ppy=252`.
    public var definition: String
    /// What it means in a sentence or a formula, for people.
    public var meaning: String
    /// The number of observations behind it.
    public var count: Int
    /// An interval around the value, where one was computed.
    public var interval: ConfidenceInterval?

    /// A metric; comparisons and interval are optional.
    public init(
        id: String, label: String, group: String, unit: FigureUnit, value: FigureValue,
        comparisons: [FigureValue] = [], definition: String, meaning: String, count: Int,
        interval: ConfidenceInterval? = nil
    ) {
        self.id = id
        self.label = label
        self.group = group
        self.unit = unit
        self.value = value
        self.comparisons = comparisons
        self.definition = definition
        self.meaning = meaning
        self.count = count
        self.interval = interval
    }
}

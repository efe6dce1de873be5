/// Everything a robustness report shows, as plain values; what is left empty is absent from the page.
///
/// Every text may hold anything: the page escapes it.
public struct RobustnessReport: Sendable {
    /// A figure that every run has.
    public struct Figure: Sendable, Hashable {
        /// What it is called.
        public var label: String
        /// What it counts.
        public var unit: FigureUnit

        /// A figure.
        public init(label: String, unit: FigureUnit) { (self.label, self.unit) = (label, unit) }
    }

    /// A run.
    public struct Run: Sendable, Hashable {
        /// What it varied.
        public var label: String
        /// Its figures; `nan` where it lacks one, empty where it failed.
        public var values: [Double]
        /// Whether its equity fell to zero or below.
        public var isRuined: Bool
        /// Why it failed.
        public var reason: String?

        /// A run.
        public init(label: String, values: [Double], isRuined: Bool, reason: String?) {
            (self.label, self.values, self.isRuined, self.reason) = (label, values, isRuined, reason)
        }
    }

    /// Quantiles of the wealth of many runs.
    public struct Fan: Sendable, Hashable {
        /// Whether places are nanoseconds UTC; else numbers of trades.
        public var isTime: Bool
        /// Where wealth is known, ascending.
        public var places: [Double]
        /// The wealth of what runs are compared with, in units of the initial.
        public var base: [Double]
        /// The quantiles at 5, 25, 50, 75 and 95 %, each at all places.
        public var quantiles: [[Double]]
        /// Of how many runs they are.
        public var runs: Int

        /// A fan.
        public init(isTime: Bool, places: [Double], base: [Double], quantiles: [[Double]], runs: Int) {
            (self.isTime, self.places, self.base, self.quantiles) = (isTime, places, base, quantiles)
            self.runs = runs
        }
    }

    /// Runs that are counted together.
    public struct Group: Sendable, Hashable {
        /// What tells it from others of its kind.
        public var name: String
        /// What it varies, in words.
        public var title: String
        /// Whether its runs are drawn at random.
        public var isDrawn: Bool
        /// The figures with which its runs are compared.
        public var base: [Double]
        /// Its runs.
        public var runs: [Run]
        /// The places of the figures whose distribution is drawn.
        public var drawn: [Int] = []
        /// The quantiles of wealth; `nil` for none.
        public var fan: Fan?

        /// A group.
        public init(name: String, title: String, isDrawn: Bool, base: [Double], runs: [Run]) {
            (self.name, self.title, self.isDrawn, self.base, self.runs) = (name, title, isDrawn, base, runs)
        }
    }

    /// One thing that is varied.
    public struct Kind: Sendable, Hashable {
        /// The anchor of its section.
        public var id: String
        /// The heading.
        public var title: String
        /// What it answers.
        public var question: String
        /// What came of it, in a sentence or two.
        public var verdict: String
        /// Whether it applies.
        public var applies: Bool
        /// Remarks, sentences.
        public var notes: [String]
        /// Its groups.
        public var groups: [Group]

        /// A kind.
        public init(
            id: String, title: String, question: String, verdict: String, applies: Bool, notes: [String],
            groups: [Group]
        ) {
            (self.id, self.title, self.question, self.verdict) = (id, title, question, verdict)
            (self.applies, self.notes, self.groups) = (applies, notes, groups)
        }
    }

    /// A threshold and what was found.
    public struct Check: Sendable, Hashable {
        /// The key of the config.
        public var id: String
        /// Of which runs.
        public var subject: String
        /// What was found.
        public var found: Double
        /// The threshold.
        public var threshold: Double
        /// Whether it is met.
        public var passes: Bool

        /// A check.
        public init(id: String, subject: String, found: Double, threshold: Double, passes: Bool) {
            (self.id, self.subject, self.found, self.threshold, self.passes) = (id, subject, found, threshold, passes)
        }
    }

    /// What the runs are.
    public enum Form: Sendable, Hashable {
        /// One thing changed at a time.
        case robustness
        /// Other histories.
        case histories
    }

    /// What the runs are: what the page is called, and which files it names.
    public var form = Form.robustness
    /// The name of the study, the page's title.
    public var title: String
    /// The figures that every run has.
    public var figures: [Figure]
    /// The figures of the study as it is.
    public var base: [Double]
    /// Whether the study as it is was ruined.
    public var isRuined = false
    /// The first and the last session.
    public var period = (from: "", to: "")
    /// The number of sessions.
    public var sessions = 0
    /// The number of runs.
    public var runs = 0
    /// What was varied.
    public var kinds: [Kind] = []
    /// Thresholds; empty where there are none.
    public var checks: [Check] = []
    /// What identifies the runs: data, hashes, seed, version, a line each.
    public var provenance: [LabelledText] = []
    /// The config, as YAML; empty for none.
    public var configuration = ""

    /// A report with what every one has; the rest is empty until it is set.
    public init(title: String, figures: [Figure], base: [Double]) {
        (self.title, self.figures, self.base) = (title, figures, base)
    }
}

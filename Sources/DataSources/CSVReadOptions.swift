public import TimeSeries

/// How to read bars from text files: all that the `data` key of a config can say.
public struct CSVReadOptions: Hashable, Sendable {
    /// How instruments lie in files.
    public enum Layout: String, CaseIterable, Sendable {
        /// One file an instrument, named after it.
        case single
        /// Several instruments in one file, with a column of symbols.
        case long
        /// Several instruments in one file, each with a column of closes.
        case wide
    }

    /// Which edge of its bar a stamp stands for (S1).
    public enum Stamp: String, CaseIterable, Sendable {
        /// The first instant of the bar.
        case start
        /// The first instant after the bar.
        case end
    }

    /// How `03/04/2020` is meant.
    public enum DateOrder: String, CaseIterable, Sendable {
        /// Month first.
        case mdy
        /// Day first.
        case dmy
    }

    /// Files to read, in any order; `-` is standard input.
    public var paths: [String]
    /// Patterns such as `Data/daily/*.csv`, each of which must match.
    public var globs: [String]
    /// The layout; `nil` is seen from the header.
    public var layout: Layout?
    /// The name of a single instrument, instead of the file's name in capitals.
    public var symbol: String?
    /// Columns by use, where their names do not say it: a name without regard to case, a number from 1, or
    /// `mid(bid, ask)` for the mean of two.
    public var columns: [ColumnUse: String]
    /// The byte between fields; `nil` is the likeliest of comma, semicolon, tab and bar.
    public var delimiter: Character?
    /// Which edge the stamps stand for; needed for files with times of day.
    public var stamp: Stamp?
    /// The zone of times without an offset; `nil` is the calendar's.
    public var zone: String?
    /// `XNYS`, `24/7`, `24/5` or the path of a CSV file; `nil` is told from the rows, and said in the report.
    public var calendar: String?
    /// How prices are adjusted.
    public var adjust: PriceAdjustment
    /// The path of a file of dividends, splits and delistings; `nil` where there is none.
    public var actions: String?
    /// Whether corporate actions may name instruments that are not there.
    public var skipsOtherActions = false
    /// The first day or instant to keep: ISO 8601, a date being its session or midnight in the calendar's zone.
    public var from: String?
    /// The last day to keep, or the first instant not to keep.
    public var to: String?
    /// Whether bars before `from` stay, to warm indicators (S16).
    public var keepsBarsBeforeFrom: Bool
    /// Whether every broken rule is an error, whatever the policies say.
    public var isStrict: Bool
    /// What to do with rows that break rules.
    public var policies: LoadPolicies
    /// The length of a bar where the rows do not tell it, in nanoseconds.
    public var barLength: Int64?
    /// How dates with slashes are meant; `nil` is told from the rows where one decides.
    public var dateOrder: DateOrder?
    /// The most threads to use.
    public var threads: Int
    /// Whether the hash of each raw source is computed.
    public var hashesSources: Bool

    /// Options; by default everything that can be told from the files is.
    public init(
        paths: [String] = [], globs: [String] = [], layout: Layout? = nil, symbol: String? = nil,
        columns: [ColumnUse: String] = [:], delimiter: Character? = nil, stamp: Stamp? = nil, zone: String? = nil,
        calendar: String? = nil, adjust: PriceAdjustment = .none, actions: String? = nil,
        from: String? = nil, to: String? = nil,
        keepsBarsBeforeFrom: Bool = true, isStrict: Bool = false, policies: LoadPolicies = LoadPolicies(),
        barLength: Int64? = nil, dateOrder: DateOrder? = nil, threads: Int = 2, hashesSources: Bool = true
    ) {
        self.paths = paths
        self.globs = globs
        self.layout = layout
        self.symbol = symbol
        self.columns = columns
        self.delimiter = delimiter
        self.stamp = stamp
        self.zone = zone
        self.calendar = calendar
        self.adjust = adjust
        self.actions = actions
        self.from = from
        self.to = to
        self.keepsBarsBeforeFrom = keepsBarsBeforeFrom
        self.isStrict = isStrict
        self.policies = policies
        self.barLength = barLength
        self.dateOrder = dateOrder
        self.threads = threads
        self.hashesSources = hashesSources
    }

    /// The policies in force: under `isStrict` none mends anything, and an explicit `gaps: fill` stays.
    var policiesInForce: LoadPolicies {
        guard isStrict else { return policies }
        var strict = LoadPolicies.strict
        strict.gaps = policies.gaps
        return strict
    }
}

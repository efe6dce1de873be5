import TimeSeries

/// Where the bars of a study come from and what they mean.
public struct DataConfiguration: Hashable, Sendable {
    /// Which adjustment is made to prices.
    public enum Adjustment: String, Sendable {
        /// None: prices as in the file.
        case none
        /// Prices and volumes in the units after the last split of the file of corporate actions.
        case splits
        /// All prices times adjusted close / close.
        case total
    }

    /// What is done about sessions without a bar.
    public enum Gaps: String, Sendable {
        /// They are counted and shown.
        case report
        /// Bars that repeat the last close and never trade stand in for them (S4).
        case fill
        /// They are an error.
        case error
    }

    /// What is done about several rows of one time (S8).
    public enum Duplicates: String, Sendable {
        /// They are an error.
        case error
        /// The first is kept.
        case first
        /// The last is kept.
        case last
    }

    /// What is done about rows that go back in time (S9).
    public enum Order: String, Sendable {
        /// They are an error.
        case error
        /// Rows are sorted by time.
        case sort
    }

    /// What is done about a high or low that does not enclose open and close (S7).
    public enum Violations: String, Sendable {
        /// It is an error.
        case error
        /// The high is raised and the low lowered.
        case repair
        /// The bar is left out.
        case drop
    }

    /// What is done about empty prices (S6).
    public enum EmptyPrices: String, Sendable {
        /// They are an error.
        case error
        /// The row is left out.
        case drop
        /// The price before is taken.
        case fill
    }

    /// What is done about rows on days without a session.
    public enum Closed: String, Sendable {
        /// They are an error.
        case error
        /// They are left out.
        case drop
    }

    /// What is done about faults.
    public struct Policies: Hashable, Sendable {
        /// Sessions without a bar.
        public var gaps: Gaps
        /// Several rows of one time.
        public var duplicates: Duplicates
        /// Rows that go back in time.
        public var order: Order
        /// Highs and lows that do not enclose the rest.
        public var violations: Violations
        /// Empty prices.
        public var emptyPrices: EmptyPrices
        /// Rows on days without a session.
        public var closed: Closed
    }

    /// The market that makes the bars, its section and seed as text; `nil` where they are read.
    public var simulated: String?
    /// Whether the bars are made by the config's market.
    public var isSimulated: Bool { simulated != nil }
    /// The database that the bars lie in; `nil` where they lie in files.
    public var influx: InfluxConfiguration?
    /// How the bars lie in files.
    public var source: FileConfiguration
    /// The calendar's name or file; empty where the bars are simulated.
    public var calendar: String
    /// Finer bars, inside which orders meet prices (S27); `nil` where there are none.
    public var finer: FinerConfiguration?
    /// Files of other instruments with calendars of their own, by name.
    public var beside: [BesideConfiguration]
    /// Series by time that are no bars, by name.
    public var external: [ExternalConfiguration]
    /// Which adjustment is made.
    public var adjustment: Adjustment
    /// A file of dividends, splits and delistings; `nil` where there is none.
    public var actions: String?
    /// The first bar on which a decision may be taken (S16).
    public var from: ConfigMoment?
    /// The end of the data in use, a date included.
    public var to: ConfigMoment?
    /// The start of the final test period (S70).
    public var testFrom: ConfigMoment?
    /// Whether any fault is an error.
    public var isStrict: Bool
    /// What is done about faults.
    public var policies: Policies
    /// The bytes that may stay resident; `nil`: half of the machine's memory.
    public var memory: Int?

    init(_ reader: ConfigReader) {
        let root = reader.root
        if reader.text("data.source") == "simulator", let market = root["market"] {
            simulated = "seed: \(market["seed"]?.whole ?? reader.whole("seed"))\n" + CanonicalYAML.text(of: market)
        }
        influx = InfluxConfiguration.of(root["data"])
        source = FileConfiguration(root["data"])
        calendar = root["data.calendar"]?.text ?? ""
        finer = root["data.finer"].map { FinerConfiguration($0) }
        beside = root["data.beside"]?.entries.map { BesideConfiguration($0) } ?? []
        external = root["data.external"]?.entries.map { ExternalConfiguration($0) } ?? []
        adjustment = reader.choice("data.adjust")
        actions = root["data.actions"]?.text
        from = root["data.from"]?.moment
        to = root["data.to"]?.moment
        testFrom = root["data.test_from"]?.moment
        isStrict = reader.flag("data.strict")
        memory = root["data.memory"]?.text.flatMap { ConfigSize.bytes($0) }
        policies = Policies(
            gaps: reader.choice("data.policies.gaps"), duplicates: reader.choice("data.policies.duplicates"),
            order: reader.choice("data.policies.order"), violations: reader.choice("data.policies.ohlc"),
            emptyPrices: reader.choice("data.policies.nan"), closed: reader.choice("data.policies.closed"))
    }
}

/// What `backtest data collect` is to do, as one config describes it, validated, with every default filled in.
public struct CollectConfiguration: Sendable {
    /// The endpoint.
    public enum Source: String, Sendable {
        /// Yahoo's chart.
        case yahoo
        /// Stooq's daily CSV.
        case stooq
        /// Binance's klines.
        case binance
        /// Alpaca's stock bars.
        case alpaca
        /// As the config declares it.
        case declared
    }

    /// A text, or where it is found.
    public enum Secret: Hashable, Sendable {
        /// The text itself.
        case text(String)
        /// An environment variable.
        case environment(String)
        /// A file.
        case file(String)
    }

    /// A name with a text.
    public struct Item: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The text, or where it is found.
        public var value: Secret
    }

    /// An InfluxDB.
    public struct Influx: Hashable, Sendable {
        /// Which one, and who writes.
        public var target: InfluxTargetConfiguration
        /// The measurement.
        public var measurement: String
        /// The tag of the symbol.
        public var symbolTag: String
        /// Nanoseconds without a byte after which a request is given up.
        public var timeout: Int64
        /// Points of a request at most.
        public var batchRows: Int
        /// Whether requests are packed.
        public var isPacked: Bool
    }

    /// Where the bars go.
    public enum Destination: Hashable, Sendable {
        /// A folder of CSV files.
        case csv(String)
        /// An InfluxDB.
        case influx(Influx)
    }

    /// The endpoint.
    public var source: Source
    /// The symbols.
    public var symbols: [String]
    /// The name of the length of bars; `nil` for quotes.
    public var every: String?
    /// Nanoseconds between two rounds; `nil` for one round.
    public var period: Int64?
    /// Nanoseconds after an edge.
    public var delay: Int64
    /// How far back the first request goes.
    public var start: ConfigMoment?
    /// The calendar's name or file.
    public var calendar: String
    /// What is done about faults.
    public var policies: DataConfiguration.Policies
    /// Requests in a stretch of nanoseconds; `nil` for those of the preset.
    public var rate: (requests: Int, per: Int64)?
    /// How often a request is sent.
    public var attempts: Int
    /// Nanoseconds that a request may take.
    public var timeout: Int64
    /// More of the address's query.
    public var query: [Item]
    /// Headers.
    public var headers: [Item]
    /// Where `{key}` is found.
    public var key: Secret?
    /// Where the bars go.
    public var destination: Destination

    private let resolved: ConfigValue

    /// Reads and validates the text of a config.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: The file's name for messages.
    /// - Throws: All that is wrong, each with its place.
    public init(yaml text: String, file: String) throws(ConfigError) {
        let source = ConfigSource(file: file, text: text)
        guard let root = try YAMLReader.read(text, source: source) else {
            throw .unreadable(
                .init(source.place(line: 1, column: 1), "the config is empty; see backtest data collect --example"))
        }
        try root.refuseStudy(file: file)
        try root.refuseSecretsOfCollecting()
        var validator = ConfigValidator(keys: ConfigKeys.collecting)
        let resolved = validator.root(root)
        validator.checkCollecting(resolved)
        guard validator.problems.isEmpty else { throw .invalid(StudyConfiguration.sorted(validator.problems)) }
        self.init(ConfigReader(root: resolved))
    }

    private init(_ reader: ConfigReader) {
        let section = reader.root["collect"]
        resolved = reader.root
        source = reader.choice("collect.from")
        symbols = section?["symbols"]?.elements.compactMap(\.text) ?? []
        every = section?["every"]?.text
        period = section?["repeat"]?.text.flatMap { ConfigDuration.nanoseconds($0) }
        delay = ConfigDuration.nanoseconds(reader.text("collect.delay")) ?? 0
        start = section?["start"]?.moment
        let isOpenAlways = source == .binance || section?["columns.price"] != nil
        calendar = section?["calendar"]?.text ?? (isOpenAlways ? "24/7" : "XNYS")
        policies = DataConfiguration.Policies(
            gaps: reader.choice("collect.policies.gaps"), duplicates: reader.choice("collect.policies.duplicates"),
            order: reader.choice("collect.policies.order"), violations: reader.choice("collect.policies.ohlc"),
            emptyPrices: reader.choice("collect.policies.nan"), closed: reader.choice("collect.policies.closed"))
        if let rate = section?["rate"] {
            self.rate = (rate["requests"]?.whole ?? 1, ConfigDuration.nanoseconds(rate["per"]?.text ?? "1s") ?? 0)
        }
        attempts = reader.whole("collect.attempts")
        timeout = ConfigDuration.nanoseconds(reader.text("collect.timeout")) ?? 0
        query = CollectConfiguration.items(section?["query"])
        headers = CollectConfiguration.items(section?["headers"])
        key = section?["key"].flatMap { Secret($0) }
        destination = Destination(section?["to"])
    }

    private static func items(_ section: ConfigValue?) -> [Item] {
        (section?.entries ?? []).compactMap { entry in
            Secret(entry.value).map { Item(name: entry.key.text, value: $0) }
        }
    }

    /// The text of a key below `collect` that a config may leave out.
    public func text(_ path: String) -> String? { resolved["collect.\(path)"]?.text }

    /// The whole number of a key below `collect` that a config may leave out.
    public func whole(_ path: String) -> Int? { resolved["collect.\(path)"]?.whole }

    /// Where a key below `collect` stands; the section where the config leaves it out.
    public func place(of path: String) -> SourcePlace {
        let section = resolved["collect"]
        return section?[path]?.place ?? section?.place ?? resolved.place
    }
}

extension CollectConfiguration.Secret {
    init?(_ section: ConfigValue) {
        if let text = section["text"]?.text {
            self = .text(text)
        } else if let name = section["env"]?.text {
            self = .environment(name)
        } else if let path = section["file"]?.text {
            self = .file(path)
        } else {
            return nil
        }
    }
}

extension CollectConfiguration.Destination {
    fileprivate init(_ section: ConfigValue?) {
        guard let influx = section?["influxdb"] else {
            self = .csv(section?["csv"]?.text ?? "")
            return
        }
        self = .influx(
            CollectConfiguration.Influx(
                target: InfluxTargetConfiguration(influx), measurement: influx["measurement"]?.text ?? "bar",
                symbolTag: influx["symbol_tag"]?.text ?? "symbol",
                timeout: influx["timeout"]?.text.flatMap { ConfigDuration.nanoseconds($0) } ?? 60_000_000_000,
                batchRows: influx["batch"]?.whole ?? 5_000, isPacked: influx["gzip"]?.flag ?? false))
    }
}

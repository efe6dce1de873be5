public import Core
public import TimeSeries

/// Where bars lie in InfluxDB, and which of its points they are.
public struct InfluxConfiguration: Hashable, Sendable {
    /// The names of the fields of bars.
    public struct Fields: Hashable, Sendable {
        /// The field of opens.
        public var open: String
        /// The field of highs.
        public var high: String
        /// The field of lows.
        public var low: String
        /// The field of closes.
        public var close: String
        /// The field of volumes; `nil` where there is none.
        public var volume: String?

        /// Names.
        public init(open: String, high: String, low: String, close: String, volume: String?) {
            (self.open, self.high, self.low, self.close, self.volume) = (open, high, low, close, volume)
        }
    }

    /// The names of the fields of trades.
    public struct Ticks: Hashable, Sendable {
        /// The field of prices.
        public var price: String
        /// The field of sizes; `nil` where there is none.
        public var size: String?
    }

    /// The organisation of 2.x.
    public enum Organisation: Hashable, Sendable {
        /// By its name.
        case name(String)
        /// By its identifier.
        case identifier(String)
    }

    /// Where a secret stands.
    public enum Secret: Hashable, Sendable {
        /// In a variable of the environment.
        case environment(String)
        /// In the first line of a file.
        case file(String)
    }

    /// The address.
    public var url: String
    /// The generation, 1 to 3; `nil`: the server is asked.
    public var version: Int?
    /// The database or bucket.
    public var database: String
    /// The retention policy of 1.x.
    public var retentionPolicy: String?
    /// The organisation of 2.x.
    public var organisation: Organisation?
    /// The measurement.
    public var measurement: String
    /// The tag that names the instrument; `nil` where there is one instrument.
    public var symbolTag: String?
    /// Tags that rows must have.
    public var tags: [String: String]
    /// The fields of bars.
    public var fields: Fields
    /// The fields of trades; `nil` where rows are bars.
    public var ticks: Ticks?
    /// The bars to make; `nil`: as they are.
    public var every: Timeframe?
    /// Whether bars of trades are made here in any case.
    public var aggregatesHere: Bool
    /// The first instant to ask for; `nil`: the first of the measurement.
    public var since: Timestamp?
    /// The user of 1.x.
    public var user: String?
    /// Where the password stands.
    public var password: Secret?
    /// Where the token stands.
    public var token: Secret?
    /// The file of authorities to trust.
    public var authorityFile: String?
    /// Seconds without a byte after which the server is given up.
    public var timeoutSeconds: Double
    /// The instruments to take; empty for all.
    public var symbols: [String]

    /// What a validated `data` section says; `nil` where the bars lie in files.
    static func of(_ data: ConfigValue?) -> InfluxConfiguration? {
        guard let data, data["source"]?.text == "influxdb", let section = data["influxdb"] else { return nil }
        return InfluxConfiguration(section, symbols: data["symbols"]?.elements.compactMap(\.text) ?? [])
    }

    private init(_ section: ConfigValue, symbols: [String]) {
        self.symbols = symbols
        url = section["url"]?.text ?? ""
        version = section["version"]?.text.flatMap { Int($0) }
        database = section["database"]?.text ?? section["bucket"]?.text ?? ""
        retentionPolicy = section["retention_policy"]?.text
        organisation = Organisation(section)
        measurement = section["measurement"]?.text ?? ""
        symbolTag = section.textUnlessNone("symbol_tag")
        tags = Dictionary(
            (section["tags"]?.entries ?? []).map { ($0.key.text, $0.value.text ?? "") }, uniquingKeysWith: { $1 })
        fields = Fields(section["fields"])
        ticks = section["ticks"].map { Ticks($0) }
        every = section["every"]?.text.flatMap { Timeframe($0) }
        aggregatesHere = section["aggregate"]?.text == "here"
        since = section["since"]?.moment?.firstInstant
        user = section["user"]?.text
        password = Secret(section, "password")
        token = Secret(section, "token")
        authorityFile = section["ca_file"]?.text
        let timeout = section["timeout"]?.text.flatMap { ConfigDuration.nanoseconds($0) } ?? 60 * Timestamp.second
        timeoutSeconds = Double(timeout) / 1e9
    }
}

extension InfluxConfiguration.Fields {
    /// The names that a section gives; the usual ones where there is none.
    fileprivate init(_ section: ConfigValue?) {
        open = section?["open"]?.text ?? "open"
        high = section?["high"]?.text ?? "high"
        low = section?["low"]?.text ?? "low"
        close = section?["close"]?.text ?? "close"
        volume = section == nil ? "volume" : section?.textUnlessNone("volume")
    }
}

extension InfluxConfiguration.Ticks {
    fileprivate init(_ section: ConfigValue) {
        price = section["price"]?.text ?? "price"
        size = section.textUnlessNone("size")
    }
}

extension InfluxConfiguration.Organisation {
    fileprivate init?(_ section: ConfigValue) {
        if let name = section["org"]?.text {
            self = .name(name)
        } else if let identifier = section["org_id"]?.text {
            self = .identifier(identifier)
        } else {
            return nil
        }
    }
}

extension InfluxConfiguration.Secret {
    fileprivate init?(_ section: ConfigValue, _ name: String) {
        if let variable = section["\(name)_env"]?.text {
            self = .environment(variable)
        } else if let path = section["\(name)_file"]?.text {
            self = .file(path)
        } else {
            return nil
        }
    }
}

extension ConfigValue {
    /// The text of a key; `nil` for `none`.
    fileprivate func textUnlessNone(_ name: String) -> String? {
        let text = self[name]?.text
        return text == "none" ? nil : text
    }
}

extension ConfigMoment {
    /// The instant, or midnight of the date in UTC.
    fileprivate var firstInstant: Timestamp {
        switch self {
        case .date(let date): Timestamp(date)
        case .instant(let instant): instant
        }
    }
}

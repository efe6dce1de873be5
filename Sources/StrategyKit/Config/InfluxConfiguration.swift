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

    /// What a validated `data` section says.
    init?(_ data: ConfigValue?) {
        guard data?["source"]?.text == "influxdb", let section = data?["influxdb"] else { return nil }
        func text(_ name: String) -> String? { section[name]?.text }
        func unlessNone(_ name: String) -> String? { text(name).flatMap { $0 == "none" ? nil : $0 } }
        func secret(_ name: String) -> Secret? {
            text("\(name)_env").map { .environment($0) } ?? text("\(name)_file").map { .file($0) }
        }
        url = text("url") ?? ""
        version = text("version").flatMap { Int($0) }
        database = text("database") ?? text("bucket") ?? ""
        retentionPolicy = text("retention_policy")
        organisation = text("org").map { .name($0) } ?? text("org_id").map { .identifier($0) }
        measurement = text("measurement") ?? ""
        symbolTag = unlessNone("symbol_tag")
        tags = [:]
        for tag in section["tags"]?.entries ?? [] { tags[tag.key.text] = tag.value.text ?? "" }
        fields = Fields(
            open: text("fields.open") ?? "open", high: text("fields.high") ?? "high", low: text("fields.low") ?? "low",
            close: text("fields.close") ?? "close",
            volume: section["fields"] == nil ? "volume" : unlessNone("fields.volume"))
        ticks =
            section["ticks"] == nil
            ? nil : Ticks(price: text("ticks.price") ?? "price", size: unlessNone("ticks.size"))
        every = text("every").flatMap { Timeframe($0) }
        aggregatesHere = text("aggregate") == "here"
        since = InfluxConfiguration.instant(section["since"])
        user = text("user")
        password = secret("password")
        token = secret("token")
        authorityFile = text("ca_file")
        timeoutSeconds =
            Double(text("timeout").flatMap { ConfigDuration.nanoseconds($0) } ?? 60 * Timestamp.second) / 1e9
        symbols = data?["symbols"]?.elements.compactMap(\.text) ?? []
    }

    private static func instant(_ value: ConfigValue?) -> Timestamp? {
        switch value?.moment {
        case .date(let date)?: Timestamp(date)
        case .instant(let instant)?: instant
        case nil: nil
        }
    }
}

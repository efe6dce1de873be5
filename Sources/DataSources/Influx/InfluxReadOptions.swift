public import Core
internal import HTTPClient
public import InfluxDB
public import TimeSeries

/// How to read bars from a database.
public struct InfluxReadOptions: Sendable {
    /// Where bars are made of trades.
    public enum Aggregation: String, CaseIterable, Sendable {
        /// In the server where that gives what is made here, else here.
        case auto
        /// Here.
        case here
    }

    /// Where the server is and who asks.
    public var server: InfluxOptions
    /// The database; the bucket of 2.x.
    public var database: String
    /// The retention policy of 1.x; `nil` for the database's own.
    public var retentionPolicy: String?
    /// Which points are bars or trades.
    ///
    /// Its length and origin do not count here: `every` and the calendar say which bars are made of trades, and
    /// `rules.barLength`, or the rows, how long bars are.
    public var mapping: BarMapping
    /// The instruments to take; empty for all.
    public var symbols: [String]
    /// The timeframe that is made of the rows; `nil` takes bars as they are.
    ///
    /// Trades need one.
    public var every: Timeframe?
    /// Where bars are made of trades.
    public var aggregation: Aggregation
    /// The first instant that is asked for; `nil` is the first of the measurement.
    ///
    /// `rules.from` does not bound what is read: earlier bars warm indicators (S16).
    public var since: Timestamp?
    /// Calendar, period, policies, adjustment and actions, which mean what they mean for files; what is said there about
    /// files and their columns does not count.
    public var rules: CSVReadOptions
    /// Seconds after which a server that does not answer a greeting counts as absent, where a cache can stand in.
    public var patience = 5.0

    /// Options; by default all bars of the measurement.
    public init(
        server: InfluxOptions, database: String, retentionPolicy: String? = nil, mapping: BarMapping,
        symbols: [String] = [], every: Timeframe? = nil, aggregation: Aggregation = .auto, since: Timestamp? = nil,
        rules: CSVReadOptions = CSVReadOptions()
    ) {
        self.server = server
        self.database = database
        self.retentionPolicy = retentionPolicy
        self.mapping = mapping
        self.symbols = symbols
        self.every = every
        self.aggregation = aggregation
        self.since = since
        self.rules = rules
    }

    /// The address of the measurement, as messages and reports show it: `http://127.0.0.1:8086/market/bar`.
    public var path: String {
        InfluxReadOptions.path(url: server.url, database: database, measurement: mapping.measurement)
    }

    /// The address of a measurement, as messages, reports and the list of the cache show it.
    public static func path(url: String, database: String, measurement: String) -> String {
        var base = HTTPRequest.printable(url)
        while base.last == "/" { base.removeLast() }
        return "\(base)/\(database)/\(measurement)"
    }

    /// Whether rows are trades.
    var areTicks: Bool {
        if case .ticks = mapping.content { true } else { false }
    }

    /// The length of the windows that the server makes; `nil` where bars are made here.
    ///
    /// The server's windows begin at whole multiples of their length since 1970. They are those of the calendar where it is
    /// open around the clock in UTC and the length divides the day. Weeks, sessions and days of a zone with daylight saving
    /// have other edges. Bars of finer bars are made here always: whether the last of them is complete is told by the last
    /// finer bar, which an aggregate does not show. First, greatest, least and last price are prices themselves, and so
    /// exact; a sum is exact where sizes are added one by one in order of time, as 1.x does within a series and a shard,
    /// and 3 does not: there only bars without volume are made by the server, and Flux is not asked for them at all. The
    /// kind must be declared, so that what is kept does not depend on who answers.
    var serverWindow: Int64? {
        guard aggregation == .auto, case .ticks(_, let size) = mapping.content, let every,
            rules.calendar == "24/7", rules.zone.map({ $0 == "UTC" }) ?? true
        else { return nil }
        let length: Int64
        switch every {
        case .intraday(let nanoseconds): length = nanoseconds
        case .day: length = Timestamp.day
        case .week, .month, .quarter, .year: return nil
        }
        guard Timestamp.day % length == 0 else { return nil }
        switch server.kind {
        case .v1: return length
        case .v3: return size == nil ? length : nil
        case .v2, nil: return nil
        }
    }

    /// Stops with what does not fit together.
    func check() throws(DataError) {
        func refuse(_ key: String, _ found: String, _ allowed: String) throws(DataError) {
            throw .option(path: path, .badValue(key: key, found: found, allowed: allowed))
        }
        if areTicks, every == nil { try refuse("every", "", "a timeframe such as 1m, day or week to make of trades") }
        if rules.adjust == .total {
            try refuse("adjust", "total", "none or splits: a measurement has no adjusted close")
        }
        if mapping.symbolTag == nil, !symbols.isEmpty, symbols != [mapping.measurement] {
            try refuse("symbols", symbols.joined(separator: ", "), "none without a symbol tag")
        }
    }
}

import ColumnCache
import Core
import DataSources
import Foundation
import HTTPClient
import InfluxDB
import Synchronization
import TestSupport
import TimeSeries

/// What tests of reading from a database share: a cache of its own and what it said.
struct InfluxPlace {
    let folder: TemporaryFolder
    private let said = BarCacheTests.Words()

    init() throws { folder = try TemporaryFolder() }

    var columns: ColumnCache { ColumnCache(folder: folder.url.path + "/cache") }
    var cache: DataCache { DataCache(columns) { [said] in said.add($0) } }
    var words: [String] { said.all }

    /// An instant at which all of the shipped data lie far back.
    static let now = Timestamp(CivilDate(year: 2021, month: 6, day: 15), hour: 12)

    static let passwordVariable: String = {
        setenv("BACKTEST_TEST_READ_PASSWORD", InfluxServer.password, 1)
        setenv("BACKTEST_TEST_READ_TOKEN", "token-hush", 1)
        return "BACKTEST_TEST_READ_PASSWORD"
    }()

    /// Options for a double.
    static func options(
        _ url: String, _ kind: InfluxKind, _ mapping: BarMapping, symbols: [String] = [], every: Timeframe? = nil,
        since: Timestamp? = nil, rules: CSVReadOptions = CSVReadOptions(calendar: "24/7")
    ) -> InfluxReadOptions {
        _ = passwordVariable
        return InfluxReadOptions(
            server: InfluxOptions(
                url: url, kind: kind, credentials: .token(.environment("BACKTEST_TEST_READ_TOKEN")),
                organisation: .name("quants & co"),
                http: HTTPClient.Options(
                    connectTimeout: 10, idleTimeout: 120,
                    retries: RetryPolicy(attempts: 2, firstWait: 0.02, longestWait: 0.05))),
            database: "market", mapping: mapping, symbols: symbols, every: every, since: since, rules: rules)
    }

    /// Options for the real server.
    static func options(
        _ server: InfluxServer, _ database: String, _ mapping: BarMapping, every: Timeframe? = nil,
        rules: CSVReadOptions
    ) -> InfluxReadOptions {
        var options = options(server.url, .v1, mapping, every: every, rules: rules)
        options.server.credentials = .user(InfluxServer.user, password: .environment(passwordVariable))
        options.server.organisation = nil
        options.database = database
        return options
    }

    /// Writes lines into a new database of the real server.
    static func write(_ lines: [String], _ server: InfluxServer, to database: String) throws {
        // Weekly shards of twenty years take the server longer than all else.
        try server.ask("CREATE DATABASE \(QueryText.influxQLName(database)) WITH DURATION INF SHARD DURATION 520w")
        let client = try InfluxClient(
            options(server, database, BarMapping(measurement: ""), rules: CSVReadOptions()).server)
        let writer = InfluxWriter(client, to: WriteTarget(database: database))
        try writer.append(Array((lines.joined(separator: "\n") + "\n").utf8))
        let progress = try writer.finish()
        guard progress.rejected.isEmpty else { throw InfluxError.rejected(progress.rejected) }
    }

    /// The lines of bars with a stamp for each.
    static func lines(_ series: BarSeries, tag: String, stamps: [Int64]) -> [String] {
        series.start.indices.map { bar in
            "bar,symbol=\(tag) open=\(series.open[bar]),high=\(series.high[bar]),low=\(series.low[bar]),"
                + "close=\(series.close[bar]),volume=\(series.volume[bar]) \(stamps[bar])"
        }
    }
}

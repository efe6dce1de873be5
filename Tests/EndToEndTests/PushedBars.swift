import Foundation
import HTTPClient
import InfluxDB
import TestSupport
import Testing

/// Bars that tests push with the program, and what a database holds of them.
enum PushedBars {
    /// The password of the real server, in the environment of this process and of the programs that it starts.
    static let passwordVariable: String = {
        setenv("BACKTEST_TEST_PUSH_PASSWORD", InfluxServer.password, 1)
        return "BACKTEST_TEST_PUSH_PASSWORD"
    }()

    /// Options by which the program writes to a server.
    static func target(_ server: InfluxServer, _ database: String) -> [String] {
        ["--url", server.url, "--database", database, "--user", InfluxServer.user, "--password-env", passwordVariable]
    }

    static func client(_ server: InfluxServer) throws -> InfluxClient {
        try InfluxClient(
            InfluxOptions(
                url: server.url, credentials: .user(InfluxServer.user, password: .environment(passwordVariable))))
    }

    /// Minutes of some instruments in a long file, prices and volumes of many digits.
    static func minutes(_ rows: Int, symbols: [String]) -> String {
        var text = "time,symbol,open,high,low,close,volume\n"
        for row in 0..<rows {
            let (step, symbol) = (row / symbols.count, symbols[row % symbols.count])
            let time = Date(timeIntervalSince1970: 1_577_836_800 + Double(step) * 60)
            let price = 100 + sin(Double(row)) * 3
            text += "\(time.ISO8601Format()),\(symbol),\(price),\(price + 1),\(price - 1),\(price + 0.1),"
            text += row % 5 == 2 ? "\n" : "\(row * 7)\n"
        }
        return text
    }

    /// A measurement's rows of an instrument, time first; `nan` where a field is missing.
    static func rows(
        _ client: InfluxClient, _ database: String, symbol: String, measurement: String = "bar"
    ) throws -> [[Double]] {
        let fields = ["open", "high", "low", "close", "volume"]
        let query =
            "SELECT \(fields.joined(separator: ", ")) FROM \(QueryText.influxQLName(measurement)) "
            + "WHERE symbol = $symbol"
        let tables = try client.influxQLTables(query, database: database, parameters: ["symbol": .string(symbol)])
        guard let table = tables.first, case .times(let times)? = table["time"]?.values else { return [] }
        let columns = fields.map { name in
            table[name]?.asDoubles ?? [Double](repeating: .nan, count: table.rowCount)
        }
        return times.indices.map { row in [Double(times[row] / 1_000_000)] + columns.map { $0[row] } }
    }

    /// The rows of an instrument as its file says them, in the same form.
    static func rows(_ text: String, symbol: String) -> [[Double]] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
            guard fields[1] == symbol else { return nil }
            let time = (try? Date(fields[0], strategy: .iso8601))?.timeIntervalSince1970 ?? .nan
            return [time * 1_000] + fields.dropFirst(2).map { Double($0) ?? .nan }
        }
    }

    /// Whether two tables are equal to the bit, missing values included.
    static func agree(_ a: [[Double]], _ b: [[Double]]) -> Bool {
        a.count == b.count
            && zip(a, b).allSatisfy { one, other in
                one.count == other.count
                    && zip(one, other).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN }
            }
    }

    static func count(_ client: InfluxClient, _ database: String, field: String = "close", of measurement: String)
        throws -> Int
    {
        let tables = try client.influxQLTables(
            "SELECT count(\(QueryText.influxQLName(field))) FROM \(QueryText.influxQLName(measurement))",
            database: database)
        return Int(tables.first?["count"]?.asDoubles?.first ?? 0)
    }
}

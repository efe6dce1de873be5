import InfluxDB

/// How many bars a server holds of each instrument, in one cheap question.
///
/// What a file says was acknowledged is believed only where the server holds at least so many: a database that was
/// dropped, restored from before or made anew is not taken for one that has them.
struct StoredCounts {
    private let client: InfluxClient
    private let target: WriteTarget
    private let options: BarPushOptions

    init(_ client: InfluxClient, _ target: WriteTarget, _ options: BarPushOptions) {
        self.client = client
        self.target = target
        self.options = options
    }

    /// The counts by symbol; symbols without bars are not among them.
    ///
    /// - Throws: `InfluxError` where the server does not answer or does not let this user read.
    func bySymbol() throws(InfluxError) -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in try tables() {
            let numbers = StoredCounts.numbers(table["count"] ?? table["_value"])
            if let symbol = table.series.tags.first(where: { $0.name == options.symbolTag })?.value {
                counts[symbol] = numbers.first
            } else if case .strings(let symbols)? = table[options.symbolTag]?.values {
                for (symbol, number) in zip(symbols, numbers) { counts[symbol, default: 0] += number }
            }
        }
        return counts
    }

    private func tables() throws(InfluxError) -> [InfluxTable] {
        let tag = options.symbolTag
        switch client.server.kind {
        case .v1:
            let policy = target.retentionPolicy.map { QueryText.influxQLName($0) + "." } ?? ""
            return try client.influxQLTables(
                "SELECT COUNT(\"close\") AS \"count\" FROM \(policy)\(QueryText.influxQLName(options.measurement)) "
                    + "GROUP BY \(QueryText.influxQLName(tag))", database: target.database)
        case .v2:
            return try client.fluxTables(
                """
                from(bucket: \(QueryText.fluxString(target.database)))
                  |> range(start: 1677-09-22T00:00:00Z, stop: 2262-04-11T00:00:00Z)
                  |> filter(fn: (r) => r._measurement == \(QueryText.fluxString(options.measurement)) \
                and r._field == "close")
                  |> group(columns: [\(QueryText.fluxString(tag))])
                  |> count()
                """)
        case .v3:
            let name = QueryText.sqlName(tag)
            do throws(InfluxError) {
                return try client.sqlTables(
                    "SELECT \(name), count(\"close\") AS \"count\" FROM \(QueryText.sqlName(options.measurement)) "
                        + "GROUP BY \(name)", database: target.database)
            } catch {
                // 3 calls a measurement without a point an unknown table.
                if case .refused(_, let status, _, let message) = error, status < 500, message.contains("not found") {
                    return []
                }
                throw error
            }
        }
    }

    private static func numbers(_ column: InfluxColumn?) -> [Int] {
        switch column?.values {
        case .integers(let list), .times(let list): list.map(Int.init)
        case .doubles(let list): list.map { Int($0) }
        default: []
        }
    }
}

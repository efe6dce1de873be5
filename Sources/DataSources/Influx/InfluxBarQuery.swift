import Core
import InfluxDB
import TimeSeries

/// The texts that ask a server for the rows of a mapping.
///
/// Names and values are quoted by `QueryText`: nothing of a config can end a query.
struct InfluxBarQuery {
    let options: InfluxReadOptions
    /// What is kept of a row, in order.
    let columns: [String]
    /// The field of each column.
    let fields: [String]
    /// The length of the windows that the server makes.
    let window: Int64?

    init(_ options: InfluxReadOptions) {
        self.options = options
        window = options.serverWindow
        switch options.mapping.content {
        case .bars(let names, _):
            let prices = [names.open, names.high, names.low, names.close]
            fields = names.volume.isEmpty ? prices : prices + [names.volume]
            columns = Array(["open", "high", "low", "close", "volume"].prefix(fields.count))
        case .ticks(let price, let size):
            fields = [price] + (size.map { [$0] } ?? [])
            columns =
                window == nil
                ? Array(["price", "size"].prefix(fields.count))
                : ["open", "high", "low", "close"] + (size == nil ? [] : ["volume", "prices", "sizes"])
        }
    }

    var mapping: BarMapping { options.mapping }
    /// A field that every row has.
    var leadingField: String {
        if case .bars(let names, _) = mapping.content { names.close } else { fields[0] }
    }

    /// Whether a column may be missing: the prices may not.
    func isVolume(_ place: Int) -> Bool { ["volume", "size"].contains(columns[place]) }

    /// What the column of times is called in an answer.
    func timeColumn(_ kind: InfluxKind) -> String { kind == .v2 ? "_time" : "time" }

    /// What a column is called in an answer.
    func answerColumn(_ place: Int, _ kind: InfluxKind) -> String {
        // Flux gives fields under their own names; one field may serve for several columns.
        kind == .v2 ? fields[place] : columns[place]
    }

    /// The rows of a range, by symbol and in order of time.
    func rows(_ kind: InfluxKind, _ range: Range<Timestamp>) -> String {
        switch kind {
        case .v1: influxQL(range)
        case .v2: flux(range)
        case .v3: sql(range)
        }
    }

    /// The earliest row of all.
    func earliest(_ kind: InfluxKind) -> String {
        switch kind {
        case .v1:
            let field = QueryText.influxQLName(leadingField)
            return "SELECT \(field) FROM \(measurement)\(influxQLConditions([])) LIMIT 1"
        case .v2:
            return """
                from(bucket: \(QueryText.fluxString(options.database)))
                  |> range(start: 1677-09-22T00:00:00Z, stop: 2262-04-11T00:00:00Z)
                  |> filter(fn: (r) => \(fluxConditions(fields: [leadingField])))
                  |> first()
                  |> keep(columns: ["_time"])
                  |> group()
                  |> sort(columns: ["_time"])
                  |> limit(n: 1)
                """
        case .v3:
            let field = QueryText.sqlName(leadingField)
            return "SELECT min(time) AS time FROM \(QueryText.sqlName(mapping.measurement))"
                + sqlConditions(["\(field) IS NOT NULL"])
        }
    }

    // MARK: - InfluxQL

    var measurement: String { QueryText.influxQLName(mapping.measurement) }

    func influxQLConditions(_ more: [String]) -> String {
        var conditions = more
        for (tag, value) in mapping.tags.sorted(by: { $0.key < $1.key }) {
            conditions.append("\(QueryText.influxQLName(tag)) = \(QueryText.influxQLString(value))")
        }
        if let tag = mapping.symbolTag, !options.symbols.isEmpty {
            let name = QueryText.influxQLName(tag)
            // 1.x merges the series of one OR after the other, which takes the square of their number.
            conditions.append(
                options.symbols.count == 1
                    ? "\(name) = \(QueryText.influxQLString(options.symbols[0]))"
                    : "\(name) =~ \(QueryText.influxQLPattern(anyOf: options.symbols))")
        }
        return conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    }

    /// The rows of a range in InfluxQL.
    func influxQL(_ range: Range<Timestamp>) -> String {
        let names = fields.map(QueryText.influxQLName)
        var conditions = [
            "time >= \(range.lowerBound.nanoseconds)", "time < \(range.upperBound.nanoseconds)",
        ]
        var groups = mapping.symbolTag.map { [QueryText.influxQLName($0)] } ?? []
        let picked: String
        var tail = ""
        if let window {
            // A price of zero is a missing one (S6), as it is here.
            conditions.append("\(names[0]) != 0")
            picked = aggregates(names, first: "FIRST(\(names[0]))", last: "LAST(\(names[0]))")
            groups.insert("time(\(window)ns)", at: 0)
            tail = " fill(none)"
        } else {
            picked = zip(names, columns).map { "\($0) AS \(QueryText.influxQLName($1))" }.joined(separator: ", ")
        }
        let grouping = groups.isEmpty ? "" : " GROUP BY \(groups.joined(separator: ", "))"
        return "SELECT \(picked) FROM \(measurement)\(influxQLConditions(conditions))\(grouping)\(tail)"
    }

    private func aggregates(_ names: [String], first: String, last: String) -> String {
        var all = [
            "\(first) AS \"open\"", "MAX(\(names[0])) AS \"high\"", "MIN(\(names[0])) AS \"low\"",
            "\(last) AS \"close\"",
        ]
        if names.count > 1 {
            all += [
                "SUM(\(names[1])) AS \"volume\"", "COUNT(\(names[0])) AS \"prices\"",
                "COUNT(\(names[1])) AS \"sizes\"",
            ]
        }
        return all.joined(separator: ", ")
    }

    // MARK: - Flux

    func fluxConditions(fields: [String]) -> String {
        var conditions = ["r._measurement == \(QueryText.fluxString(mapping.measurement))"]
        for (tag, value) in mapping.tags.sorted(by: { $0.key < $1.key }) {
            conditions.append("r[\(QueryText.fluxString(tag))] == \(QueryText.fluxString(value))")
        }
        if let tag = mapping.symbolTag, !options.symbols.isEmpty {
            let all = options.symbols.map { "r[\(QueryText.fluxString(tag))] == \(QueryText.fluxString($0))" }
            conditions.append("(\(all.joined(separator: " or ")))")
        }
        let all = fields.map { "r._field == \(QueryText.fluxString($0))" }
        return (conditions + ["(\(all.joined(separator: " or ")))"]).joined(separator: " and ")
    }

    private func flux(_ range: Range<Timestamp>) -> String {
        var seen: Set<String> = []
        let wanted = fields.filter { seen.insert($0).inserted }
        let tags = mapping.symbolTag.map { [$0] } ?? []
        let kept = (["_time"] + tags + wanted).map(QueryText.fluxString).joined(separator: ", ")
        return """
            from(bucket: \(QueryText.fluxString(options.database)))
              |> range(start: \(range.lowerBound), stop: \(range.upperBound))
              |> filter(fn: (r) => \(fluxConditions(fields: wanted)))
              |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
              |> keep(columns: [\(kept)])
              |> group(columns: [\(tags.map(QueryText.fluxString).joined(separator: ", "))])
              |> sort(columns: ["_time"])
            """
    }

    // MARK: - SQL

    func sqlConditions(_ more: [String]) -> String {
        var conditions = more
        for (tag, value) in mapping.tags.sorted(by: { $0.key < $1.key }) {
            conditions.append("\(QueryText.sqlName(tag)) = \(QueryText.sqlString(value))")
        }
        if let tag = mapping.symbolTag, !options.symbols.isEmpty {
            let all = options.symbols.map(QueryText.sqlString).joined(separator: ", ")
            conditions.append("\(QueryText.sqlName(tag)) IN (\(all))")
        }
        return conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    }

    private func sql(_ range: Range<Timestamp>) -> String {
        let names = fields.map(QueryText.sqlName)
        let tag = mapping.symbolTag.map(QueryText.sqlName)
        var conditions = ["time >= '\(range.lowerBound)'", "time < '\(range.upperBound)'"]
        let symbol = tag.map { "\($0), " } ?? ""
        let source = " FROM \(QueryText.sqlName(mapping.measurement))"
        guard let window else {
            let picked = zip(names, columns).map { "\($0) AS \(QueryText.sqlName($1))" }.joined(separator: ", ")
            return "SELECT \(symbol)time, \(picked)\(source)\(sqlConditions(conditions)) ORDER BY \(symbol)time"
        }
        conditions.append("\(names[0]) <> 0")
        let picked = aggregates(
            names, first: "first_value(\(names[0]) ORDER BY time)", last: "last_value(\(names[0]) ORDER BY time)")
        let binned = "date_bin(INTERVAL '\(window / 1_000_000) milliseconds', time)"
        let places = tag == nil ? "1" : "1, 2"
        return "SELECT \(symbol)\(binned) AS time, \(picked)\(source)\(sqlConditions(conditions)) "
            + "GROUP BY \(places) ORDER BY \(places)"
    }
}

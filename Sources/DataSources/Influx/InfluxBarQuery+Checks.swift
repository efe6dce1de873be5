import Core
import InfluxDB

/// What is asked beside the rows: whether they have changed, and what there is.
extension InfluxBarQuery {
    /// Count and sum of the leading field for each of some ranges, by symbol.
    func checks(_ kind: InfluxKind, _ ranges: [Range<Timestamp>]) -> String {
        switch kind {
        case .v1: ranges.map(influxQLCheck).joined(separator: "; ")
        case .v2: ranges.enumerated().map { fluxCheck($1, place: $0) }.joined(separator: "\n")
        case .v3: ranges.enumerated().map { sqlCheck($1, place: $0) }.joined(separator: " UNION ALL ")
        }
    }

    private func influxQLCheck(_ range: Range<Timestamp>) -> String {
        let field = QueryText.influxQLName(leadingField)
        let conditions = influxQLConditions([
            "time >= \(range.lowerBound.nanoseconds)", "time < \(range.upperBound.nanoseconds)",
        ])
        let group = mapping.symbolTag.map { " GROUP BY \(QueryText.influxQLName($0))" } ?? ""
        return "SELECT COUNT(\(field)) AS \"count\", SUM(\(field)) AS \"sum\" FROM \(measurement)\(conditions)\(group)"
    }

    private func fluxCheck(_ range: Range<Timestamp>, place: Int) -> String {
        let tags = mapping.symbolTag.map { QueryText.fluxString($0) } ?? ""
        return """
            from(bucket: \(QueryText.fluxString(options.database)))
              |> range(start: \(range.lowerBound), stop: \(range.upperBound))
              |> filter(fn: (r) => \(fluxConditions(fields: [leadingField])))
              |> group(columns: [\(tags)])
              |> toFloat()
              |> reduce(
                  identity: {count: 0, sum: 0.0},
                  fn: (r, accumulator) => ({count: accumulator.count + 1, sum: accumulator.sum + r._value}),
              )
              |> yield(name: "\(place)")
            """
    }

    private func sqlCheck(_ range: Range<Timestamp>, place: Int) -> String {
        let field = QueryText.sqlName(leadingField)
        let tag = mapping.symbolTag.map(QueryText.sqlName)
        let conditions = sqlConditions(["time >= '\(range.lowerBound)'", "time < '\(range.upperBound)'"])
        return "SELECT \(place) AS piece, \(tag.map { "\($0), " } ?? "")count(\(field)) AS count, sum(\(field)) AS sum "
            + "FROM \(QueryText.sqlName(mapping.measurement))\(conditions)\(tag.map { " GROUP BY \($0)" } ?? "")"
    }

    /// The names of fields or tags of the measurement.
    func names(_ kind: InfluxKind, tags: Bool) -> String {
        switch kind {
        case .v1: return "SHOW \(tags ? "TAG" : "FIELD") KEYS FROM \(measurement)"
        case .v2:
            return """
                import "influxdata/influxdb/schema"

                schema.measurement\(tags ? "Tag" : "Field")Keys(
                    bucket: \(QueryText.fluxString(options.database)),
                    measurement: \(QueryText.fluxString(mapping.measurement)),
                    start: 1677-09-22T00:00:00Z,
                )
                """
        case .v3:
            return "SELECT column_name FROM information_schema.columns WHERE table_name = "
                + "\(QueryText.sqlString(mapping.measurement)) AND column_name <> 'time' AND data_type "
                + "\(tags ? "LIKE" : "NOT LIKE") 'Dictionary%'"
        }
    }

    /// The columns of an answer to `names` that may hold them.
    static let nameColumns = ["tagKey", "fieldKey", "_value", "column_name"]

    /// One value of each series of 1.x, with all its tags.
    var firstOfEachSeries: String {
        "SELECT FIRST(\(QueryText.influxQLName(leadingField))) FROM \(measurement)\(influxQLConditions([])) GROUP BY *"
    }
}

internal import Core
public import HTTPClient

extension InfluxClient {
    /// The form that rows of 3 are asked for in.
    public enum FlatForm: Sendable {
        /// One JSON object a row; types come from the values.
        case jsonLines
        /// CSV, whose columns are texts but for those whose kind is said, and `time`.
        case csv([String: InfluxColumnKind])

        var name: String {
            switch self {
            case .jsonLines: "jsonl"
            case .csv: "csv"
            }
        }
    }

    /// Asks 3 in SQL and hands rows on as they come.
    ///
    /// - Parameters:
    ///   - query: One statement; without `ORDER BY` the order is undefined.
    ///   - database: The database.
    ///   - parameters: Values that the query names as `$name`.
    ///   - key: Which columns make the key of a series.
    ///   - receive: Gets the batches; `false` ends the query without an error.
    public func sql(
        _ query: String, database: String, parameters: [String: QueryParameter] = [:], form: FlatForm = .jsonLines,
        key: InfluxRowKey = InfluxRowKey(), cancellation: Cancellation? = nil,
        receive: @escaping (InfluxBatch) -> Bool
    ) throws(InfluxError) {
        guard server.kind == .v3 else { throw .unsupported(server.kind, "SQL") }
        try flat(
            "/api/v3/query_sql", query, database, parameters, form, key, cancellation: cancellation, receive: receive)
    }

    /// The same, with each series whole.
    public func sqlTables(
        _ query: String, database: String, parameters: [String: QueryParameter] = [:], form: FlatForm = .jsonLines,
        key: InfluxRowKey = InfluxRowKey(), cancellation: Cancellation? = nil
    ) throws(InfluxError) -> [InfluxTable] {
        try InfluxClient.tables { (receive) throws(InfluxError) in
            try sql(
                query, database: database, parameters: parameters, form: form, key: key, cancellation: cancellation,
                receive: receive)
        }
    }

    /// Asks 3 in InfluxQL; `iox::measurement` names the series.
    public func influxQLOfThree(
        _ query: String, database: String, parameters: [String: QueryParameter] = [:], form: FlatForm = .jsonLines,
        key: InfluxRowKey = InfluxRowKey(), cancellation: Cancellation? = nil,
        receive: @escaping (InfluxBatch) -> Bool
    ) throws(InfluxError) {
        guard server.kind == .v3 else { throw .unsupported(server.kind, "/api/v3/query_influxql") }
        try flat(
            "/api/v3/query_influxql", query, database, parameters, form, key, cancellation: cancellation,
            receive: receive)
    }

    private func flat(
        _ path: String, _ query: String, _ database: String, _ parameters: [String: QueryParameter],
        _ form: FlatForm, _ key: InfluxRowKey, cancellation: Cancellation?, receive: @escaping (InfluxBatch) -> Bool
    ) throws(InfluxError) {
        var body = "{\"db\":\(JSONText.quoted(database)),\"q\":\(JSONText.quoted(query)),\"format\":\"\(form.name)\""
        if !parameters.isEmpty { body += ",\"params\":" + QueryParameter.json(parameters) }
        body += "}"
        let request = HTTPRequest(
            method: "POST", url: url(path, []), headers: [("Content-Type", "application/json")],
            body: Array(body.utf8), isIdempotent: true)
        let builder = BatchBuilder(limit: options.batchRows, receive: receive)
        try stream(request, builder: builder, cancellation: cancellation) { type in
            switch form {
            case .jsonLines:
                ["application/jsonl", "application/x-ndjson", "application/json"].contains(type)
                    ? JSONLinesAnswer(builder, key: key) : nil
            case .csv(let kinds):
                ["text/csv", "application/csv"].contains(type) ? PlainCSVAnswer(builder, key: key, kinds: kinds) : nil
            }
        }
    }
}

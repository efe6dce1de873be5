public import HTTPClient

extension InfluxClient {
    /// The form that InfluxQL's rows are asked for in.
    public enum RowForm: Sendable {
        /// Keeps integers and floats apart.
        case messagePack
        /// Prints the float 100.0 as `100`.
        case json
    }

    /// Asks 1.x, or the endpoint of 2.x that is compatible with it, and hands rows on as they come.
    ///
    /// Rows are asked for in chunks with times in nanoseconds. An answer whose last chunk still says `partial`, and one
    /// that holds an `error`, whatever its status, is thrown.
    ///
    /// - Parameters:
    ///   - query: One or more statements that only read.
    ///   - database: The database.
    ///   - retentionPolicy: The retention policy of measurements that the query names without one.
    ///   - parameters: Values that the query names as `$name`.
    ///   - receive: Gets the batches; `false` ends the query without an error.
    /// - Throws: `InfluxError`. Batches that were handed on before are then part of an answer that is not whole.
    public func influxQL(
        _ query: String, database: String? = nil, retentionPolicy: String? = nil,
        parameters: [String: QueryParameter] = [:], form: RowForm = .messagePack, cancellation: Cancellation? = nil,
        receive: @escaping (InfluxBatch) -> Bool
    ) throws(InfluxError) {
        guard server.kind != .v3 else {
            return try influxQLOfThree(
                query, database: database ?? "", parameters: parameters, cancellation: cancellation, receive: receive)
        }
        try chunks(
            of: query, database: database, retentionPolicy: retentionPolicy, parameters: parameters, form: form,
            cancellation: cancellation, to: BatchBuilder(limit: options.batchRows, spare: spare, receive: receive))
    }

    private func chunks(
        of query: String, database: String?, retentionPolicy: String?, parameters: [String: QueryParameter],
        form: RowForm, cancellation: Cancellation?, to builder: BatchBuilder
    ) throws(InfluxError) {
        var items = [("epoch", "ns"), ("chunked", "true"), ("chunk_size", String(options.batchRows))]
        if let database { items.insert(("db", database), at: 0) }
        if let retentionPolicy { items.append(("rp", retentionPolicy)) }
        var fields = [("q", query)]
        if !parameters.isEmpty { fields.append(("params", QueryParameter.json(parameters))) }
        let accept = form == .messagePack ? "application/x-msgpack" : "application/json"
        let request = HTTPRequest(
            method: "POST", url: url("/query", items),
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", accept)],
            body: Array(HTTPRequest.query(fields).utf8), isIdempotent: true)
        try stream(request, builder: builder, cancellation: cancellation, mayBeEmpty: false) { type in
            switch type {
            case "application/x-msgpack", "application/msgpack", "application/vnd.msgpack": MessagePackAnswer(builder)
            case "application/json": InfluxQLJSONAnswer(builder)
            default: nil
            }
        }
    }

    /// Rows of a batch that is joined to a whole series: more are copied at once, and their memory is small beside it.
    private static let rowsOfGathering = 1 << 17

    /// The same, with each series whole.
    public func influxQLTables(
        _ query: String, database: String? = nil, retentionPolicy: String? = nil,
        parameters: [String: QueryParameter] = [:], form: RowForm = .messagePack, cancellation: Cancellation? = nil
    ) throws(InfluxError) -> [InfluxTable] {
        try InfluxClient.tables { (receive) throws(InfluxError) in
            guard server.kind != .v3 else {
                return try influxQLOfThree(
                    query, database: database ?? "", parameters: parameters, cancellation: cancellation,
                    receive: receive)
            }
            try chunks(
                of: query, database: database, retentionPolicy: retentionPolicy, parameters: parameters, form: form,
                cancellation: cancellation,
                to: BatchBuilder(
                    limit: InfluxClient.rowsOfGathering, endsWithChunks: false, spare: spare, receive: receive))
        }
    }

    /// Carries out statements that change something, such as `CREATE DATABASE`; they are sent once.
    ///
    /// - Returns: What they answer, as `SELECT … INTO` does with a count.
    @discardableResult
    public func execute(_ statements: String, database: String? = nil) throws(InfluxError) -> [InfluxTable] {
        guard server.kind == .v1 else {
            throw .unsupported(server.kind, "statements of InfluxQL that change something")
        }
        let request = HTTPRequest(
            method: "POST", url: url("/query", database.map { [("db", $0)] } ?? []),
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
            body: Array(HTTPRequest.query([("q", statements)]).utf8))
        return try InfluxClient.tables { (receive) throws(InfluxError) in
            let builder = BatchBuilder(limit: options.batchRows, receive: receive)
            try stream(request, builder: builder, cancellation: nil, mayBeEmpty: false) { type in
                type == "application/json" ? InfluxQLJSONAnswer(builder) : nil
            }
        }
    }
}

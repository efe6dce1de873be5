internal import Core
public import HTTPClient

extension InfluxClient {
    /// Asks 2.x in Flux and hands rows on as they come.
    ///
    /// - Parameters:
    ///   - script: The whole script. A loader of bars ends it with `pivot`, which puts the fields of a time in one row.
    ///   - receive: Gets the batches; `false` ends the query without an error.
    /// - Throws: `InfluxError`; an error table after the first rows is one too.
    public func flux(
        _ script: String, cancellation: Cancellation? = nil, receive: @escaping (InfluxBatch) -> Bool
    ) throws(InfluxError) {
        guard server.kind == .v2 else { throw .unsupported(server.kind, "Flux") }
        // Without a dialect that asks for annotations every value is an untyped text.
        let body = """
            {"query":\(JSONText.quoted(script)),"type":"flux","dialect":{"header":true,"delimiter":",",\
            "annotations":["datatype","group","default"],"commentPrefix":"#","dateTimeFormat":"RFC3339"}}
            """
        let request = HTTPRequest(
            method: "POST", url: url("/api/v2/query", [try organisation()]),
            headers: [("Content-Type", "application/json"), ("Accept", "application/csv")], body: Array(body.utf8),
            isIdempotent: true)
        let builder = BatchBuilder(limit: options.batchRows, receive: receive)
        try stream(request, builder: builder, cancellation: cancellation) { type in
            ["text/csv", "application/csv"].contains(type) ? AnnotatedCSVAnswer(builder) : nil
        }
    }

    /// The same, with each series whole.
    public func fluxTables(_ script: String, cancellation: Cancellation? = nil) throws(InfluxError) -> [InfluxTable] {
        try InfluxClient.tables { (receive) throws(InfluxError) in
            try flux(script, cancellation: cancellation, receive: receive)
        }
    }

    /// The organisation as an item of a query.
    func organisation() throws(InfluxError) -> (name: String, value: String) {
        guard let organisation = options.organisation else {
            throw .option(name: "organisation", found: "none", expected: "the name or identifier that 2.x needs")
        }
        return organisation.item
    }
}

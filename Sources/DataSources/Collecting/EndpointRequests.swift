import Core
import HTTPClient
import TimeSeries

/// The requests of a mapping, its keys found.
struct EndpointRequests: Sendable {
    /// What one request asks for.
    struct Ask: Sendable {
        var symbol: String
        var start: Timestamp
        var end: Timestamp
        /// The token of a further page.
        var token: String?
    }

    let mapping: EndpointMapping
    let every: Timeframe
    let zone: ZoneOffsets
    private let query: [(name: String, value: String)]
    private let headers: [(name: String, value: String)]
    private let key: String
    private let secrets: [String]

    /// The names that an address may hold in braces.
    static let names = ["symbol", "every", "start", "end", "key"]

    init(_ mapping: EndpointMapping, every: Timeframe, zone: ZoneOffsets) throws(CollectError) {
        self.mapping = mapping
        self.every = every
        self.zone = zone
        var secrets: [String] = []
        func find(_ items: [EndpointMapping.Item]) throws(CollectError) -> [(name: String, value: String)] {
            var found: [(name: String, value: String)] = []
            for item in items {
                let value = try item.value.value()
                if item.value.isSecret { secrets.append(value) }
                found.append((item.name, value))
            }
            return found
        }
        query = try find(mapping.query)
        headers = try find(mapping.headers)
        key = try find(mapping.key.map { [EndpointMapping.Item("key", $0)] } ?? []).first?.value ?? ""
        self.secrets = secrets
        let unknown = EndpointRequests.placeholders(of: mapping.base + mapping.address).filter {
            !EndpointRequests.names.contains($0)
        }
        if let name = unknown.first {
            throw .address(
                found: "with {\(name)}",
                expected: EndpointRequests.names.map { "{\($0)}" }.joined(separator: ", ") + " in braces")
        }
    }

    /// The names in braces of an address.
    static func placeholders(of address: String) -> [String] {
        address.split(separator: "{").dropFirst().compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }

    /// A request, every value percent-encoded.
    func request(_ ask: Ask) -> HTTPRequest {
        let length = mapping.length(every)
        let values = [
            "symbol": ask.symbol, "every": length?.name ?? every.description,
            "start": mapping.requestTime.text(ask.start, zone: zone),
            "end": mapping.requestTime.text(ask.end, zone: zone), "key": key,
        ]
        var url = ""
        var rest = Substring(mapping.base + mapping.address)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            url += rest[..<open]
            url += HTTPRequest.percentEncoded(values[String(rest[open...].dropFirst().prefix { $0 != "}" })] ?? "")
            rest = rest[rest.index(after: close)...]
        }
        url += rest
        var more = query
        if let page = mapping.page, let token = ask.token { more.append((page.parameter, token)) }
        if !more.isEmpty { url += (url.contains("?") ? "&" : "?") + HTTPRequest.query(more) }
        let isGiven = headers.contains { $0.name.lowercased() == "accept" }
        return HTTPRequest(url: url, headers: isGiven ? headers : [("Accept", accept)] + headers)
    }

    private var accept: String {
        switch mapping.format {
        case .json: "application/json"
        case .csv: "text/csv, text/plain, */*"
        }
    }

    /// A text of the endpoint with every key taken out, should it have been echoed, as it is or as an address has it.
    func redacting(_ text: String) -> String {
        secrets.reduce(text) { text, secret in
            text.replacing(HTTPRequest.percentEncoded(secret), with: "***").replacing(secret, with: "***")
        }
    }
}

public import HTTPClient

/// Where a database is and how it is spoken to.
public struct InfluxOptions: Sendable {
    /// The organisation of InfluxDB 2.x.
    public enum Organisation: Hashable, Sendable {
        /// By its name.
        case name(String)
        /// By its identifier, 16 hexadecimal digits.
        case identifier(String)

        var item: (name: String, value: String) {
            switch self {
            case .name(let name): ("org", name)
            case .identifier(let identifier): ("orgID", identifier)
            }
        }
    }

    /// The address without a path: `http://127.0.0.1:8086`; a path before the API's may follow it.
    public var url: String
    /// The generation; `nil` asks the server.
    public var kind: InfluxKind?
    /// Who asks.
    public var credentials: InfluxCredentials
    /// The organisation; needed by 2.x.
    public var organisation: Organisation?
    /// Limits of time, trust, retries.
    public var http: HTTPClient.Options
    /// Rows of a batch at most; the server is asked for chunks of that size.
    public var batchRows: Int

    /// Options.
    public init(
        url: String, kind: InfluxKind? = nil, credentials: InfluxCredentials = .none,
        organisation: Organisation? = nil, http: HTTPClient.Options = HTTPClient.Options(), batchRows: Int = 10_000
    ) {
        self.url = url
        self.kind = kind
        self.credentials = credentials
        self.organisation = organisation
        self.http = http
        self.batchRows = batchRows
    }
}

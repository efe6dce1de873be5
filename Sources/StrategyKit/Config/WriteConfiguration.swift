/// Where the results of a run go besides its folder: an InfluxDB.
public struct WriteConfiguration: Hashable, Sendable {
    /// What can be written.
    public enum Part: String, CaseIterable, Sendable {
        /// The account at the end of each session or bar.
        case equity
        /// Closed lots.
        case trades
        /// What changed hands.
        case fills
        /// The orders that the strategy sent, with their reasons.
        case decisions
    }

    /// Where a secret comes from.
    public enum Secret: Hashable, Sendable {
        /// The environment variable of this name.
        case environment(String)
        /// The first line of the file at this path.
        case file(String)
    }

    /// Who writes.
    public enum Credentials: Hashable, Sendable {
        /// Nobody in particular.
        case none
        /// A user of 1.x.
        case user(String, password: Secret)
        /// The bearer of a token.
        case token(Secret)
    }

    /// The server's address.
    public var url: String
    /// The generation of the server, 1 to 3; `nil` asks it.
    public var version: Int?
    /// The database, or the bucket of 2.x.
    public var database: String
    /// The organisation of 2.x.
    public var organisation: String?
    /// The retention policy of 1.x; `nil` for the database's own.
    public var retentionPolicy: String?
    /// What the names of the measurements begin with.
    public var measurementPrefix: String
    /// Tags of all points, by key.
    public var tags: [String: String]
    /// Who writes.
    public var credentials: Credentials
    /// The file of certificates that the server's is trusted by.
    public var certificateAuthorityFile: String?
    /// What is written.
    public var parts: Set<Part>

    /// The tags that every point has anyway, which a config cannot name.
    public static let ownTags = ["run", "name", "instrument", "place"]

    /// `nil` where the config writes nowhere.
    init?(_ reader: ConfigReader) {
        guard let section = reader.root["write.influxdb"] else { return nil }
        url = reader.text("write.influxdb.url")
        version = section["version"]?.text.flatMap { Int($0) }
        database = section["database"]?.text ?? section["bucket"]?.text ?? ""
        organisation = section["org"]?.text
        retentionPolicy = section["retention_policy"]?.text
        measurementPrefix = reader.text("write.influxdb.measurement_prefix")
        tags = Dictionary(
            (section["tags"]?.entries ?? []).map { ($0.key.text, $0.value.text ?? "") }, uniquingKeysWith: { $1 })
        certificateAuthorityFile = section["ca_file"]?.text
        parts = Set((section["what"]?.elements ?? []).compactMap { $0.text.flatMap { Part(rawValue: $0) } })
        func secret(_ name: String) -> Secret? {
            section["\(name)_env"]?.text.map { .environment($0) } ?? section["\(name)_file"]?.text.map { .file($0) }
        }
        credentials = .none
        if let token = secret("token") { credentials = .token(token) }
        if let user = section["user"]?.text, let password = secret("password") {
            credentials = .user(user, password: password)
        }
    }
}

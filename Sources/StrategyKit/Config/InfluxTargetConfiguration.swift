/// An InfluxDB that is written to, and who writes, as a config says it.
public struct InfluxTargetConfiguration: Hashable, Sendable {
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
    /// Who writes.
    public var credentials: Credentials
    /// The file of certificates that the server's is trusted by.
    public var certificateAuthorityFile: String?

    /// What a validated section says.
    init(_ section: ConfigValue) {
        url = section["url"]?.text ?? ""
        version = section["version"]?.text.flatMap { Int($0) }
        database = section["database"]?.text ?? section["bucket"]?.text ?? ""
        organisation = section["org"]?.text
        retentionPolicy = section["retention_policy"]?.text
        certificateAuthorityFile = section["ca_file"]?.text
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

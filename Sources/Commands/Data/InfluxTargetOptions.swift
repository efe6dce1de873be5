import ArgumentParser
import DataSources
import HTTPClient
import InfluxDB

/// Which InfluxDB bars are written to, and how.
struct InfluxTargetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The database of 1.x and 3.", valueName: "name"))
    var database: String?

    @Option(help: ArgumentHelp("The bucket of 2.x.", valueName: "name"))
    var bucket: String?

    @Option(
        help: ArgumentHelp(
            "The organisation of 2.x: a name, or an identifier of 16 hexadecimal digits.", valueName: "name"))
    var org: String?

    @Option(help: ArgumentHelp("The measurement of the bars.", valueName: "name"))
    var measurement: String = "bar"

    @Option(help: ArgumentHelp("The tag that names the instrument.", valueName: "key"))
    var symbolTag: String = "symbol"

    @Option(help: ArgumentHelp("The retention policy of 1.x; the database's own where absent.", valueName: "name"))
    var retentionPolicy: String?

    @Option(
        help: ArgumentHelp("The generation of the server: 1, 2 or 3; it is asked where absent.", valueName: "number"))
    var influxVersion: InfluxGeneration?

    @Option(help: ArgumentHelp("The user of 1.x.", valueName: "name"))
    var user: String?

    @Option(help: ArgumentHelp("A file whose first line is the user's password.", valueName: "path"))
    var passwordFile: String?

    @Option(help: ArgumentHelp("An environment variable that holds the user's password.", valueName: "variable"))
    var passwordEnv: String?

    @Option(help: ArgumentHelp("A file whose first line is a token.", valueName: "path"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("An environment variable that holds a token.", valueName: "variable"))
    var tokenEnv: String?

    @Option(help: ArgumentHelp("A file of certificates that the server's is trusted by.", valueName: "path"))
    var caFile: String?

    @Option(help: "The unit of the times that are sent: ns, us, ms or s.")
    var precision: PointPrecision = .ns

    @Option(help: ArgumentHelp("Bars of a request at most.", valueName: "number"))
    var batch: Int = 5_000

    @Flag(help: "Pack the requests: worth it on a slow network.")
    var gzip = false

    @Flag(help: "Make the database of 1.x where it is not there yet, with shards of a year instead of a week.")
    var create = false

    @Option(
        help: ArgumentHelp(
            "A file of what the server has acknowledged: only what is missing in it or changed since is sent.",
            valueName: "path"))
    var resume: String?

    func validate() throws {
        guard database == nil || bucket == nil else { throw ValidationError("Give --database or --bucket, not both.") }
        guard (1...100_000).contains(batch) else { throw ValidationError("--batch takes 1 to 100000.") }
        guard [passwordFile, passwordEnv, tokenFile, tokenEnv].compactMap({ $0 }).count <= 1 else {
            throw ValidationError("Give one of --password-file, --password-env, --token-file and --token-env.")
        }
        if user != nil, passwordFile == nil, passwordEnv == nil {
            throw ValidationError("--user needs --password-file or --password-env.")
        }
        if user == nil, passwordFile != nil || passwordEnv != nil {
            throw ValidationError("A password needs --user.")
        }
    }

    /// The database or bucket.
    func name() throws -> String {
        guard let name = database ?? bucket else { throw ValidationError("Give --database, or --bucket for 2.x.") }
        return name
    }

    /// How the server is spoken to.
    func options(url: String) -> InfluxOptions {
        let password = passwordFile.map { CredentialSource.file($0) } ?? passwordEnv.map { .environment($0) }
        let token = tokenFile.map { CredentialSource.file($0) } ?? tokenEnv.map { .environment($0) }
        var credentials = InfluxCredentials.none
        if let token { credentials = .token(token) }
        if let user, let password { credentials = .user(user, password: password) }
        return InfluxOptions(
            url: url, kind: influxVersion?.kind, credentials: credentials,
            organisation: org.map { InfluxOptions.Organisation(text: $0) },
            http: HTTPClient.Options(certificateAuthorityFile: caFile))
    }

    /// Where the points go.
    func target() throws -> WriteTarget {
        WriteTarget(database: try name(), retentionPolicy: retentionPolicy, precision: precision.unit)
    }

    /// How bars become points.
    func pushOptions(label: BarWriteOptions.Label) -> BarPushOptions {
        BarPushOptions(
            measurement: measurement, symbolTag: symbolTag, label: label, batchRows: batch, gzipLevel: gzip ? 1 : nil)
    }
}

/// The generation of a server, as the command line says it.
enum InfluxGeneration: String, CaseIterable, ExpressibleByArgument {
    case one = "1"
    case two = "2"
    case three = "3"

    var kind: InfluxKind {
        switch self {
        case .one: .v1
        case .two: .v2
        case .three: .v3
        }
    }
}

/// The unit of the times of points, as the command line says it.
enum PointPrecision: String, CaseIterable, ExpressibleByArgument {
    case ns, us, ms, s

    var unit: WriteTarget.Precision {
        switch self {
        case .ns: .nanosecond
        case .us: .microsecond
        case .ms: .millisecond
        case .s: .second
        }
    }
}

extension InfluxOptions.Organisation {
    /// An organisation by its name or, where the text has the form of one, its identifier.
    init(text: String) {
        let isIdentifier = text.utf8.count == 16 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        self = isIdentifier ? .identifier(text) : .name(text)
    }
}

import Compression
import Core
import DataSources
import LineProtocol
import Synchronization

/// What each endpoint answers.
final class ListenResponder: Sendable {
    /// What keeps the lines of a request; throws where the disk refuses.
    typealias Keep = @Sendable (JournalRecord) async throws(IngestError) -> Void

    private let settings: ListenSettings
    private let access: ServerAccess
    private let keep: Keep
    /// The bytes of all requests at once.
    let budget: ByteBudget
    /// The longest text of statements; clients send a line.
    private static let longestQuery = 1 << 16
    /// Databases that clients have made or written to, where any name will do.
    private let seen = Mutex<Set<String>>([])

    init(_ settings: ListenSettings, access: ServerAccess, keep: @escaping Keep) {
        self.settings = settings
        self.access = access
        self.keep = keep
        budget = ByteBudget(settings.longestTotal)
    }

    /// The endpoints and their methods.
    static let methods: [String: [String]] = [
        "/write": ["POST"], "/api/v2/write": ["POST"], "/api/v3/write_lp": ["POST"], "/query": ["GET", "POST"],
        "/ping": ["GET", "HEAD"], "/health": ["GET", "HEAD"],
    ]

    /// The version whose words a path is answered in.
    static func version(of path: String) -> ServerVersion {
        path.hasPrefix("/api/v2/") || path == "/health" ? .two : path.hasPrefix("/api/v3/") ? .three : .one
    }

    /// What can be answered before the body has arrived: `nil` where it is wanted.
    func refusal(_ request: ServerRequest) -> ServerAnswer? {
        let version = ListenResponder.version(of: request.path)
        guard let methods = ListenResponder.methods[request.path] else {
            return version == .one ? .text(404, "404 page not found\n") : version.failure(404, "path not found")
        }
        if request.method == "OPTIONS" { return .empty(200) }
        guard methods.contains(request.method) else {
            let allowed = ["Allow": (["OPTIONS"] + methods).joined(separator: ", ")]
            return version == .one
                ? .text(405, "Method Not Allowed\n", headers: allowed)
                : version.failure(405, "method \(request.method) not allowed", headers: allowed)
        }
        if request.path != "/ping", request.path != "/health" {
            let credentials = ServerAccess.credentials(
                authorization: request.headers["authorization"], parameters: request.parameters)
            if !access.admits(credentials) { return version.unauthorised(isMissing: credentials == .none) }
        }
        if let length = request.headers["content-length"].flatMap({ Int($0) }), length > settings.longestBody {
            return version.tooLarge(limit: settings.longestBody)
        }
        return nil
    }

    /// The answer to a request.
    func answer(_ request: ServerRequest) async -> ServerAnswer {
        if let refusal = refusal(request) { return refusal }
        switch request.path {
        case "/ping": return .empty(204)
        case "/health":
            return .json(
                200,
                "{\"name\":\"influxdb\",\"message\":\"ready for queries and writes\",\"status\":\"pass\",\"checks\":[],"
                    + "\"version\":\"\(ServerAnswer.version)\",\"commit\":\"\"}")
        case "/query": return query(request)
        default: return await write(request)
        }
    }

    private func write(_ request: ServerRequest) async -> ServerAnswer {
        let version = ListenResponder.version(of: request.path)
        guard let name = request.parameters[version == .two ? "bucket" : "db"], !name.isEmpty else {
            return version.failure(400, version == .two ? "bucket is required" : "database is required")
        }
        // InfluxDB 1.8 names a retention policy after a slash.
        let database = version == .two ? String(name.prefix { $0 != "/" }) : name
        guard isKnown(name) || isKnown(database) else { return version.noDatabase(name) }
        var body = request.body
        var taken = 0
        defer { budget.give(taken) }
        if let encoding = request.headers["content-encoding"], encoding != "identity" {
            guard encoding.lowercased() == "gzip" else {
                return version.failure(400, "unknown content encoding \(encoding)")
            }
            do throws(Gzip.Failure) {
                guard let plain = try Gzip.inflate(body, atMost: settings.longestBody) else {
                    return version.tooLarge(limit: settings.longestBody)
                }
                guard budget.take(plain.count) else { return version.busy(ServerVersion.throttled) }
                taken = plain.count
                body = plain
            } catch {
                return version.failure(
                    400, error.text == "they end too early" ? "unexpected EOF" : "gzip: invalid header")
            }
        }
        var options = LineOptions(
            dialect: version == .three ? .version3 : .version1And2, precision: settings.defaultPrecision,
            longestLine: max(settings.longestBody, 1))
        switch (request.parameters["precision"], version) {
        case (nil, .three), ("auto", .three): options.precision = nil
        case (let name?, _):
            if let precision = TimePrecision(parameter: name) {
                options.precision = precision
            } else if version != .one, !name.isEmpty {
                // InfluxDB 1.x takes an unknown name for nanoseconds.
                return version.failure(400, "invalid precision; valid precision units are ns, us, ms, and s")
            } else {
                options.precision = .nanoseconds
            }
        case (nil, _): break
        }
        let lines = WrittenLines(body, options: options)
        let acceptsPartial =
            switch version {
            case .one: true
            case .two: false
            case .three: request.parameters["accept_partial"] != "false"
            }
        if !lines.errors.isEmpty, !acceptsPartial || lines.goodCount == 0 {
            return version.badLines(lines, keptCount: 0, acceptsPartial: acceptsPartial)
        }
        if lines.goodCount > 0 {
            do throws(IngestError) {
                try await keep(lines.record(received: IngestQueue.now, options: options))
            } catch {
                return version.notKept(error)
            }
        }
        if lines.errors.isEmpty { return .empty(204) }
        return version.badLines(lines, keptCount: lines.goodCount, acceptsPartial: true)
    }

    private func query(_ request: ServerRequest) -> ServerAnswer {
        if max(request.body.count, request.parameters["q"]?.utf8.count ?? 0) > ListenResponder.longestQuery {
            return ServerVersion.one.tooLarge(limit: ListenResponder.longestQuery)
        }
        var parameters = request.parameters
        if request.method == "POST", request.headers["content-type"]?.contains("form-urlencoded") ?? true {
            let form = ServerRequest.parameters(String(decoding: request.body, as: UTF8.self))
            parameters.merge(form) { query, _ in query }
        }
        guard let text = parameters["q"], !text.isEmpty else {
            return ServerVersion.one.failure(400, "missing required parameter \"q\"")
        }
        do throws(InfluxStatement.Failure) {
            let results = try InfluxStatement.read(text).map(result)
            return QueryAnswer(results: results).answer(accept: request.headers["accept"])
        } catch {
            return ServerVersion.one.failure(400, error.text)
        }
    }

    private func result(of statement: InfluxStatement) -> QueryAnswer.Result {
        switch statement {
        case .createDatabase(let name):
            return isKnown(name) ? .done : .refused("database \"\(name)\" is none of those that --database names")
        case .showDatabases:
            return .databases(settings.databases.isEmpty ? seen.withLock { $0.sorted() } : settings.databases)
        case .other(let words):
            return .refused("\(words): this is backtest data listen, which answers CREATE DATABASE and SHOW DATABASES")
        }
    }

    /// Whether there is a database; where any name will do, there is now.
    private func isKnown(_ name: String) -> Bool {
        if !settings.databases.isEmpty { return settings.databases.contains(name) }
        seen.withLock { seen in
            // Names cost memory: who makes thousands sees the first of them.
            if seen.count < 1_000 { seen.insert(name) }
        }
        return true
    }
}

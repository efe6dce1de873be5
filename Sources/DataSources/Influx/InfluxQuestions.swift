import Core
internal import HTTPClient
import InfluxDB

/// Asks a server about a measurement.
struct InfluxQuestions {
    private let options: InfluxReadOptions
    private var client: InfluxClient?
    /// The server's clock, where a greeting showed it.
    private var greeted: Timestamp?
    /// The ranges of one question about changes at most.
    private static let mostChecks = 50

    init(_ options: InfluxReadOptions, tell: (@Sendable (String) -> Void)?) {
        var options = options
        if let tell {
            options.server.http.retries.tell = { error, seconds in
                tell("\(error.description); asked again in \((seconds * 10).rounded() / 10) s")
            }
        }
        self.options = options
    }

    /// The server's clock, where it has shown it.
    var serverTime: Timestamp? { client?.serverTime ?? greeted }

    /// Stops with what becomes of a greeting: who does not answer that soon need not be asked more.
    mutating func greet() throws(InfluxError) {
        let retries = options.server.http.retries
        do throws(InfluxError) { greeted = try InfluxClient.ping(options.server, within: options.patience) } catch {
            // A server that is just being started again refuses at once.
            guard case .http(.unreachable) = error, retries.attempts > 1, let seconds = retries.wait(after: 0) else {
                throw error
            }
            retries.wait(seconds, nil)
            greeted = try InfluxClient.ping(options.server, within: options.patience)
        }
    }

    /// The first instant at which some instruments, or all, have a row.
    mutating func earliest(_ symbols: [String]) throws(InfluxError) -> Timestamp? {
        let (kind, query) = try prepared(symbols)
        let table = try ask(query.earliest(kind)).first { $0.rowCount > 0 }
        guard case .times(let times)? = table?[query.timeColumn(kind)]?.values, let first = times.first else {
            return nil
        }
        return Timestamp(nanoseconds: first)
    }

    /// The rows of a range; an answer that is cut off is asked for again.
    mutating func rows(_ symbols: [String], _ range: Range<Timestamp>) throws(InfluxError) -> InfluxRows {
        let (kind, query) = try prepared(symbols)
        let question = query.rows(kind, range)
        let retries = options.server.http.retries
        var attempt = 0
        while true {
            do throws(InfluxError) {
                let tables = try ask(question)
                return try InfluxRows(
                    tables, query, kind, tag: options.mapping.symbolTag, measurement: options.mapping.measurement)
            } catch {
                attempt += 1
                // Before its first byte it has been asked for again already.
                guard case .http(let fault) = error, case .cutOff(_, let received, _) = fault, received > 0,
                    attempt < retries.attempts, let seconds = retries.wait(after: attempt - 1)
                else { throw error }
                retries.tell?(fault, seconds)
                retries.wait(seconds, nil)
            }
        }
    }

    /// What the server says of the leading field over some ranges; `nil` where it cannot add the field up.
    mutating func checks(
        _ symbols: [String], _ ranges: [Range<Timestamp>]
    ) throws(InfluxError) -> [[String: InfluxCheck]]? {
        let (kind, query) = try prepared(symbols)
        var checks: [[String: InfluxCheck]] = []
        for first in stride(from: 0, to: ranges.count, by: InfluxQuestions.mostChecks) {
            let some = Array(ranges[first..<min(ranges.count, first + InfluxQuestions.mostChecks)])
            do throws(InfluxError) {
                checks += try InfluxCheck.all(
                    try ask(query.checks(kind, some)), some, kind, tag: options.mapping.symbolTag,
                    measurement: options.mapping.measurement)
            } catch {
                // Texts have no sum; whoever asks for the rows is told so.
                if case .http = error { throw error }
                if error.isOfNobody { throw error }
                return nil
            }
        }
        return checks
    }

    /// The names of the measurement's fields or tags, sorted; `nil` where the server does not say.
    mutating func names(tags: Bool) -> [String]? {
        do throws(InfluxError) {
            let (kind, query) = try prepared([])
            var names: Set<String> = []
            for table in try ask(query.names(kind, tags: tags), isOfRows: false) {
                for column in table.columns where InfluxBarQuery.nameColumns.contains(column.name) {
                    if case .strings(let list) = column.values { names.formUnion(list) }
                }
            }
            // Flux counts what it adds itself.
            return names.filter { kind != .v2 || !$0.hasPrefix("_") }.sorted(by: symbolPrecedes)
        } catch { return nil }
    }

    /// Whether an instrument has several series, which a server's first and last do not order by time.
    mutating func hasSeveralSeries(_ symbols: [String]) throws(InfluxError) -> Bool {
        let (kind, query) = try prepared(symbols)
        guard let tags = names(tags: true) else { return true }
        let known = Set(options.mapping.tags.keys).union(options.mapping.symbolTag.map { [$0] } ?? [])
        guard !known.isSuperset(of: tags) else { return false }
        guard kind == .v1 else { return true }
        var seen: Set<String> = []
        for table in try ask(query.firstOfEachSeries) where table.rowCount > 0 {
            let symbol = options.mapping.symbolTag.map { table.series[$0] ?? "" } ?? ""
            guard seen.insert(symbol).inserted else { return true }
        }
        return false
    }

    private mutating func prepared(_ symbols: [String]) throws(InfluxError) -> (InfluxKind, InfluxBarQuery) {
        var options = options
        options.symbols = symbols
        return (try connected().server.kind, InfluxBarQuery(options))
    }

    private mutating func connected() throws(InfluxError) -> InfluxClient {
        if let client { return client }
        let client = try InfluxClient(options.server)
        self.client = client
        return client
    }

    private mutating func ask(_ question: String, isOfRows: Bool = true) throws(InfluxError) -> [InfluxTable] {
        let client = try connected()
        switch client.server.kind {
        case .v1:
            return try client.influxQLTables(
                question, database: options.database, retentionPolicy: options.retentionPolicy)
        case .v2: return try client.fluxTables(question)
        case .v3:
            let tags = isOfRows ? options.mapping.symbolTag.map { [$0] } ?? [] : []
            return try client.sqlTables(
                question, database: options.database, key: InfluxRowKey(nameColumn: "", tagColumns: tags))
        }
    }
}

extension InfluxError {
    /// Whether nobody answers, so that what was kept may stand in.
    var isOfNobody: Bool {
        switch self {
        case .http(.unresolved), .http(.unreachable), .http(.timedOut), .http(.cutOff): true
        case .refused(_, let status, _, _): [502, 503, 504].contains(status)
        default: false
        }
    }
}

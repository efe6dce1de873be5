import ColumnCache
import Core
internal import HTTPClient
import InfluxDB
import TimeSeries

/// Brings the rows of a measurement together: from the cache what is finished, from the server what is new or was still
/// open.
///
/// Time is cut into pieces. A piece whose end lies a day in the past is finished: it is kept and not asked for again. Each
/// piece is kept as soon as it has come, so that an end in the middle loses one piece at most.
struct InfluxSync {
    /// How long points may be late before a piece counts as finished.
    static let margin = Timestamp.day

    private let options: InfluxReadOptions
    private let query: InfluxBarQuery
    private let cache: DataCache?
    private let pieces: InfluxPieces?
    private let now: Timestamp
    private let progress: (@Sendable (InfluxFetchProgress) -> Void)?
    private var client: InfluxClient?
    private var entry: CacheEntry?
    private(set) var report: InfluxFetchReport

    init(
        _ options: InfluxReadOptions, cache: DataCache?, now: Timestamp,
        progress: (@Sendable (InfluxFetchProgress) -> Void)?
    ) {
        self.options = options
        self.cache = cache
        self.now = now
        self.progress = progress
        let query = InfluxBarQuery(options)
        self.query = query
        pieces = cache.map { InfluxPieces($0.columns, options, query) }
        report = InfluxFetchReport(path: options.path)
    }

    /// The rows up to an instant.
    ///
    /// - Parameters:
    ///   - end: The first instant that is not needed; `nil` is the present.
    ///   - verified: Finished pieces that touch this range are asked for again, compared, and replaced where they differ.
    mutating func rows(until end: Timestamp?, verified: Range<Timestamp>? = nil) throws(DataError) -> InfluxRows {
        openEntry()
        let first = try firstInstant(asks: verified != nil)
        let last = min(end ?? now, now)
        let wanted = options.fetchPlan.pieces(of: first..<max(last, first + 1))
        report.range = wanted[0].lowerBound..<wanted[wanted.count - 1].upperBound
        var parts: [InfluxRows] = []
        var count = 0
        for (number, piece) in wanted.enumerated() {
            let rows = try rows(of: piece, first: first, isVerified: verified?.overlaps(piece) ?? false)
            parts.append(rows)
            count += rows.count
            progress?(InfluxFetchProgress(piece: number + 1, pieces: wanted.count, rows: count))
        }
        report.entries.sort { symbolPrecedes($0.symbol, $1.symbol) }
        if report.isOffline {
            cache?.tell(
                "\(options.path): the server does not answer; all bars come from the cache, the newest as they were "
                    + "when it was asked last")
        }
        let whole = InfluxRows.joined(parts, columns: query.columns.count)
        guard whole.count > 0 else { throw .database(path: options.path, .noRows(first: first, last: last)) }
        return whole
    }

    private mutating func openEntry() {
        do throws(CacheError) { entry = try pieces?.entry() } catch { discard(because: error) }
    }

    private mutating func discard(because error: CacheError) {
        entry = nil
        guard let pieces else { return }
        cache?.tell("cache: \(error.description); \(options.path) is asked for it again")
        do throws(CacheError) { try pieces.columns.discard(pieces.key) } catch {
            cache?.tell("cache: \(error.description)")
        }
    }

    /// The first instant with a row, or from which rows are wanted.
    private mutating func firstInstant(asks: Bool) throws(DataError) -> Timestamp {
        if let since = options.since { return since }
        let known = InfluxPieces.first(entry)
        if let known, !asks { return known }
        let table: InfluxTable?
        do throws(InfluxError) { table = try ask { $0.earliest($1) }.first { $0.rowCount > 0 } } catch {
            throw .database(path: options.path, .failed(error))
        }
        let client = try connection()
        guard case .times(let times)? = table?[query.timeColumn(client.server.kind)]?.values, let first = times.first
        else { throw .database(path: options.path, .empty) }
        let found = Timestamp(nanoseconds: first)
        return known.map { min($0, found) } ?? found
    }

    private mutating func rows(
        of piece: Range<Timestamp>, first: Timestamp, isVerified: Bool
    ) throws(DataError) -> InfluxRows {
        let (isThere, isFinished) = InfluxPieces.state(entry, of: piece)
        if isFinished || (isThere && report.isOffline) {
            if let kept = kept(piece) {
                guard isFinished, isVerified else { return counted(kept) }
                return try verified(kept, piece, first)
            }
        }
        do throws(InfluxError) {
            let rows = try fetched(piece)
            keep(rows, piece, first)
            return rows
        } catch {
            guard isThere, error.isOfNobody, let kept = kept(piece) else {
                throw .database(path: options.path, .failed(error))
            }
            report.isOffline = true
            return counted(kept)
        }
    }

    private mutating func counted(_ rows: InfluxRows) -> InfluxRows {
        report.piecesKept += 1
        for (symbol, count) in zip(rows.symbols, rows.counts) { report.with(symbol) { $0.kept += count } }
        return rows
    }

    /// What the cache has of a piece; `nil` where that turns out to be damaged.
    private mutating func kept(_ piece: Range<Timestamp>) -> InfluxRows? {
        guard let pieces, let entry else { return nil }
        do throws(CacheError) { return try pieces.rows(entry, of: piece) } catch {
            discard(because: error)
            return nil
        }
    }

    private mutating func verified(
        _ kept: InfluxRows, _ piece: Range<Timestamp>, _ first: Timestamp
    ) throws(DataError) -> InfluxRows {
        do throws(InfluxError) {
            let rows = try fetched(piece)
            report.piecesVerified += 1
            report.compare(kept, with: rows)
            keep(rows, piece, first)
            return rows
        } catch {
            throw .database(path: options.path, .failed(error))
        }
    }

    private mutating func fetched(_ piece: Range<Timestamp>) throws(InfluxError) -> InfluxRows {
        let tables = try ask { $0.rows($1, piece) }
        let kind = client?.server.kind ?? .v1
        let rows = try InfluxRows(
            tables, query, kind, tag: options.mapping.symbolTag, measurement: options.mapping.measurement)
        report.piecesFetched += 1
        for (symbol, count) in zip(rows.symbols, rows.counts) { report.with(symbol) { $0.fetched += count } }
        return rows
    }

    private func keep(_ rows: InfluxRows, _ piece: Range<Timestamp>, _ first: Timestamp) {
        guard let pieces else { return }
        let isFinished = now.nanoseconds >= InfluxSync.margin && piece.upperBound <= now + -InfluxSync.margin
        // Where the first instant was said, nobody knows whether there are rows before it.
        let known = options.since == nil ? first : InfluxPieces.first(entry)
        do throws(CacheError) { try pieces.store(rows, of: piece, isFinished: isFinished, first: known) } catch {
            cache?.tell("cache: \(options.path) is not kept: \(error.description)")
        }
    }

    private mutating func connection() throws(DataError) -> InfluxClient {
        do throws(InfluxError) { return try connected() } catch {
            throw .database(path: options.path, .failed(error))
        }
    }

    private mutating func connected() throws(InfluxError) -> InfluxClient {
        if let client { return client }
        let client = try InfluxClient(options.server)
        self.client = client
        return client
    }

    private mutating func ask(
        _ text: (InfluxBarQuery, InfluxKind) -> String
    ) throws(InfluxError) -> [InfluxTable] {
        let client = try connected()
        let question = text(query, client.server.kind)
        switch client.server.kind {
        case .v1:
            return try client.influxQLTables(
                question, database: options.database, retentionPolicy: options.retentionPolicy)
        case .v2: return try client.fluxTables(question)
        case .v3:
            let tags = options.mapping.symbolTag.map { [$0] } ?? []
            return try client.sqlTables(
                question, database: options.database, key: InfluxRowKey(nameColumn: "", tagColumns: tags))
        }
    }
}

extension InfluxError {
    /// Whether nobody answers, so that what was kept may stand in.
    fileprivate var isOfNobody: Bool {
        switch self {
        case .http(.unresolved), .http(.unreachable), .http(.timedOut), .http(.cutOff): true
        case .refused(_, let status, _, _): [502, 503, 504].contains(status)
        default: false
        }
    }
}

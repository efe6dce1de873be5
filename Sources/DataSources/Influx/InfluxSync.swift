import ColumnCache
import Core
internal import HTTPClient
import InfluxDB
import TimeSeries

/// Brings the rows of a measurement together: from the cache what is finished, from the server what is new or was still
/// open.
///
/// Time is cut into pieces. A piece whose end lies a day in the past is finished: it is kept and not asked for again. Finished
/// pieces that lie side by side are asked for together, as many as make a fair answer, and kept as soon as they have come, so
/// that an end in the middle loses one answer at most.
struct InfluxSync {
    /// How long points may be late before a piece counts as finished.
    static let margin = Timestamp.day
    /// The rows of an answer that is neither many small ones nor one that fills the memory.
    private static let fairRows = 200_000
    /// The pieces of one question at most.
    private static let mostPieces = 1_000

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

    /// The rows up to an instant; `nil` is the present.
    mutating func rows(until end: Timestamp?) throws(DataError) -> InfluxRows {
        var parts: [InfluxRows] = []
        try each(until: end) { parts.append($0) }
        return InfluxRows.joined(parts, columns: query.columns.count)
    }

    /// Hands the rows up to an instant on, range of time by range of time, in order.
    ///
    /// - Parameters:
    ///   - end: The first instant that is not needed; `nil` is the present.
    ///   - verified: Finished pieces that touch this range are asked for again, compared, and replaced where they differ.
    mutating func each(
        until end: Timestamp?, verified: Range<Timestamp>? = nil, take: (InfluxRows) -> Void
    ) throws(DataError) {
        openEntry()
        let first = try firstInstant(asks: verified != nil)
        let last = min(end ?? now, now)
        let wanted = options.fetchPlan.pieces(of: first..<max(last, first + 1))
        let whole = wanted[0].lowerBound..<wanted[wanted.count - 1].upperBound
        report.range = whole
        var there = InfluxPieces.ranges(entry).filter { $0.isFinished && $0.range.overlaps(whole) }.map(\.range)
        var total = 0
        func give(_ rows: InfluxRows) {
            let rows = rows.cut(to: whole)
            total += rows.count
            take(rows)
        }
        var next = 0
        var fair = 1
        while next < wanted.count {
            if let range = there.first(where: { $0.contains(wanted[next].lowerBound) }) {
                guard let rows = kept(range) else {
                    there = []
                    continue
                }
                let isVerified = verified?.overlaps(range) ?? false
                give(isVerified ? try self.verified(rows, range, first) : counted(rows))
                while next < wanted.count, range.contains(wanted[next].lowerBound) { next += 1 }
                continue
            }
            let run = run(of: wanted, from: next, atMost: fair, without: there)
            let rows = try rows(of: run, first: first)
            give(rows)
            next += run.count
            fair = min(
                run.count * 8, max(1, run.count * InfluxSync.fairRows / max(1, rows.count)), InfluxSync.mostPieces)
            progress?(InfluxFetchProgress(piece: next, pieces: wanted.count, rows: total))
        }
        report.entries.sort { symbolPrecedes($0.symbol, $1.symbol) }
        if report.isOffline {
            cache?.tell(
                "\(options.path): the server does not answer; all bars come from the cache, the newest as they were "
                    + "when it was asked last")
        }
        guard total > 0 else { throw .database(path: options.path, .noRows(first: first, last: last)) }
    }

    /// The next pieces to ask for together: finished ones up to the next that is there, or one that is still open.
    private func run(
        of wanted: [Range<Timestamp>], from first: Int, atMost most: Int, without there: [Range<Timestamp>]
    ) -> [Range<Timestamp>] {
        var run = [wanted[first]]
        guard isFinished(run[0]) else { return run }
        for piece in wanted[(first + 1)...].prefix(most - 1) {
            guard isFinished(piece), !there.contains(where: { $0.contains(piece.lowerBound) }) else { break }
            run.append(piece)
        }
        return run
    }

    private func isFinished(_ range: Range<Timestamp>) -> Bool {
        now.nanoseconds >= InfluxSync.margin && range.upperBound <= now + -InfluxSync.margin
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
        of run: [Range<Timestamp>], first: Timestamp
    ) throws(DataError) -> InfluxRows {
        let range = run[0].lowerBound..<run[run.count - 1].upperBound
        // Whoever did not answer is not waited for again.
        if report.isOffline, let kept = keptWhileOpen(run) { return counted(kept) }
        do throws(InfluxError) {
            let rows = try fetched(range)
            keep(rows, range, first)
            return rows
        } catch {
            guard error.isOfNobody, let kept = keptWhileOpen(run) else {
                throw .database(path: options.path, .failed(error))
            }
            report.isOffline = true
            return counted(kept)
        }
    }

    /// What the cache has of pieces that were open when they were asked for; `nil` where one of them is not there.
    private mutating func keptWhileOpen(_ run: [Range<Timestamp>]) -> InfluxRows? {
        let there = InfluxPieces.ranges(entry).map(\.range)
        guard run.allSatisfy({ there.contains($0) }) else { return nil }
        var parts: [InfluxRows] = []
        for piece in run {
            guard let rows = kept(piece) else { return nil }
            parts.append(rows)
        }
        return InfluxRows.joined(parts, columns: query.columns.count)
    }

    private mutating func counted(_ rows: InfluxRows) -> InfluxRows {
        report.rangesKept += 1
        for (symbol, count) in zip(rows.symbols, rows.counts) { report.with(symbol) { $0.kept += count } }
        return rows
    }

    /// What the cache has of a range; `nil` where that turns out to be damaged.
    private mutating func kept(_ range: Range<Timestamp>) -> InfluxRows? {
        guard let pieces, let entry else { return nil }
        do throws(CacheError) { return try pieces.rows(entry, of: range) } catch {
            discard(because: error)
            return nil
        }
    }

    private mutating func verified(
        _ kept: InfluxRows, _ range: Range<Timestamp>, _ first: Timestamp
    ) throws(DataError) -> InfluxRows {
        do throws(InfluxError) {
            let rows = try fetched(range)
            report.rangesVerified += 1
            report.compare(kept, with: rows)
            keep(rows, range, first)
            return rows
        } catch {
            throw .database(path: options.path, .failed(error))
        }
    }

    private mutating func fetched(_ range: Range<Timestamp>) throws(InfluxError) -> InfluxRows {
        let tables = try ask { $0.rows($1, range) }
        let kind = client?.server.kind ?? .v1
        let rows = try InfluxRows(
            tables, query, kind, tag: options.mapping.symbolTag, measurement: options.mapping.measurement)
        report.rangesFetched += 1
        for (symbol, count) in zip(rows.symbols, rows.counts) { report.with(symbol) { $0.fetched += count } }
        return rows
    }

    private func keep(_ rows: InfluxRows, _ range: Range<Timestamp>, _ first: Timestamp) {
        guard let pieces else { return }
        // Where the first instant was said, nobody knows whether there are rows before it.
        let known = options.since == nil ? first : InfluxPieces.first(entry)
        do throws(CacheError) { try pieces.store(rows, of: range, isFinished: isFinished(range), first: known) } catch {
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

import ColumnCache
import Core
import InfluxDB
import TimeSeries

/// Brings the rows of a measurement together: from the cache what is finished and has not changed, from the server what is
/// new, changed or was still open.
///
/// Time is cut into pieces. A piece whose end lies a day in the past is finished: it is kept, and not asked for again as
/// long as the server counts the same values there, of the same instruments and with the same sum (`InfluxCheck`).
/// Finished pieces that lie side by side are asked for together, as many as make a fair answer, and kept as soon as they
/// have come, so that an end in the middle loses one answer at most.
struct InfluxSync {
    /// How long points may be late before a piece counts as finished.
    static let margin = Timestamp.day
    /// The rows of an answer that is neither many small ones nor one that fills the memory.
    private static let fairRows = 200_000
    /// The pieces of one question at most.
    private static let mostPieces = 1_000

    /// Rows of a part of time.
    typealias Part = (range: Range<Timestamp>, rows: InfluxRows)

    let options: InfluxReadOptions
    let query: InfluxBarQuery
    let now: Timestamp
    private let progress: (@Sendable (InfluxFetchProgress) -> Void)?
    var questions: InfluxQuestions
    var kept: InfluxKept
    /// Why the server counts as absent; `nil` while it does not.
    var absence: InfluxError?
    var report: InfluxFetchReport
    /// The pieces of a question that make a fair answer, as the answers until now tell.
    private var fair = 1

    init(
        _ options: InfluxReadOptions, cache: DataCache?, now: Timestamp,
        progress: (@Sendable (InfluxFetchProgress) -> Void)?
    ) {
        var options = options
        options.symbols = Set(options.symbols).sorted(by: symbolPrecedes)
        self.options = options
        self.now = now
        self.progress = progress
        query = InfluxBarQuery(options)
        questions = InfluxQuestions(options, tell: cache?.tell)
        kept = InfluxKept(cache, options, query)
        report = InfluxFetchReport(path: options.path)
    }

    /// The rows up to an instant.
    ///
    /// - Parameter end: The first instant that is not needed; `nil` is the present.
    mutating func rows(until end: Timestamp?) throws(DataError) -> InfluxRows {
        var parts: [InfluxRows] = []
        try each(until: end, isWhole: true) { parts.append($0) }
        return InfluxRows.joined(parts, columns: query.columns.count)
    }

    /// Hands the rows up to an instant on, range of time by range of time, in order.
    ///
    /// - Parameters:
    ///   - end: The first instant that is not needed; `nil` is the present.
    ///   - verified: Finished pieces that touch this range are asked for again, compared, and replaced where they differ.
    ///   - isWhole: All at once, where they are wanted so: what is kept is then checked by the fewest questions.
    mutating func each(
        until end: Timestamp?, verified: Range<Timestamp>? = nil, isWhole: Bool = false, take: (InfluxRows) -> Void
    ) throws(DataError) {
        kept.open()
        try greet(isNeeded: verified != nil)
        let first = try firstInstant()
        let last = min(end ?? now, now)
        let wanted = options.fetchPlan.pieces(of: first..<max(last, first + 1))
        report.range = wanted[0].lowerBound..<wanted[wanted.count - 1].upperBound
        var found = InfluxFindings(columns: query.columns.count)
        var next = 0
        while next < wanted.count {
            let count = isWhole ? wanted.count : reach(of: wanted, from: next)
            let part = Array(wanted[next..<next + count])
            let rows = try rows(of: part, verified: verified, first) { done, rows in
                InfluxFetchProgress(piece: next + done, pieces: wanted.count, rows: found.count + rows)
            }
            found.add(rows)
            take(rows)
            next += count
        }
        if absence == nil { report.keptAsOf = nil }
        report.entries.sort { symbolPrecedes($0.symbol, $1.symbol) }
        try check(found, first..<max(last, first + 1))
        for note in report.notes { kept.say(note) }
    }

    /// How many pieces make a fair part: those of a question, and all of what is kept together with them.
    private func reach(of wanted: [Range<Timestamp>], from next: Int) -> Int {
        let finished = kept.holdings.filter { $0.mayServe(options.symbols) }
            .flatMap { $0.ranges.filter(\.isFinished).map(\.range) }
        var end = min(wanted.count, next + fair)
        while end < wanted.count {
            let (last, following) = (wanted[end - 1].lowerBound, wanted[end].lowerBound)
            guard finished.contains(where: { $0.contains(last) && $0.contains(following) }) else { break }
            end += 1
        }
        return end - next
    }

    /// The rows of pieces that lie side by side.
    private mutating func rows(
        of wanted: [Range<Timestamp>], verified: Range<Timestamp>?, _ first: Timestamp,
        told: (_ pieces: Int, _ rows: Int) -> InfluxFetchProgress
    ) throws(DataError) -> InfluxRows {
        let whole = wanted[0].lowerBound..<wanted[wanted.count - 1].upperBound
        var cover = InfluxCover(wanted, symbols: options.symbols)
        var parts = try finishedParts(&cover, whole, verified: verified, first)
        while absence == nil, let next = cover.next(atMost: fair, isFinished: isFinished) {
            let range = next.run[0].lowerBound..<next.run[next.run.count - 1].upperBound
            let rows: InfluxRows
            do throws(InfluxError) { rows = try fetched(range, next.symbols, first) } catch {
                guard error.isOfNobody, kept.isUsed else { throw .database(path: options.path, .failed(error)) }
                absence = error
                break
            }
            _ = cover.take(range, of: next.symbols)
            parts.append((range, rows))
            fair = min(
                next.run.count * 8, max(1, next.run.count * InfluxSync.fairRows / max(1, rows.count)),
                InfluxSync.mostPieces)
            progress?(told(cover.doneCount, parts.reduce(0) { $0 + $1.rows.count }))
        }
        if let absence { parts += try standIns(&cover, whole, because: absence) }
        parts.sort { $0.range.lowerBound < $1.range.lowerBound }
        return InfluxRows.joined(parts.map { $0.rows.cut(to: whole) }, columns: query.columns.count)
    }

    /// The server's clock counts where ours is ahead: what it does not know to be over is not finished.
    func isFinished(_ range: Range<Timestamp>) -> Bool {
        let present = min(now, questions.serverTime ?? now)
        return present.nanoseconds >= InfluxSync.margin && range.upperBound <= present + -InfluxSync.margin
    }

    /// Finds out at once whether nobody is there, where the cache can stand in.
    private mutating func greet(isNeeded: Bool) throws(DataError) {
        guard kept.holdings.contains(where: { $0.mayServe(options.symbols) }) else { return }
        do throws(InfluxError) { try questions.greet() } catch {
            guard error.isOfNobody, !isNeeded else { throw .database(path: options.path, .failed(error)) }
            absence = error
        }
    }

    /// The first instant with a row, or from which rows are wanted.
    private mutating func firstInstant() throws(DataError) -> Timestamp {
        if let since = options.since { return since }
        let known = kept.holdings.filter { $0.mayServe(options.symbols) }.compactMap(\.first).min()
        do throws(InfluxError) {
            if let absence { throw absence }
            if let first = try questions.earliest(options.symbols) { return first }
        } catch {
            guard error.isOfNobody, let known else { throw .database(path: options.path, .failed(error)) }
            absence = error
            return known
        }
        throw .database(path: options.path, nameProblem() ?? .empty)
    }

    /// Asks for rows, and keeps them.
    mutating func fetched(
        _ range: Range<Timestamp>, _ symbols: [String], _ first: Timestamp
    ) throws(InfluxError) -> InfluxRows {
        // Before the rows: a point that comes between the two shows as a change the next time.
        let isFinished = kept.isUsed && isFinished(range)
        let checks = isFinished ? try questions.checks(symbols, [range])?.first : nil
        let rows = try questions.rows(symbols, range)
        report.rangesFetched += 1
        for (symbol, count) in zip(rows.symbols, rows.counts) { report.with(symbol) { $0.fetched += count } }
        // Where the first instant was said, nobody knows whether there are rows before it.
        kept.store(
            rows, range, symbols, checks, isFinished: isFinished && self.isFinished(range),
            first: options.since == nil ? first : nil, now: now)
        return rows
    }

    /// Stops where there is nothing, or nothing of what the mapping names.
    private mutating func check(_ rows: InfluxFindings, _ range: Range<Timestamp>) throws(DataError) {
        if rows.strayRows > 0, let tag = options.mapping.symbolTag {
            guard rows.count > 0 else {
                throw .database(path: options.path, .noTag(tag, found: questions.names(tags: true) ?? []))
            }
            report.notes.append(
                "\(options.path): warning: \(rows.strayRows) points without the tag '\(tag)' are left out")
        }
        guard rows.count > 0 else {
            throw .database(path: options.path, .noRows(first: range.lowerBound, last: range.upperBound))
        }
        guard query.window == nil else { return }
        for (place, hasValue) in rows.hasValue.enumerated() where !hasValue {
            let field = query.fields[place]
            let found = absence == nil ? questions.names(tags: false) ?? [] : []
            guard query.isVolume(place) else { throw .database(path: options.path, .noField(field, found: found)) }
            if !found.isEmpty, !found.contains(field) {
                let problem = DataError.DatabaseProblem.noField(field, found: found)
                report.notes.append("\(options.path): warning: \(problem); the volume is not known")
            }
        }
    }

    /// Which name of the mapping the measurement has not, where there is one.
    private mutating func nameProblem() -> DataError.DatabaseProblem? {
        if let found = questions.names(tags: false), !found.isEmpty, !found.contains(query.leadingField) {
            return .noField(query.leadingField, found: found)
        }
        if let tag = options.mapping.symbolTag, let found = questions.names(tags: true), !found.contains(tag),
            questions.names(tags: false)?.isEmpty == false
        {
            return .noTag(tag, found: found)
        }
        return nil
    }
}

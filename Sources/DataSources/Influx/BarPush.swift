import Core
public import HTTPClient
public import InfluxDB
import LineProtocol
public import TimeSeries

/// Writes bars to InfluxDB in batches and tells how much of them the server has.
///
/// A point is named by measurement, instrument and time, so that bars that are sent twice replace themselves: a push that
/// broke off is simply repeated. With a file of what was acknowledged the next one sends only what is missing or changed.
///
/// - Verified by: `PushTests`, with a server that is killed in the middle of it.
public final class BarPush {
    /// How far it has come.
    public struct Progress: Hashable, Sendable {
        /// Bars that were given.
        public var total = 0
        /// Bars that an earlier push has written and that were not changed since.
        public var skipped = 0
        /// Bars that the server has acknowledged in this push, rejected ones included.
        public var acknowledged = 0
        /// Bytes of their lines.
        public var bytes = 0
        /// Requests.
        public var requests = 0
        /// Bars that the server does not take.
        public var rejected: [RejectedBar] = []

        /// Bars that this push has stored.
        public var stored: Int { acknowledged - rejected.count { $0.line.number <= acknowledged } }
    }

    /// How far it has come; holds after an error too.
    public private(set) var progress = Progress()
    /// Instruments of the file of what was acknowledged whose bars were changed since: they are sent from the first.
    public private(set) var changed: [String] = []
    /// Instruments of which the server holds fewer bars than it acknowledged: they are sent from the first.
    public private(set) var lost: [String] = []
    /// Why the server did not say how many bars it holds; what it acknowledged is believed then.
    public private(set) var unasked: InfluxError?
    private let client: InfluxClient
    private let target: WriteTarget
    private let options: BarPushOptions
    private var state: PushState?
    private let cancellation: Cancellation?
    private let report: (Progress) -> Void
    /// Where the lines that are sent come from: the line before the first, the place of the series, the first bar.
    private var segments: [(line: Int, series: Int, bar: Int)] = []
    private var lines: [BarLines] = []

    /// A push to a database.
    ///
    /// - Parameters:
    ///   - options: The shape of the points; their precision and kind are those of target and client.
    ///   - resume: The path of the file of what was acknowledged; it is made where it is not there yet. `nil` for none.
    ///   - report: Is called after each batch.
    /// - Throws: `BarPushError` for a file of what was acknowledged that cannot be read or is that of another target.
    public init(
        _ client: InfluxClient, to target: WriteTarget, options: BarPushOptions,
        resume: (path: String, url: String)? = nil,
        cancellation: Cancellation? = nil, report: @escaping (Progress) -> Void = { _ in }
    ) throws(BarPushError) {
        self.client = client
        self.target = target
        var options = options
        options.precision = target.precision
        options.kind = client.server.kind
        self.options = options
        self.cancellation = cancellation
        self.report = report
        if let resume {
            let names = [
                resume.url, target.database, target.retentionPolicy ?? "", options.measurement, options.symbolTag,
            ]
            // Lengths keep the parts apart.
            state = try PushState(
                path: resume.path, target: names.map { "\($0.utf8.count):\($0)" }.joined(separator: ","))
        }
    }

    /// Writes bars.
    ///
    /// - Parameter windows: For each series the windows that its bars stand for; none where the bars' own edges count.
    /// - Returns: How far it has come; bars that the server does not take are in `rejected`, not thrown.
    /// - Throws: `BarPushError`; `progress` says what was acknowledged before, and the file of it is up to date.
    @discardableResult
    public func run(_ series: [BarSeries], windows: [[Window]] = []) throws(BarPushError) -> Progress {
        // All shapes first: a name that cannot be written is found before anything is sent.
        for (place, one) in series.enumerated() {
            do throws(LineEncodingError) {
                lines.append(try BarLines(one, windows: place < windows.count ? windows[place] : nil, options: options))
            } catch {
                throw .bars(symbol: one.instrument.symbol, error)
            }
        }
        progress.total = lines.reduce(0) { $0 + $1.count }
        let symbols = series.map(\.instrument.symbol)
        try forgetWhatTheServerLost(symbols)
        let writer = InfluxWriter(
            client, to: target,
            options: .init(batchLines: max(1, options.batchRows), gzipLevel: options.gzipLevel),
            cancellation: cancellation)
        var batch = Batch()
        for place in lines.indices {
            var hash = SHA256()
            var bar = try passed(place, symbols[place], &hash)
            progress.skipped += bar
            while bar < lines[place].count {
                let end = min(lines[place].count, bar + max(1, options.batchRows) - batch.count)
                segments.append((line: progress.acknowledged + batch.count, series: place, bar: bar))
                let before = batch.bytes.count
                try encode(bar..<end, of: place, symbols[place], to: &batch.bytes)
                if state != nil {
                    batch.bytes.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[before...])) }
                    batch.marks.append((place, end, hash))
                }
                batch.count += end - bar
                bar = end
                if batch.count >= options.batchRows { try send(&batch, by: writer, symbols) }
            }
        }
        if batch.count > 0 { try send(&batch, by: writer, symbols) }
        return progress
    }

    /// Holds what was acknowledged against what the server has: it may have been dropped or restored since.
    private func forgetWhatTheServerLost(_ symbols: [String]) throws(BarPushError) {
        guard let noted = state?.entries, symbols.contains(where: { (noted[$0]?.rows ?? 0) > 0 }) else { return }
        let counts: [String: Int]
        do throws(InfluxError) {
            counts = try StoredCounts(client, target, options).bySymbol()
        } catch {
            // Whoever may write need not have the right to read. A server that is down is found by the first write.
            if case .http(.cancelled) = error { throw .database(error) }
            unasked = error
            return
        }
        for symbol in symbols {
            guard let entry = noted[symbol], entry.rows > 0, (counts[symbol] ?? 0) < entry.rows else { continue }
            lost.append(symbol)
            state?.forget(symbol)
        }
    }

    /// Bars that are sent together.
    private struct Batch {
        var bytes: [UInt8] = []
        var count = 0
        /// What is acknowledged with it: the bars of a series up to one, and the hash of their lines.
        var marks: [(series: Int, end: Int, hash: SHA256)] = []
    }

    private func encode(
        _ range: Range<Int>, of place: Int, _ symbol: String, to bytes: inout [UInt8]
    ) throws(BarPushError) {
        do throws(LineEncodingError) { try lines[place].append(range, to: &bytes) } catch {
            throw .bars(symbol: symbol, error)
        }
    }

    /// The bars of a series that the server has already, with the hash of their lines.
    private func passed(_ place: Int, _ symbol: String, _ hash: inout SHA256) throws(BarPushError) -> Int {
        guard let entry = state?.entries[symbol], entry.rows > 0 else { return 0 }
        guard entry.rows <= lines[place].count else {
            changed.append(symbol)
            return 0
        }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: entry.rows, by: 5_000) {
            bytes.removeAll(keepingCapacity: true)
            try encode(start..<min(entry.rows, start + 5_000), of: place, symbol, to: &bytes)
            bytes.withUnsafeBytes { hash.update($0) }
        }
        let found = hash
        if found.hexDigest() == entry.hash { return entry.rows }
        changed.append(symbol)
        hash = SHA256()
        return 0
    }

    private func send(_ batch: inout Batch, by writer: InfluxWriter, _ symbols: [String]) throws(BarPushError) {
        var fault: InfluxError?
        let before = progress.acknowledged
        do throws(InfluxError) {
            try writer.append(batch.bytes)
            try writer.flush()
        } catch {
            fault = error
        }
        progress.acknowledged = writer.progress.acknowledgedLines
        progress.bytes = writer.progress.acknowledgedBytes
        progress.requests = writer.progress.requests
        progress.rejected = writer.progress.rejected.map { bar(of: $0, symbols) }
        if let fault {
            // A batch that is given up because of its many rejected lines is not known to have been sent whole.
            if case .rejected = fault { progress.acknowledged = before }
            throw .database(fault)
        }
        try save(batch, symbols)
        batch.bytes.removeAll(keepingCapacity: true)
        batch.marks.removeAll(keepingCapacity: true)
        batch.count = 0
        report(progress)
    }

    /// Notes what was acknowledged; instruments with a rejected bar stay as they were, so that it is sent again.
    private func save(_ batch: Batch, _ symbols: [String]) throws(BarPushError) {
        guard state != nil else { return }
        let faulty = Set(progress.rejected.map(\.symbol))
        for mark in batch.marks where !faulty.contains(symbols[mark.series]) {
            state?.note(symbols[mark.series], rows: mark.end, hash: mark.hash)
        }
        try state?.save()
    }

    /// The bar that a line of this push holds.
    private func bar(of line: RejectedLine, _ symbols: [String]) -> RejectedBar {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].line < line.number { low = middle + 1 } else { high = middle }
        }
        let segment = segments[max(0, low - 1)]
        let time = lines[segment.series].time(segment.bar + line.number - 1 - segment.line)
        return RejectedBar(symbol: symbols[segment.series], time: Timestamp(nanoseconds: time), line: line)
    }
}

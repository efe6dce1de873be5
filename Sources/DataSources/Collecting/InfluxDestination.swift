import Core
public import HTTPClient
public import InfluxDB
import LineProtocol

/// An InfluxDB: a point a bar with its symbol as a tag, at the bar's first instant or midnight UTC of its date.
///
/// Points of one series and time replace each other there, so that a write may be repeated. The server is asked for its
/// generation with the first symbol, so that one that is down when collecting begins costs one round.
public struct InfluxDestination: BarDestination {
    /// Where and under which names.
    public struct Options: Sendable {
        /// The server and who writes.
        public var server: InfluxOptions
        /// The database or bucket.
        public var database: String
        /// The retention policy of 1.x; `nil` for the database's own.
        public var retentionPolicy: String?
        /// The measurement.
        public var measurement: String
        /// The tag of the symbol.
        public var symbolTag: String
        /// Points of a request at most.
        public var batchRows: Int
        /// 1 to 9 packs the requests; `nil` does not.
        public var gzipLevel: Int?

        /// Options.
        public init(
            server: InfluxOptions, database: String, retentionPolicy: String? = nil, measurement: String = "bar",
            symbolTag: String = "symbol", batchRows: Int = 5_000, gzipLevel: Int? = nil
        ) {
            self.server = server
            self.database = database
            self.retentionPolicy = retentionPolicy
            self.measurement = measurement
            self.symbolTag = symbolTag
            self.batchRows = max(1, batchRows)
            self.gzipLevel = gzipLevel
        }
    }

    private let options: Options
    private let kind: CollectedKind
    private let points: CollectedPoints

    /// A database.
    ///
    /// - Throws: `CollectError.database` where the credentials cannot be had; the server is not asked yet.
    public init(_ options: Options, kind: CollectedKind, cancellation: Cancellation) throws(CollectError) {
        self.options = options
        self.kind = kind
        points = CollectedPoints(options, kind: kind, cancellation: cancellation)
        do throws(InfluxError) { try options.server.credentials.check() } catch { throw failure(error) }
    }

    /// The measurement of a database.
    public func name(of symbol: String) -> String {
        "\(HTTPRequest.printable(options.server.url)) \(options.database) \(options.measurement)"
    }

    /// Another measurement.
    public var renewal: String { "name another measurement" }

    /// The last points of the symbol.
    public func lastBars(of symbol: String, count: Int) throws(CollectError) -> [CollectedBar] {
        do throws(InfluxError) { return try points.last(count, of: symbol) } catch { throw failure(error) }
    }

    /// Writes the points that are new or have changed; those that the server does not take are in `rejected`.
    public func write(_ bars: [CollectedBar], of symbol: String) throws(CollectError) -> BarChanges {
        var changes = BarChanges()
        guard let first = bars.first, let last = bars.last else { return changes }
        var old: [Int64: CollectedBar] = [:]
        let range = Timestamp(nanoseconds: first.stamp)..<Timestamp(nanoseconds: last.stamp + 1)
        do throws(InfluxError) {
            for bar in try points.bars(in: range, of: symbol) { old[bar.stamp] = bar }
        } catch {
            throw failure(error)
        }
        for bar in bars {
            guard var known = old[bar.stamp] else {
                changes.added.append(bar)
                continue
            }
            // A volume that is not known cannot be written: the one that is there stays.
            if bar.volume.isNaN { known.volume = .nan }
            if known != bar { changes.revised.append(bar) }
        }
        changes.rejected = try send(changes.revised + changes.added, of: symbol)
        let refused = Set(changes.rejected.map(\.time.nanoseconds))
        changes.revised.removeAll { refused.contains($0.stamp) }
        changes.added.removeAll { refused.contains($0.stamp) }
        return changes
    }

    /// Sends bars in batches and tells which of them the server does not take.
    private func send(_ bars: [CollectedBar], of symbol: String) throws(CollectError) -> [RejectedBar] {
        guard !bars.isEmpty else { return [] }
        let (writer, dialect) = try writer()
        var place = 0
        while place < bars.count {
            let end = min(bars.count, place + options.batchRows)
            let lines = try lines(bars[place..<end], of: symbol, dialect)
            do throws(InfluxError) {
                try writer.append(lines)
                try writer.flush()
            } catch {
                throw failure(error)
            }
            place = end
        }
        return writer.progress.rejected.map { line in
            RejectedBar(symbol: symbol, time: Timestamp(nanoseconds: bars[line.number - 1].stamp), line: line)
        }
    }

    private func writer() throws(CollectError) -> (InfluxWriter, LineEncodingOptions) {
        do throws(InfluxError) {
            let client = try points.connected()
            let writer = InfluxWriter(
                client, to: WriteTarget(database: options.database, retentionPolicy: options.retentionPolicy),
                options: .init(batchLines: options.batchRows, gzipLevel: options.gzipLevel),
                cancellation: points.cancellation)
            return (writer, BarPushOptions(kind: client.server.kind).encoding)
        } catch {
            throw failure(error)
        }
    }

    /// A line for each bar.
    private func lines(
        _ bars: ArraySlice<CollectedBar>, of symbol: String, _ encoding: LineEncodingOptions
    ) throws(CollectError) -> [UInt8] {
        var encoder = LineEncoder(encoding)
        for bar in bars {
            let values =
                kind == .quotes
                ? [("price", bar.close), ("size", bar.volume)]
                : [
                    ("open", bar.open), ("high", bar.high), ("low", bar.low), ("close", bar.close),
                    ("volume", bar.volume),
                ]
            let point = Point(
                options.measurement, tags: [Point.Tag(options.symbolTag, symbol)],
                fields: values.map { Point.Field($0.0, .float($0.1)) }, time: Timestamp(nanoseconds: bar.stamp))
            do throws(LineEncodingError) { try encoder.append(point) } catch {
                throw .data(.output(path: name(of: symbol), reason: error.text))
            }
        }
        return encoder.bytes
    }

    private func failure(_ error: InfluxError) -> CollectError {
        if case .http(.cancelled) = error { return .cancelled }
        return .database(error)
    }
}

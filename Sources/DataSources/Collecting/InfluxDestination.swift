import Core
public import HTTPClient
import LineProtocol

/// An InfluxDB: a point a bar with its symbol as a tag, at the bar's first instant or midnight UTC of its date.
///
/// Points of one series and time replace each other there, so that a write may be repeated. What is there already is
/// asked by InfluxQL at `/query`, which versions 1 and 3 have, and 2 for buckets that are mapped to a database.
public struct InfluxDestination: BarDestination {
    /// Where and under which names.
    public struct Options: Sendable {
        /// Scheme, host and port.
        public var url: String
        /// 1, 2 or 3.
        public var version: Int
        /// The database or bucket.
        public var database: String
        /// The organisation of a version 2.
        public var organisation: String?
        /// The measurement.
        public var measurement: String
        /// The tag of the symbol.
        public var symbolTag: String

        /// Options.
        public init(
            url: String, version: Int = 1, database: String, organisation: String? = nil, measurement: String = "bar",
            symbolTag: String = "symbol"
        ) {
            self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
            self.version = version
            self.database = database
            self.organisation = organisation
            self.measurement = measurement
            self.symbolTag = symbolTag
        }
    }

    private let options: Options
    private let kind: CollectedKind
    private let client: HTTPClient
    private let cancellation: Cancellation

    /// Points of one request: some hundred kilobytes.
    private static let batch = 5_000

    /// A database that a client with its credentials reaches.
    public init(_ options: Options, kind: CollectedKind, client: HTTPClient, cancellation: Cancellation) {
        self.options = options
        self.kind = kind
        self.client = client
        self.cancellation = cancellation
    }

    /// The measurement of a database.
    public func name(of symbol: String) -> String { "\(options.url) \(options.database) \(options.measurement)" }

    /// The last points of the symbol.
    public func lastBars(of symbol: String, count: Int) throws(CollectError) -> [CollectedBar] {
        try select(symbol, "ORDER BY time DESC LIMIT \(count)").reversed()
    }

    /// Writes the points that are new or have changed.
    public func write(_ bars: [CollectedBar], of symbol: String) throws(CollectError) -> BarChanges {
        var changes = BarChanges()
        guard let first = bars.first else { return changes }
        var old: [Int64: CollectedBar] = [:]
        for bar in try select(symbol, "AND time >= \(first.stamp) ORDER BY time") { old[bar.stamp] = bar }
        for bar in bars {
            if let known = old[bar.stamp] {
                if known != bar { changes.revised.append(bar) }
            } else {
                changes.added.append(bar)
            }
        }
        let changed = changes.revised + changes.added
        var place = 0
        while place < changed.count {
            let end = min(changed.count, place + InfluxDestination.batch)
            try post(changed[place..<end], of: symbol)
            place = end
        }
        return changes
    }

    private func post(_ bars: ArraySlice<CollectedBar>, of symbol: String) throws(CollectError) {
        var encoder = LineEncoder(
            LineEncodingOptions(dialect: options.version == 3 ? .version3 : .version1And2, nonFinite: .skip))
        for bar in bars {
            let point = Point(
                options.measurement, tags: [Point.Tag(options.symbolTag, symbol)],
                fields: fields.map { Point.Field($0.name, .float(bar[keyPath: $0.value])) },
                time: Timestamp(nanoseconds: bar.stamp))
            do throws(LineEncodingError) {
                try encoder.append(point)
            } catch {
                throw .data(.output(path: name(of: symbol), reason: "\(error)"))
            }
        }
        let query: [(name: String, value: String)]
        let path: String
        switch options.version {
        case 1: (path, query) = ("/write", [("db", options.database), ("precision", "ns")])
        case 2:
            path = "/api/v2/write"
            query = [("org", options.organisation ?? ""), ("bucket", options.database), ("precision", "ns")]
        default: (path, query) = ("/api/v3/write_lp", [("db", options.database), ("precision", "nanosecond")])
        }
        // The same points written twice are the same points.
        _ = try send(
            HTTPRequest(
                method: "POST", url: options.url + path + "?" + HTTPRequest.query(query),
                headers: [("Content-Type", "text/plain; charset=utf-8")], body: encoder.bytes, isIdempotent: true))
    }

    /// The fields of a point, each with what it holds.
    private var fields: [(name: String, value: KeyPath<CollectedBar, Double>)] {
        kind == .quotes
            ? [("price", \.close), ("size", \.volume)]
            : [("open", \.open), ("high", \.high), ("low", \.low), ("close", \.close), ("volume", \.volume)]
    }

    private func select(_ symbol: String, _ rest: String) throws(CollectError) -> [CollectedBar] {
        func quoted(_ text: String, _ mark: Character) -> String {
            var quoted = String(mark)
            for character in text {
                if character == mark || character == "\\" { quoted.append("\\") }
                quoted.append(character)
            }
            return quoted + String(mark)
        }
        let names = fields.map { quoted($0.name, "\"") }.joined(separator: ", ")
        let text =
            "SELECT \(names) FROM \(quoted(options.measurement, "\"")) "
            + "WHERE \(quoted(options.symbolTag, "\"")) = \(quoted(symbol, "'")) \(rest)"
        let url = options.url + "/query"
        let request = HTTPRequest(
            url: url + "?" + HTTPRequest.query([("db", options.database), ("epoch", "ns"), ("q", text)]),
            headers: [("Accept", "application/json")])
        guard let root = AnswerTree(try send(request)) else {
            throw .answer(url: url, .notJSON(type: "", begins: ""))
        }
        let errors: [AnswerPath] = ["error", "results[0].error"]
        for path in errors {
            if case .text(let text)? = path.value(in: root, symbol: "") { throw .answer(url: url, .message(text)) }
        }
        let rows: AnswerPath = "results[0].series[0].values"
        guard case .list(let list)? = rows.value(in: root, symbol: "") else { return [] }
        return list.compactMap { row in
            guard case .list(let values) = row, case .whole(let stamp)? = values.first, values.count == fields.count + 1
            else { return nil }
            let numbers = values.dropFirst().map { $0.double ?? .nan }
            guard kind != .quotes else {
                return CollectedBar(
                    stamp: stamp, open: numbers[0], high: numbers[0], low: numbers[0], close: numbers[0],
                    volume: numbers[1])
            }
            return CollectedBar(
                stamp: stamp, open: numbers[0], high: numbers[1], low: numbers[2], close: numbers[3],
                volume: numbers[4])
        }
    }

    private func send(_ request: HTTPRequest) throws(CollectError) -> [UInt8] {
        do throws(HTTPError) {
            return try client.body(of: request, cancellation: cancellation, limit: 1 << 30).body
        } catch {
            if case .cancelled = error { throw .cancelled }
            throw .request(error, said: nil)
        }
    }
}

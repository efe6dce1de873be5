import Core
import HTTPClient
import InfluxDB
import Synchronization

/// What an InfluxDB holds of collected symbols already.
///
/// 1.x and 3 are asked in InfluxQL, 2.x in Flux, which needs no mapping of its buckets to databases.
final class CollectedPoints: Sendable {
    let cancellation: Cancellation
    private let options: InfluxDestination.Options
    private let kind: CollectedKind
    private let client = Mutex<InfluxClient?>(nil)

    init(_ options: InfluxDestination.Options, kind: CollectedKind, cancellation: Cancellation) {
        self.options = options
        self.kind = kind
        self.cancellation = cancellation
    }

    /// The client; it is made when it is first needed, and asks the server for its generation where that is not said.
    func connected() throws(InfluxError) -> InfluxClient {
        let made: Result<InfluxClient, InfluxError> = client.withLock { kept in
            if let kept { return .success(kept) }
            do throws(InfluxError) {
                let client = try InfluxClient(options.server)
                kept = client
                return .success(client)
            } catch {
                return .failure(error)
            }
        }
        return try made.get()
    }

    /// The last bars of a symbol, in order.
    func last(_ count: Int, of symbol: String) throws(InfluxError) -> [CollectedBar] {
        let query = query(symbol)
        guard try connected().server.kind == .v2 else {
            return try bars(query.latestInInfluxQL(count), query).suffix(count)
        }
        guard case .times(let times)? = try ask(query.latestTimeInFlux).first?["_time"]?.values, let last = times.first
        else { return [] }
        // Longer and longer stretches before it: a whole series is not to be sorted for its last two rows.
        var reach = Timestamp.hour
        while true {
            let (begin, isBeforeAll) = last.subtractingReportingOverflow(reach)
            let start = isBeforeAll || reach == .max ? CollectedPoints.earliest : max(CollectedPoints.earliest, begin)
            let found = try bars(in: Timestamp(nanoseconds: start)..<Timestamp(nanoseconds: last + 1), of: symbol)
            if found.count >= count || start == CollectedPoints.earliest { return found.suffix(count) }
            let (next, isTooFar) = reach.multipliedReportingOverflow(by: 24)
            reach = isTooFar ? .max : next
        }
    }

    /// The bars of a symbol in a range of time, in order.
    func bars(in range: Range<Timestamp>, of symbol: String) throws(InfluxError) -> [CollectedBar] {
        let query = query(symbol)
        let isFlux = try connected().server.kind == .v2
        return try bars(isFlux ? query.rows(.v2, range) : query.influxQL(range), query)
    }

    /// The first instant that Flux can name: 1678.
    private static let earliest: Int64 = -9_214_560_000_000_000_000

    private func query(_ symbol: String) -> InfluxBarQuery {
        let content: BarMapping.Content =
            kind == .quotes ? .ticks(price: "price", size: "size") : .bars(BarFields(), stamp: .start)
        return InfluxBarQuery(
            InfluxReadOptions(
                server: options.server, database: options.database, retentionPolicy: options.retentionPolicy,
                mapping: BarMapping(measurement: options.measurement, symbolTag: options.symbolTag, content: content),
                symbols: [symbol]))
    }

    private func bars(_ text: String, _ query: InfluxBarQuery) throws(InfluxError) -> [CollectedBar] {
        let kind = try connected().server.kind
        // Every row is the symbol's, whatever its other tags.
        let rows = try InfluxRows(
            try ask(text), query, kind, tag: nil, measurement: options.measurement)
        let values = rows.values
        return rows.times.indices.map { row in
            let price = values[0][row]
            return self.kind == .quotes
                ? CollectedBar(
                    stamp: rows.times[row], open: price, high: price, low: price, close: price, volume: values[1][row])
                : CollectedBar(
                    stamp: rows.times[row], open: price, high: values[1][row], low: values[2][row],
                    close: values[3][row], volume: values[4][row])
        }
    }

    private func ask(_ text: String) throws(InfluxError) -> [InfluxTable] {
        let client = try connected()
        if client.server.kind == .v2 { return try client.fluxTables(text, cancellation: cancellation) }
        do throws(InfluxError) {
            return try client.influxQLTables(
                text, database: options.database, retentionPolicy: options.retentionPolicy, cancellation: cancellation)
        } catch {
            // 3 makes a database with the first write to it.
            if client.server.kind == .v3, case .refused(_, 404, _, _) = error { return [] }
            throw error
        }
    }
}

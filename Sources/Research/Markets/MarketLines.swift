import Core
public import LineProtocol
import MarketSimulator
import StylizedFacts
import TimeSeries

/// A simulated market as line protocol: its bars, trades and quotes, and the snapshots of its book.
///
///     backtest_market_trades,instrument=LIQUID,market=liquid-market-1a2b3c4d,name=liquid price=100.01,size=40,side="buy" …
///
/// Every point has the tags `market` (the market's folder below `runs/`), `name` and `instrument`. Bars lie at their starts.
/// Of the points of one instant, which would replace each other, each but the first has its place as the tag `place`.
public struct MarketLines {
    /// What the names of the measurements begin with.
    public var prefix: String
    /// Tags of all points besides their own.
    public var tags: [Point.Tag]
    private let market: SimulatedMarket
    private let name: String
    private let folder: String

    /// The measurements, without what their names begin with.
    public static let measurements = ["market_bars", "market_trades", "market_quotes", "market_book"]

    /// Rows that are encoded at a time.
    private static let piece = 50_000

    /// The lines of a market.
    ///
    /// - Parameters:
    ///   - name: What the market is called.
    ///   - folder: The name of its folder.
    public init(_ market: SimulatedMarket, name: String, folder: String, prefix: String = "backtest_") {
        (self.market, self.name, self.folder, self.prefix) = (market, name, folder, prefix)
        tags = []
    }

    /// Hands the lines on, piece by piece.
    ///
    /// - Parameter body: Takes whole lines.
    public func write(dialect: LineDialect, _ body: ([UInt8]) throws -> Void) throws {
        let options = LineEncodingOptions(dialect: dialect, nonFinite: .skip)
        for place in market.bars.indices {
            let bars = market.bars[place]
            try write(
                "market_bars", of: place, times: bars.start, options,
                [
                    ("open", .floats(bars.open)), ("high", .floats(bars.high)), ("low", .floats(bars.low)),
                    ("close", .floats(bars.close)), ("volume", .floats(bars.volume)),
                ], body)
            let record = market.record(of: place)
            if let trades = record.trades {
                let signs = trades.signs ?? [Int8](repeating: 0, count: trades.times.count)
                try write(
                    "market_trades", of: place, times: trades.times, options,
                    [
                        ("price", .floats(trades.prices)), ("size", .floats(trades.sizes)),
                        ("side", .integers(signs.map { Int64($0) })),
                    ], body)
            }
            if let quotes = record.quotes {
                try write(
                    "market_quotes", of: place, times: quotes.times, options,
                    [
                        ("bid", .floats(quotes.bids)), ("bid_size", .floats(quotes.bidSizes)),
                        ("ask", .floats(quotes.asks)), ("ask_size", .floats(quotes.askSizes)),
                    ], body)
            }
            try writeBook(record.depth, of: place, options, body)
        }
    }

    /// A point a snapshot and level: bid and ask with their sizes.
    private func writeBook(
        _ depth: [DepthSnapshot], of place: Int, _ options: LineEncodingOptions, _ body: ([UInt8]) throws -> Void
    ) throws {
        let levels = depth.lazy.map { max($0.bids.count, $0.asks.count) }.max() ?? 0
        for level in 0..<levels {
            func column(
                _ side: KeyPath<DepthSnapshot, [DepthSnapshot.Level]>, _ value: KeyPath<DepthSnapshot.Level, Double>
            )
                -> LineColumn
            {
                .floats(
                    depth.map { snapshot in
                        let rows = snapshot[keyPath: side]
                        return level < rows.count ? rows[level][keyPath: value] : .nan
                    })
            }
            try write(
                "market_book", of: place, times: depth.map(\.time), options,
                [
                    ("bid", column(\.bids, \.price)), ("bid_size", column(\.bids, \.size)),
                    ("ask", column(\.asks, \.price)), ("ask_size", column(\.asks, \.size)),
                ], more: [Point.Tag("level", String(level + 1))], body)
        }
    }

    private func write(
        _ measurement: String, of place: Int, times: [Int64], _ options: LineEncodingOptions,
        _ fields: [(name: String, column: LineColumn)], more: [Point.Tag] = [], _ body: ([UInt8]) throws -> Void
    ) throws {
        let own = [
            Point.Tag("market", folder), Point.Tag("name", name),
            Point.Tag("instrument", market.configuration.instruments[place].symbol),
        ]
        // Rows of one instant follow each other: a row's place is how many before it have its time.
        var shapes: [LineRows] = []
        var (row, before) = (0, 0)
        var bytes: [UInt8] = []
        while row < times.count {
            before = row > 0 && times[row] == times[row - 1] ? before + 1 : 0
            while shapes.count <= before {
                let place = shapes.isEmpty ? [] : [Point.Tag("place", String(shapes.count + 1))]
                shapes.append(
                    try LineRows(
                        prefix + measurement, tags: tags + own + more + place, fields: fields.map(\.name),
                        options: options))
            }
            // As far as instants differ, rows are written at once.
            var end = row + 1
            if before == 0 {
                while end < times.count, times[end] != times[end - 1], end - row < MarketLines.piece { end += 1 }
            }
            try shapes[before].append(fields.map(\.column), times: times, range: row..<end, to: &bytes)
            row = end
            if bytes.count > 1 << 22 {
                try body(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        if !bytes.isEmpty { try body(bytes) }
    }
}

import Core
import TimeSeries

/// Makes bars of trades while these come in, range of time by range of time: what is held of an instrument is its bars and
/// the one that is open.
///
/// Where the options name no calendar, all trades tell it, and so they are held until the last has come.
struct TradeFold {
    /// What has become of the trades of one instrument.
    private struct State {
        var builder: TickBarBuilder
        var bars: [Bar] = []
        var rows = 0
        var missing = 0
        var firstMissing: Int64 = 0
        var hash = SHA256()
    }

    /// Bars of one instrument, and how many trades they are of.
    struct Folded {
        var symbol: String
        var bars: [Bar]
        var rows: Int
        /// Trades without a price.
        var missing: Int
        /// The instant of the first of them.
        var firstMissing: Int64
    }

    private let every: Timeframe
    private let hashes: Bool
    private var grid: WindowGrid?
    private var instruments: [String: State] = [:]
    private var waiting: [InfluxRows] = []
    /// Trades so far.
    private(set) var count = 0

    /// - Parameters:
    ///   - calendar: The calendar; `nil` where the trades tell it.
    ///   - hashes: Whether the hash of the trades is wanted.
    init(_ every: Timeframe, calendar: TradingCalendar?, hashes: Bool) {
        self.every = every
        self.hashes = hashes
        grid = calendar.map { WindowGrid(every, calendar: $0) }
    }

    /// Takes the trades of the next range of time.
    mutating func take(_ rows: InfluxRows) {
        count += rows.count
        guard let grid else {
            waiting.append(rows)
            return
        }
        fold(rows, grid)
    }

    private mutating func fold(_ rows: InfluxRows, _ grid: WindowGrid) {
        for (symbol, range) in zip(rows.symbols, rows.ranges) {
            // Out of the table and back, so that the bars are in one place only.
            var one = instruments.removeValue(forKey: symbol) ?? State(builder: TickBarBuilder(.time(grid)))
            for row in range {
                let price = rows.values[0][row]
                // A price of zero is how many sources write a missing one (S6).
                guard !price.isNaN, price != 0 else {
                    if one.missing == 0 { one.firstMissing = rows.times[row] }
                    one.missing += 1
                    continue
                }
                let size = rows.values.count > 1 ? rows.values[1][row] : .nan
                one.builder.push(Timestamp(nanoseconds: rows.times[row]), price: price, size: size) {
                    one.bars.append($0.bar)
                }
            }
            one.rows += range.count
            if hashes { one.hash.update(TradeFold.words(of: rows, range)) }
            instruments[symbol] = one
        }
    }

    /// What rows say, row by row, so that a hash of it does not depend on where ranges end.
    private static func words(of rows: InfluxRows, _ range: Range<Int>) -> [UInt64] {
        var words: [UInt64] = []
        words.reserveCapacity(range.count * (rows.values.count + 1))
        for row in range {
            words.append(UInt64(bitPattern: rows.times[row]))
            for column in rows.values { words.append(column[row].bitPattern) }
        }
        return words
    }

    /// The bars of each instrument, by its name; the last, open one is left out (S14).
    ///
    /// - Parameter context: Knows the calendar, or tells it from the trades of the first instrument.
    mutating func finish(
        _ context: inout LoadContext
    ) throws(DataError) -> (calendar: TradingCalendar, instruments: [Folded]) {
        if grid == nil {
            let first = waiting.flatMap(\.symbols).min(by: symbolPrecedes)
            var stamps: [Int64] = []
            for rows in waiting {
                for (symbol, range) in zip(rows.symbols, rows.ranges) where symbol == first {
                    stamps += rows.times[range]
                }
            }
            let guessed = WindowGrid(
                every, calendar: try context.calendar(fitting: CalendarGuess(stamps: stamps, areDates: false)))
            for rows in waiting { fold(rows, guessed) }
            (grid, waiting) = (guessed, [])
        }
        let calendar: TradingCalendar
        if let grid { calendar = grid.calendar } else { calendar = try context.calendar(fitting: nil) }
        let folded = instruments.keys.sorted(by: symbolPrecedes).compactMap { symbol in
            instruments[symbol].map {
                Folded(
                    symbol: symbol, bars: $0.bars, rows: $0.rows, missing: $0.missing, firstMissing: $0.firstMissing)
            }
        }
        return (calendar, folded)
    }

    /// The hash of all that the trades say; empty where none is wanted.
    var sha256: String {
        guard hashes else { return "" }
        var whole = SHA256()
        for symbol in instruments.keys.sorted(by: symbolPrecedes) {
            guard let one = instruments[symbol] else { continue }
            whole.update("\(symbol.utf8.count):\(symbol) \(one.rows) \(one.hash.hexDigest())\n")
        }
        return whole.hexDigest()
    }
}

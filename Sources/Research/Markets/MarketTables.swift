import Core
import MarketSimulator
import OrderBook
import Reports

/// Writes what happens in a market as CSV while it happens, so that memory does not grow with the days.
///
///     trades.csv       time,symbol,price,size,side,auction,buyer,seller
///     quotes.csv       time,symbol,bid,bid_size,ask,ask_size    (empty where a side is)
///     depth.csv        time,symbol,side,level,price,size,orders
///     fundamental.csv  time,symbol,value,activity
///     metaorders.csv   time,symbol,side,size,end,participation,arrival_mid,end_mid    (large orders that are done)
///     phases.csv       time,symbol,phase
///
/// Times are ISO 8601 UTC with as many digits as they take. `side` is that of the order that came; buyer and seller are
/// places among the participants.
struct MarketTables: MarketSink {
    private let folder: FolderWriter
    private let instruments: [MarketInstrument]
    private let symbols: [[UInt8]]
    private var times = TimestampPrinter()
    private var texts: [Table: [UInt8]] = [:]
    /// Why a file could not be written: nothing more is written then.
    private(set) var failure: FolderError?

    /// The files.
    enum Table: String, CaseIterable {
        case trades, quotes, depth, fundamental, metaorders, phases

        var name: String { rawValue + ".csv" }

        fileprivate var header: String {
            switch self {
            case .trades: "time,symbol,price,size,side,auction,buyer,seller\n"
            case .quotes: "time,symbol,bid,bid_size,ask,ask_size\n"
            case .depth: "time,symbol,side,level,price,size,orders\n"
            case .fundamental: "time,symbol,value,activity\n"
            case .metaorders: "time,symbol,side,size,end,participation,arrival_mid,end_mid\n"
            case .phases: "time,symbol,phase\n"
            }
        }
    }

    private static let piece = 1 << 20

    init(_ configuration: MarketConfiguration, in folder: FolderWriter) {
        self.folder = folder
        instruments = configuration.instruments
        symbols = instruments.map { Array(CSVCells.line([$0.symbol]).utf8.dropLast()) }
        for table in Table.allCases {
            switch table {
            case .depth where configuration.recording.snapshotInterval == 0: continue
            case .fundamental where configuration.recording.fundamentalInterval == 0: continue
            default: texts[table] = Array(table.header.utf8)
            }
        }
    }

    mutating func receive(trades: UnsafeBufferPointer<TradeRecord>) {
        add(to: .trades, trades.count) { row, line in
            let trade = trades[row]
            line.begin(trade.time, Int(trade.instrument))
            line.add(price: Double(trade.price))
            line.add(lots: trade.lots)
            line.add(trade.isAuction ? "" : trade.aggressor == .buy ? "buy" : "sell")
            line.add(trade.isAuction ? "1" : "0")
            let isBuy = trade.aggressor == .buy
            line.add(Int64(isBuy ? trade.taker : trade.maker))
            line.add(Int64(isBuy ? trade.maker : trade.taker))
        }
    }

    mutating func receive(quotes: UnsafeBufferPointer<QuoteRecord>) {
        add(to: .quotes, quotes.count) { row, line in
            let quote = quotes[row]
            line.begin(quote.time, Int(quote.instrument))
            for (price, lots) in [(quote.bid, quote.bidLots), (quote.ask, quote.askLots)] {
                if price > 0 {
                    line.add(price: Double(price))
                    line.add(lots: lots)
                } else {
                    line.add("")
                    line.add("")
                }
            }
        }
    }

    mutating func receive(depth: UnsafeBufferPointer<DepthRecord>) {
        add(to: .depth, depth.count) { row, line in
            let level = depth[row]
            line.begin(level.time, Int(level.instrument))
            line.add(level.side == .buy ? "bid" : "ask")
            line.add(Int64(level.level))
            line.add(price: Double(level.price))
            line.add(lots: level.lots)
            line.add(Int64(level.orders))
        }
    }

    mutating func receive(fundamentals: UnsafeBufferPointer<FundamentalRecord>) {
        add(to: .fundamental, fundamentals.count) { row, line in
            let value = fundamentals[row]
            line.begin(value.time, Int(value.instrument))
            line.add(price: value.value)
            line.add(value.activity)
        }
    }

    mutating func receive(metaOrders: UnsafeBufferPointer<MetaOrderRecord>) {
        add(to: .metaorders, metaOrders.count) { row, line in
            let order = metaOrders[row]
            line.begin(order.start, Int(order.instrument))
            line.add(order.side == .buy ? "buy" : "sell")
            line.add(lots: order.lots)
            line.add("\(Timestamp(nanoseconds: order.end))")
            if order.marketLots > 0 { line.add(Double(order.lots) / Double(order.marketLots)) } else { line.add("") }
            line.add(price: order.arrivalMid)
            line.add(price: order.endMid)
        }
    }

    mutating func receive(phases: UnsafeBufferPointer<PhaseRecord>) {
        add(to: .phases, phases.count) { row, line in
            let change = phases[row]
            line.begin(change.time, Int(change.instrument))
            line.add(change.phase.word)
        }
    }

    /// Adds lines, and writes what has come together.
    private mutating func add(to table: Table, _ count: Int, _ write: (Int, inout Line) -> Void) {
        guard failure == nil, var text = texts[table] else { return }
        texts[table] = nil
        var line = Line(bytes: text, times: times, instruments: instruments, symbols: symbols)
        text = []
        for row in 0..<count {
            write(row, &line)
            line.end()
        }
        times = line.times
        text = line.bytes
        if text.count >= MarketTables.piece { put(&text, table) }
        texts[table] = text
    }

    private mutating func put(_ text: inout [UInt8], _ table: Table) {
        do throws(FolderError) { try folder.append(text, to: table.name) } catch { failure = error }
        text.removeAll(keepingCapacity: true)
    }

    /// Writes what is left.
    mutating func finish() {
        for table in Table.allCases {
            guard failure == nil, var text = texts.removeValue(forKey: table), !text.isEmpty else { continue }
            put(&text, table)
        }
    }

    /// A line that is being written.
    private struct Line {
        var bytes: [UInt8]
        var times: TimestampPrinter
        let instruments: [MarketInstrument]
        let symbols: [[UInt8]]
        private let numbers = NumberPrinter()
        private var place = 0

        init(bytes: [UInt8], times: TimestampPrinter, instruments: [MarketInstrument], symbols: [[UInt8]]) {
            self.bytes = bytes
            self.times = times
            self.instruments = instruments
            self.symbols = symbols
        }

        /// Begins a line of an instrument.
        mutating func begin(_ time: Int64, _ instrument: Int) {
            place = instrument
            let count = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: TimestampPrinter.room))
            var times = times
            let length = bytes.withUnsafeMutableBufferPointer { room -> Int in
                guard let base = room.baseAddress else { return 0 }
                return times.write(time, at: base + count) - base
            }
            self.times = times
            bytes.removeLast(bytes.count - length)
            bytes.append(UInt8(ascii: ","))
            bytes.append(contentsOf: symbols[instrument])
        }

        mutating func add(price ticks: Double) { add(instruments[place].price(ticks: ticks)) }

        mutating func add(lots: Int64) { add(instruments[place].units(lots: lots)) }

        mutating func add(_ value: Double) {
            bytes.append(UInt8(ascii: ","))
            numbers.append(value, to: &bytes)
        }

        mutating func add(_ value: Int64) {
            bytes.append(UInt8(ascii: ","))
            numbers.append(value, to: &bytes)
        }

        mutating func add(_ text: String) {
            bytes.append(UInt8(ascii: ","))
            bytes.append(contentsOf: text.utf8)
        }

        mutating func end() { bytes.append(10) }
    }
}

extension BookPhase {
    /// The phase in a word.
    fileprivate var word: String {
        switch self {
        case .continuous: "continuous"
        case .auction(.opening): "opening-auction"
        case .auction(.closing): "closing-auction"
        case .auction(.reopening): "reopening-auction"
        case .halted: "halted"
        case .closed: "closed"
        }
    }
}

internal import Core
internal import OrderBook
public import TimeSeries

/// Keeps what happens in a market as columns: trades, quotes, snapshots, and bars.
///
/// What it keeps is chosen at the beginning, so that its memory is bounded: bars take 56 bytes an interval, trades 42 bytes
/// each, quotes 44 bytes each. A million trades and two million quotes of a day are 130 MB.
public struct MarketRecorder: MarketSink, Sendable {
    /// What is kept.
    public struct Options: Sendable {
        /// Whether trades are kept one by one.
        public var keepsTrades = true
        /// Whether changes of the best prices are kept one by one.
        public var keepsQuotes = true
        /// Nanoseconds of a bar; bars begin at each session's open.
        public var barNanoseconds = Timestamp.minute
        /// By default trades, quotes and bars of a minute.
        public init() {}
    }

    /// What is kept.
    public let options: Options
    /// By instrument: trades.
    public private(set) var trades: [TradeColumns]
    /// By instrument: changes of the best prices.
    public private(set) var quotes: [QuoteColumns]
    /// Levels of snapshots.
    public private(set) var depth: [DepthRecord] = []
    /// Fundamental values.
    public private(set) var fundamentals: [FundamentalRecord] = []
    /// Refused messages, at most the first hundred thousand.
    public private(set) var rejections: [RejectionRecord] = []
    /// Meta-orders that are done.
    public private(set) var metaOrders: [MetaOrderRecord] = []
    /// Changes of phase.
    public private(set) var phases: [PhaseRecord] = []
    /// How many trades there were, kept or not.
    public private(set) var tradeCount = 0
    private var bars: [IntervalBars]
    private var digest = SHA256()
    private let configuration: MarketConfiguration

    /// A recorder for a market.
    public init(_ configuration: MarketConfiguration, _ options: Options = Options()) {
        invariant(options.barNanoseconds > 0, "bars of \(options.barNanoseconds) ns")
        self.options = options
        self.configuration = configuration
        let count = configuration.instruments.count
        trades = [TradeColumns](repeating: TradeColumns(), count: count)
        quotes = [QuoteColumns](repeating: QuoteColumns(), count: count)
        bars = [IntervalBars](
            repeating: IntervalBars(SessionWindows(configuration, interval: options.barNanoseconds)), count: count)
    }

    /// The SHA-256 hash of all trades: time, price, lots, side, participants and orders of each, little-endian.
    ///
    /// The same configuration and seed give the same hash, on any machine and number of threads.
    public func tradeDigest() -> String { digest.hexDigest() }

    /// The bars of an instrument, of intervals in which it traded, in the currency of the instrument.
    public func barSeries(of instrument: Int = 0) -> BarSeries {
        bars[instrument].series(configuration, instrument: configuration.instruments[instrument])
    }

    /// The mid at the end of each interval of each day's continuous trading, in ticks.
    ///
    /// The day's first value, at the opening itself, is always `nan`, and so are those before the first quote with two sides.
    /// Where a side was empty the mid before holds.
    ///
    /// - Returns: By day, one value more than intervals.
    public func mids(of instrument: Int = 0) -> [[Double]] {
        (0..<configuration.days).map { day in
            let open = configuration.openingInstant(day: day)
            return bars[instrument].mids(from: open, to: open + Int64(configuration.session.length * 1e9))
        }
    }

    /// Keeps trades.
    public mutating func receive(trades batch: UnsafeBufferPointer<TradeRecord>) {
        tradeCount += batch.count
        for trade in batch {
            let place = Int(trade.instrument)
            bars[place].add(trade)
            if options.keepsTrades { trades[place].append(trade) }
        }
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: batch.count * 7) { words in
            for (place, trade) in batch.enumerated() {
                let side = Int64(trade.aggressor.rawValue) | (trade.isAuction ? 2 : 0) | Int64(trade.instrument) << 8
                words[place * 7] = trade.time.littleEndian
                words[place * 7 + 1] = trade.price.littleEndian
                words[place * 7 + 2] = trade.lots.littleEndian
                words[place * 7 + 3] = side.littleEndian
                words[place * 7 + 4] = (Int64(trade.maker) << 32 | Int64(trade.taker)).littleEndian
                words[place * 7 + 5] = Int64(bitPattern: trade.makerOrder).littleEndian
                words[place * 7 + 6] = Int64(bitPattern: trade.takerOrder).littleEndian
            }
            digest.update(UnsafeRawBufferPointer(words))
        }
    }

    /// Keeps changes of the best prices.
    public mutating func receive(quotes batch: UnsafeBufferPointer<QuoteRecord>) {
        for quote in batch {
            let place = Int(quote.instrument)
            bars[place].add(quote)
            if options.keepsQuotes { quotes[place].append(quote) }
        }
    }

    /// Keeps levels of snapshots.
    public mutating func receive(depth batch: UnsafeBufferPointer<DepthRecord>) {
        depth.append(contentsOf: batch)
    }

    /// Keeps fundamental values.
    public mutating func receive(fundamentals batch: UnsafeBufferPointer<FundamentalRecord>) {
        fundamentals.append(contentsOf: batch)
    }

    /// Keeps meta-orders.
    public mutating func receive(metaOrders batch: UnsafeBufferPointer<MetaOrderRecord>) {
        metaOrders.append(contentsOf: batch)
    }

    /// Keeps refused messages.
    public mutating func receive(rejections batch: UnsafeBufferPointer<RejectionRecord>) {
        rejections.append(contentsOf: batch.prefix(max(0, 100_000 - rejections.count)))
    }

    /// Keeps changes of phase.
    public mutating func receive(phases batch: UnsafeBufferPointer<PhaseRecord>) {
        phases.append(contentsOf: batch)
    }
}

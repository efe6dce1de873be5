import Core
public import MarketSimulator
import OrderBook
public import StrategyKit
public import StylizedFacts
public import TimeSeries

/// A market that was made: its bars, and what its scorecard is measured on.
public struct SimulatedMarket: Sendable {
    /// What it was made from.
    public let configuration: MarketConfiguration
    /// The bars of each instrument, of intervals in which it traded.
    public let bars: [BarSeries]
    /// How much happened.
    public let counts: MarketCounts
    /// The SHA-256 hash of all trades.
    public let tradeHash: String
    /// What each group of participants did, by instrument.
    public let groups: [MarketGroupResult]
    /// By instrument: the last fundamental value of each bar's interval that was seen.
    let fundamentals: [WatchedValues]
    private(set) var recorder: MarketRecorder

    /// What of a market is kept in memory.
    public enum Keeping: Sendable {
        /// Bars.
        case bars
        /// Bars, trades, quotes and snapshots, for a scorecard.
        case everything
    }

    /// Why there is no market.
    public enum Failure: Error {
        /// The configuration makes none.
        case configuration(MarketConfigurationError)
        /// A file cannot be written.
        case folder(FolderError)
        /// It was stopped from outside.
        case interrupted
    }

    /// Makes a market.
    ///
    /// - Parameters:
    ///   - plan: The market.
    ///   - keeping: What is kept in memory.
    ///   - folder: Where its tables are written while it is made; `nil` for nowhere.
    ///   - progress: Told the part of the days that is over, again and again; the market stops where it returns `false`.
    /// - Throws: `Failure`.
    public static func make(
        _ plan: MarketPlan, keeping: Keeping, writingTo folder: FolderWriter? = nil,
        progress: (_ done: Double) -> Bool = { _ in true }
    ) throws(Failure) -> SimulatedMarket {
        let configuration = plan.configuration
        var options = MarketRecorder.Options()
        options.barNanoseconds = plan.barNanoseconds
        options.keepsTrades = keeping == .everything
        options.keepsQuotes = keeping == .everything
        var sink = KeptMarket(
            recorder: MarketRecorder(configuration, options),
            tables: folder.map { MarketTables(configuration, in: $0) },
            fundamentals: [WatchedValues](
                repeating: WatchedValues(interval: plan.barNanoseconds), count: configuration.instruments.count))
        var isInterrupted = false
        let (first, last) = configuration.span
        let counts: MarketCounts
        let groups: [MarketGroupResult]
        do throws(MarketConfigurationError) {
            var market = try Market(configuration)
            if keeping == .everything { market.fundamentalInterval = max(plan.barNanoseconds, Timestamp.second) }
            counts = market.run(into: &sink) { now in
                let isGoingOn = progress(min(1, max(0, Double(now - first) / Double(max(1, last - first)))))
                if !isGoingOn { isInterrupted = true }
                return isGoingOn
            }
            if let fault = market.fault { throw fault }
            groups = market.groupResults
        } catch { throw .configuration(error) }
        if isInterrupted { throw .interrupted }
        sink.tables?.finish()
        if let failure = sink.tables?.failure { throw .folder(failure) }
        return SimulatedMarket(
            configuration: configuration,
            bars: configuration.instruments.indices.map { sink.recorder.barSeries(of: $0) }, counts: counts,
            tradeHash: sink.recorder.tradeDigest(), groups: groups, fundamentals: sink.fundamentals,
            recorder: sink.recorder)
    }

    /// The market with its bars and counts alone: of many markets, trades and quotes would fill memory.
    public var withoutTicks: SimulatedMarket {
        var market = self
        market.recorder = MarketRecorder(configuration)
        return market
    }

    /// What the scorecard of an instrument is measured on; of little use where only bars are kept.
    public func record(of place: Int) -> MarketRecord {
        let instrument = configuration.instruments[place]
        let (trades, quotes) = (recorder.trades[place], recorder.quotes[place])
        var record = MarketRecord(name: instrument.symbol, tickSize: instrument.tickSize)
        record.sessions = (0..<configuration.days).map { day in
            let open = configuration.openingInstant(day: day)
            return open..<open + Int64(configuration.session.length * 1e9)
        }
        if trades.count > 0 {
            record.trades = StylizedFacts.TradeColumns(
                times: trades.time, prices: trades.price.map { instrument.price(ticks: $0) },
                sizes: trades.lots.map { instrument.units(lots: $0) },
                signs: trades.isBuy.indices.map { trades.isAuction[$0] ? 0 : trades.isBuy[$0] ? 1 : -1 })
        }
        if quotes.count > 0 {
            func prices(_ ticks: [Int64]) -> [Double] { ticks.map { $0 > 0 ? instrument.price(ticks: $0) : .nan } }
            record.quotes = StylizedFacts.QuoteColumns(
                times: quotes.time, bids: prices(quotes.bid),
                bidSizes: quotes.bidLots.map { instrument.units(lots: $0) },
                asks: prices(quotes.ask), askSizes: quotes.askLots.map { instrument.units(lots: $0) })
        }
        record.depth = snapshots(of: place)
        record.metaOrders = metaOrders(of: place, record.quotes)
        record.bars = BarColumns(bars[place])
        if bars.count > 1 { record.instruments = bars.map { BarColumns($0) } }
        return record
    }

    /// The meta-orders of an instrument that were worked within a day, by their begin, each with the mid as long after its
    /// end as it took, at most to the end of the day.
    private func metaOrders(of place: Int, _ quotes: StylizedFacts.QuoteColumns?) -> [MetaOrder] {
        let instrument = configuration.instruments[place]
        let length = Int64(configuration.session.length * 1e9)
        return recorder.metaOrders.compactMap { order -> MetaOrder? in
            guard Int(order.instrument) == place, order.marketLots > 0, order.arrivalMid > 0, order.endMid > 0 else {
                return nil
            }
            let after = order.end + (order.end - order.start)
            let isOpen = (0..<configuration.days).contains { day in
                let open = configuration.openingInstant(day: day)
                return open <= order.start && after < open + length
            }
            return MetaOrder(
                start: order.start, end: order.end, side: order.side == .buy ? 1 : -1,
                size: instrument.units(lots: order.lots), participation: Double(order.lots) / Double(order.marketLots),
                arrivalMid: instrument.price(ticks: order.arrivalMid), endMid: instrument.price(ticks: order.endMid),
                afterMid: isOpen ? quotes?.mid(at: after) ?? .nan : .nan)
        }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    /// The snapshots of the book of an instrument.
    private func snapshots(of place: Int) -> [DepthSnapshot] {
        let instrument = configuration.instruments[place]
        var snapshots: [DepthSnapshot] = []
        for level in recorder.depth where Int(level.instrument) == place {
            if snapshots.last?.time != level.time {
                snapshots.append(DepthSnapshot(time: level.time, bids: [], asks: []))
            }
            let row = DepthSnapshot.Level(
                price: instrument.price(ticks: level.price), size: instrument.units(lots: level.lots))
            if level.side == .buy {
                snapshots[snapshots.count - 1].bids.append(row)
            } else {
                snapshots[snapshots.count - 1].asks.append(row)
            }
        }
        return snapshots
    }
}

extension SimulatedMarket.Failure: CustomStringConvertible {
    /// The failure in a sentence, with its remedy.
    public var description: String {
        switch self {
        case .configuration(let error): error.description
        case .folder(let error): error.description
        case .interrupted: "it was interrupted"
        }
    }
}

extension BarColumns {
    /// The bars of a series, which all are as wide as the first.
    public init(_ series: BarSeries) {
        self.init(
            starts: series.start, width: series.count > 0 ? series.end[0] - series.start[0] : Timestamp.minute,
            closes: series.close, volumes: series.volumeKnowledge == .known ? series.volume : [])
    }
}

extension MarketConfiguration {
    /// From the first opening to the last close.
    var span: (first: Int64, last: Int64) {
        (openingInstant(day: 0), openingInstant(day: days - 1) + Int64(session.length * 1e9))
    }
}

/// Hands what happens on to a recorder and to files.
private struct KeptMarket: MarketSink {
    var recorder: MarketRecorder
    var tables: MarketTables?
    var fundamentals: [WatchedValues]

    mutating func receive(trades: UnsafeBufferPointer<TradeRecord>) {
        recorder.receive(trades: trades)
        tables?.receive(trades: trades)
    }

    mutating func receive(quotes: UnsafeBufferPointer<QuoteRecord>) {
        recorder.receive(quotes: quotes)
        tables?.receive(quotes: quotes)
    }

    mutating func receive(depth: UnsafeBufferPointer<DepthRecord>) {
        if recorder.options.keepsQuotes { recorder.receive(depth: depth) }
        tables?.receive(depth: depth)
    }

    mutating func receive(fundamentals: UnsafeBufferPointer<FundamentalRecord>) {
        for record in fundamentals { self.fundamentals[Int(record.instrument)].add(record.value, at: record.time) }
        tables?.receive(fundamentals: fundamentals)
    }

    mutating func receive(metaOrders: UnsafeBufferPointer<MetaOrderRecord>) {
        recorder.receive(metaOrders: metaOrders)
        tables?.receive(metaOrders: metaOrders)
    }

    mutating func receive(rejections: UnsafeBufferPointer<RejectionRecord>) {
        recorder.receive(rejections: rejections)
    }

    mutating func receive(phases: UnsafeBufferPointer<PhaseRecord>) {
        recorder.receive(phases: phases)
        tables?.receive(phases: phases)
    }
}

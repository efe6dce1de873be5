public import Core
public import MarketSimulator
public import Simulation
public import TimeSeries

/// A market in which a strategy lives: its orders stand in the book among those of the others, move prices, wait in
/// queues, and are filled, cut or refused there.
///
/// The strategy is one of this project, unchanged. It has a seat of its own beside the participants of the configuration,
/// whose random streams know nothing of it: a strategy that never trades leaves the market as it was, byte for byte. (The
/// participants that scenarios send stand behind it, and so have numbers one higher in the records of trades.)
///
/// The way of a decision: at the end of each bar, as far as trades have arrived at the seat, the strategy sees completed
/// bars; its orders reach the broker after the broker's latency, leave it after the connection's computation delay, and
/// reach the book after the connection's latency. See `StrategySeat` for what the broker does with each kind of order, and
/// `LiveAccount` for the account.
///
/// - Verified by: `MarketVenueTests`.
public struct StrategyMarket: Sendable {
    /// The market of the others.
    public var market: MarketConfiguration
    /// The terms of the strategy's account.
    public var broker: Broker
    /// Nanoseconds of a bar: above 0 and up to a day.
    ///
    /// Bars begin at each session's open, and the last ends with it.
    public var barNanoseconds: Int64
    /// How far the broker is from the exchange, and how long it thinks.
    public var connection: ConnectionTerms
    /// Where decisions begin (S16): bars that end at or before it only warm inputs.
    public var from: Timestamp?

    /// A market for a strategy; by default with bars of a minute.
    public init(
        _ market: MarketConfiguration, broker: Broker, barNanoseconds: Int64 = Timestamp.minute,
        connection: ConnectionTerms = ConnectionTerms(), from: Timestamp? = nil
    ) {
        self.market = market
        self.broker = broker
        self.barNanoseconds = barNanoseconds
        self.connection = connection
        self.from = from
    }

    /// What a strategy is told before the first bar.
    public var universe: Universe {
        let listed = order.map { instruments[$0] }
        return Universe(instruments: listed, calendars: listed.map { _ in market.calendar })
    }

    /// The market's instruments as the account knows them, in the currency of the account.
    var instruments: [Instrument] {
        market.instruments.map {
            Instrument(
                symbol: $0.symbol, tickSize: $0.tickSize, lotSize: $0.lotSize, currency: broker.currency)
        }
    }

    /// The market's instruments in the order of the universe.
    private var order: [Int] {
        market.instruments.indices.sorted {
            symbolPrecedes(market.instruments[$0].symbol, market.instruments[$1].symbol)
        }
    }

    /// The name of the strategy's group, which no other has.
    var groupName: String {
        var name = "strategy"
        while market.groups.contains(where: { $0.name == name }) { name += "'" }
        return name
    }

    /// Lets a strategy live in the market.
    ///
    /// - Parameter shouldContinue: Asked now and then with the nanoseconds UTC that it is in the market; the run ends as
    ///   interrupted where it says no.
    /// - Throws: What is wrong with the market, the bars or the account.
    public func run<S: Strategy>(
        _ strategy: S, shouldContinue: (_ now: Int64) -> Bool = { _ in true }
    ) throws(MarketVenueError) -> MarketRun {
        var sink = IgnoredMarket()
        return try run(strategy, into: &sink, shouldContinue: shouldContinue)
    }

    /// Lets a strategy of unknown type live in the market.
    public func run(
        strategy: any Strategy, shouldContinue: (_ now: Int64) -> Bool = { _ in true }
    ) throws(MarketVenueError) -> MarketRun {
        try run(strategy, shouldContinue: shouldContinue)
    }

    /// Lets a strategy live in the market, of which a sink takes what happens: trades, quotes, and what the market's
    /// configuration records beside them.
    public func run<S: Strategy, Sink: MarketSink>(
        _ strategy: S, into other: inout Sink, shouldContinue: (_ now: Int64) -> Bool = { _ in true }
    ) throws(MarketVenueError) -> MarketRun {
        try validate()
        guard strategy.parts.count <= 1 else { throw .severalStrategies(strategy.parts.count) }
        var places = [Int](repeating: 0, count: instruments.count)
        for (place, instrument) in order.enumerated() { places[instrument] = place }
        let calendar = market.calendar
        let account = LiveAccount(
            broker: broker, listed: instruments.map { ($0, calendar) }, start: calendar.sessions[0].open, from: from)
        let seat = StrategySeat(
            strategy, account: account, instruments: market.instruments, places: places, session: market.session,
            interval: barNanoseconds)
        // The market calls it on the one thread that runs it.
        nonisolated(unsafe) let participant: any MarketParticipant = seat
        let cash = accountCash
        var configuration = market
        configuration.groups.append(
            ParticipantGroup(groupName, .open { _ in participant }, connection: connection, cash: cash))
        let number = market.groups.reduce(0) { $0 + $1.count }
        var shared = SharedSink(
            seat: SeatRecorder(configuration, participant: number, barNanoseconds: barNanoseconds), other: other)
        var running = try StrategyMarket.make(configuration)
        let counts = running.run(into: &shared, shouldContinue: shouldContinue)
        if let fault = running.fault { throw .market(fault) }
        other = shared.other
        let sink = shared.seat
        if running.isStopped { seat.account.interrupt() }
        seat.finishDay()
        let (run, panel) = seat.account.result()
        let measured = ExecutionMeasurement(
            seat.released, seat.sent, listings: seat.listings, instruments: market.instruments, recorder: sink)
        return MarketRun(
            run: run, panel: panel, account: running.accounts[number], initialCash: cash, counts: counts,
            tradeDigest: sink.recorder.tradeDigest(), executions: measured.executions, fills: measured.fills,
            impact: ImpactCurve(measured.fills, recorder: sink))
    }

    /// The market of the others alone.
    ///
    /// - Returns: The bars, whole intervals as the exchange records them, and the hash of its trades.
    public func alone(
        shouldContinue: (_ now: Int64) -> Bool = { _ in true }
    ) throws(MarketVenueError) -> (panel: Panel, tradeDigest: String, counts: MarketCounts) {
        try validate()
        var sink = SeatRecorder(market, participant: -1, barNanoseconds: barNanoseconds)
        var running = try StrategyMarket.make(market)
        let counts = running.run(into: &sink, shouldContinue: shouldContinue)
        if let fault = running.fault { throw .market(fault) }
        let series = instruments.enumerated().map { place, instrument in
            var series = sink.recorder.barSeries(of: place)
            series.instrument = instrument
            return series
        }
        return (Panel(series), sink.recorder.tradeDigest(), counts)
    }

    /// The broker's cash in ticks × lots of the first instrument, rounded down.
    var accountCash: Int64 { Int64(broker.cash / unit) }

    private var unit: Double { market.instruments[0].tickSize * market.instruments[0].lotSize }

    private func validate() throws(MarketVenueError) {
        do { try market.validate() } catch { throw .market(error) }
        guard barNanoseconds > 0, barNanoseconds <= Timestamp.day else { throw .intervalOutOfRange(barNanoseconds) }
        let most = unit * 1e15
        guard broker.cash > 0, broker.cash <= most else { throw .cashOutOfRange(broker.cash, most: most) }
    }

    private static func make(
        _ configuration: MarketConfiguration
    ) throws(MarketVenueError) -> MarketSimulator.Market {
        do { return try MarketSimulator.Market(configuration) } catch { throw .market(error) }
    }
}

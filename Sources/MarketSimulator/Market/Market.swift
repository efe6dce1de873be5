internal import Core
internal import OrderBook

/// A market with participants, in discrete events.
///
/// The order of things:
/// 1. Each day begins with its session events in the queue, and every participant says when it first wakes.
/// 2. The earliest event is taken: by time, then class (session, exchange, participants' messages, wakes, snapshots), then
///    a seeded tie-break between participants, then the order in which events were sent.
/// 3. A participant that wakes or receives a message acts; its messages leave after its computation delay and reach the
///    exchange after its latency.
/// 4. The exchange gives the message to the book; trades move cash and shares at once, and all who are concerned are told,
///    after the exchange's pipeline delay and their latency.
/// 5. When the day's events are done the books are emptied, conservation is checked, and the next day begins.
///
/// A market runs on one thread and shares nothing: several may run side by side, and each makes the same bytes on any
/// number of threads.
///
/// - Verified by: `MarketTests` (same seed, same bytes; conservation; one participant more changes nobody's draws).
public struct Market: ~Copyable {
    /// What it was made from.
    public let configuration: MarketConfiguration
    var core: MarketCore
    var noise = OwnedBuffer<NoiseTrader>(capacity: 1)
    var value = OwnedBuffer<ValueTrader>(capacity: 1)
    var momentum = OwnedBuffer<MomentumTrader>(capacity: 1)
    var adaptiveMakers = OwnedBuffer<AdaptiveMaker>(capacity: 1)
    var fixedSpreadMakers = OwnedBuffer<FixedSpreadMaker>(capacity: 1)
    var inventoryMakers = OwnedBuffer<InventoryMaker>(capacity: 1)
    var poissonFlows = OwnedBuffer<PoissonFlow>(capacity: 1)
    var hawkesFlows = OwnedBuffer<HawkesFlow>(capacity: 1)
    var chartists = OwnedBuffer<ChartistTrader>(capacity: 1)
    var executions = OwnedBuffer<ExecutionTrader>(capacity: 1)
    var arbitrageurs = OwnedBuffer<Arbitrageur>(capacity: 1)
    var openSeats = OwnedBuffer<OpenSeat>(capacity: 1)
    /// By scenario: the participant that sends its orders, or -1.
    var scenarioSeats: [Int] = []
    /// What the session events of the day do, by their payload.
    var timeline: [SessionAction] = []
    /// The latencies of the group that is being seated.
    var latencies = (
        to: LatencySampler(fixed: 0, sampler: Sampler(first: 0, count: 0)),
        from: LatencySampler(fixed: 0, sampler: Sampler(first: 0, count: 0))
    )
    /// Nanoseconds between values of the fundamental that the sink takes where the configuration's recording has
    /// none, at whole multiples of them; 0 for none.
    ///
    /// To look at the fundamental so changes nothing in the market.
    public var fundamentalInterval: Int64 = 0
    /// Whether it was stopped before its last day was over.
    public private(set) var isStopped = false
    /// Why it stopped by itself: cash went beyond what is counted; `nil` where it did not.
    public var fault: MarketConfigurationError? { core.isUncountable ? .uncountable : nil }
    /// Cash of all participants at the beginning.
    let initialCash: Int64
    /// Shares of all participants at the beginning, by instrument.
    let initialShares: [Int64]

    /// A market ready to run.
    ///
    /// - Throws: What is wrong with the configuration; see `MarketConfiguration.validate()`.
    public init(_ configuration: MarketConfiguration) throws(MarketConfigurationError) {
        try configuration.validate()
        self.configuration = configuration
        let start = configuration.dayStart(0)
        core = MarketCore(
            seed: configuration.seed, start: start, activity: configuration.activity, exchange: configuration.exchange)
        let bookTerms = BookConfiguration(
            selfTradePrevention: configuration.exchange.selfTradePrevention.ofBook, reservedOrders: 4_096,
            checksMessages: configuration.checksInvariants)
        for (place, instrument) in configuration.instruments.enumerated() {
            core.listings.append(
                Listing(
                    configuration: bookTerms,
                    fundamental: FundamentalProcess(
                        instrument.fundamental, seed: configuration.seed, instrument: place)))
        }
        initialCash = configuration.groups.reduce(0) { $0 + Int64($1.count) * $1.cash }
        initialShares = configuration.instruments.indices.map { place in
            configuration.groups.reduce(0) { $0 + ($1.instrument == place ? Int64($1.count) * $1.shares : 0) }
        }
        for group in configuration.groups { seatGroup(group) }
        for place in configuration.scenarios.indices { seatScenario(place) }
    }

    /// Runs all days.
    ///
    /// - Parameters:
    ///   - sink: Takes what happens.
    ///   - shouldContinue: Asked after each batch of records with the nanoseconds UTC that it is in the market; the market
    ///     stops where it says no, and `isStopped` tells.
    /// - Returns: How much happened.
    @discardableResult
    public mutating func run<Sink: MarketSink>(
        into sink: inout Sink, shouldContinue: (_ now: Int64) -> Bool = { _ in true }
    ) -> MarketCounts {
        for day in 0..<configuration.days {
            beginDay(day)
            runEvents(into: &sink, shouldContinue)
            if core.isUncountable { isStopped = true }
            if isStopped { break }
            endDay()
            core.records.flush(into: &sink)
        }
        return core.counts
    }

    /// Takes events until none is left.
    private mutating func runEvents<Sink: MarketSink>(into sink: inout Sink, _ shouldContinue: (Int64) -> Bool) {
        var untilCheck = 65_536
        while core.queue.count > 0 {
            let event = core.queue.pop()
            core.now = event.time
            switch event.kind {
            case .order:
                core.receiveAtExchange(core.messages.take(event.payload), from: Int(event.participant))
                if !core.haltedAtBands.isEmpty { endHaltsLater() }
            case .notice:
                deliver(core.messages.take(event.payload), to: Int(event.participant))
            case .wake:
                wake(Int(event.participant), reason: event.payload)
            case .session:
                perform(timeline[Int(event.payload)])
            case .snapshot:
                takeSnapshot()
            }
            if core.records.isFull {
                core.records.flush(into: &sink)
                if core.isUncountable || !shouldContinue(core.now) {
                    isStopped = true
                    return
                }
            }
            if configuration.checksInvariants {
                untilCheck -= 1
                if untilCheck == 0 {
                    checkConservation()
                    untilCheck = 65_536
                }
            }
        }
    }

    /// Stops the program where cash or shares of all participants, with the exchange's fees, are not what they were at the
    /// beginning, or a book is not sound.
    public func checkConservation() {
        var cash = core.fees
        var shares = [Int64](repeating: 0, count: core.listings.count)
        for participant in 0..<core.seats.count {
            cash &+= core.seats[participant].cash
            for place in 0..<shares.count { shares[place] += core.shares[participant * shares.count + place] }
        }
        invariant(cash == initialCash, "cash is not conserved: \(cash), not \(initialCash)")
        invariant(shares == initialShares, "shares are not conserved: \(shares), not \(initialShares)")
        for place in 0..<core.listings.count { core.listings[place].book.checkInvariants() }
    }
}

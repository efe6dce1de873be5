public import Core
public import TimeSeries

/// The account of a strategy whose bars and fills come from outside, one after the other: it lives in a market instead of
/// running on a history.
///
/// It is the broker of `Backtest` without its exchange: the same orders, sizes, checks of funds and limits, commission,
/// positions and event log. Whoever holds it tells it of time, bars and trades, and asks it what stands in its books:
/// 1. `decide` adds bars, marks the account, shows the strategy the past and takes its orders in;
/// 2. `receiveMessages` lets what was decided arrive at the broker, after its latency (S34);
/// 3. `release` says how much of an order the broker sends on, `trigger` that a stop which the broker holds was reached;
/// 4. `fill` books a trade, and `confirmEnd`, `remove` and `refuse` the end of an order;
/// 5. `result` closes the books.
///
/// Slippage, spread, the rules of fills and the share of volume do not apply: prices and sizes are those of the trades. An
/// order that shall end (`isEnding`) stays until its end is confirmed, and may trade until then. Funds are checked when an
/// order is sent, at the price known then, less what orders sent before may still need; what a market order pays beyond is
/// a debt. What is open at the end stays open.
///
/// - Verified by: `MarketVenueTests`.
public struct LiveAccount: ~Copyable {
    var venue: Venue
    var desk: Desk
    let columns: UnsafeMutablePointer<Columns>
    let bars: [GrowingBars]
    /// The terms as they were given.
    public let broker: Broker
    /// The instruments, sorted by the bytes of their symbols.
    public let instruments: [Instrument]
    let calendars: [TradingCalendar]
    let opening: Int64
    /// Orders that shall end as soon as it is known that they trade no more.
    var endings: [OrderID: Ending] = [:]
    /// What is on its way from the strategy to the broker, in the order in which it was sent.
    var messages: [LiveMessage] = []
    var messageCount = 0
    /// The number of decisions so far.
    public internal(set) var stepCount = 0
    var firstTradingStep: Int?
    /// How the run stands; `finished` while it goes on.
    public internal(set) var outcome = Run.Outcome.finished

    /// How an order ends once that is confirmed.
    enum Ending {
        case cancelled(CancellationReason)
        case expired
    }

    /// What is on its way to the broker.
    struct LiveMessage {
        enum Content {
            case order
            case cancel
            case replace(OrderKind, units: Quantity?)
        }

        let id: OrderID
        let arrives: Timestamp
        let content: Content
    }

    /// An account that holds the broker's cash.
    ///
    /// - Parameters:
    ///   - listed: What can be traded, with its sessions; no symbol twice.
    ///   - start: When the account is opened: charges for nights and interest count from here.
    ///   - from: Where decisions begin (S16).
    ///   - shouldContinue: Asked by slow strategies.
    public init(
        broker: Broker, listed: [(instrument: Instrument, calendar: TradingCalendar)], start: Timestamp,
        from: Timestamp? = nil, shouldContinue: @escaping (_ barsDone: Int) -> Bool = { _ in true }
    ) {
        self.broker = broker
        var terms = broker
        terms.latency = Latency()
        let rules = FillRules()
        (terms.fill.market, terms.fill.intrabar, terms.fill.participation) = (rules.market, rules.intrabar, nil)
        (terms.costs.slippage, terms.costs.spread) = (Slippage(), Spread())
        let panel = Panel(
            listed.map {
                BarSeries(instrument: $0.instrument, calendar: $0.calendar, bars: [])
            })
        let growing = panel.series.map { _ in GrowingBars() }
        let columns = UnsafeMutablePointer<Columns>.allocate(capacity: max(1, panel.count))
        for (place, bars) in growing.enumerated() {
            (columns + place).initialize(to: bars.columns(completed: 0, isDue: false))
        }
        self.columns = columns
        bars = growing
        instruments = panel.instruments
        calendars = panel.series.map(\.calendar)
        opening = from?.nanoseconds ?? .min
        venue = Venue(broker: terms, panel: panel, columns: columns)
        venue.startAccruals(from: start)
        desk = Desk(continuation: RunContinuation(barsPerStep: panel.count, shouldContinue))
    }

    deinit { columns.deallocate() }

    /// Cash and dividends owed plus the market value of what is held.
    public var equity: Cash { venue.equity }

    /// Money.
    public var cash: Cash { venue.cash }

    /// What is held of an instrument.
    public func position(of instrument: InstrumentIndex) -> Position { venue.positions[instrument.place] }

    /// The orders of an instrument by number: those on their way to the broker, exits that sleep, and what the broker
    /// works.
    public func orders(in instrument: InstrumentIndex) -> [Order] { venue.books[instrument.place] }

    /// An order that has not ended; `nil` for one that has, or never was.
    public func order(_ id: OrderID) -> Order? { venue.find(id).map { venue.books[$0.place][$0.slot] } }

    /// The last close or, since, the last reference price; `nan` before the first.
    public func lastPrice(of instrument: InstrumentIndex) -> Price { venue.lastPrice[instrument.place] }

    /// The events so far.
    public var log: [Event] { venue.log.pointee }

    /// Closes the books: what waits is cancelled, and positions stay.
    ///
    /// - Returns: The run, and the bars that the strategy saw.
    public mutating func result() -> (run: Run, panel: Panel) {
        venue.step = Int32(max(0, stepCount - 1))
        for place in 0..<venue.count {
            while !venue.books[place].isEmpty { venue.cancel(place, 0, reason: .endOfData) }
        }
        let series = zip(bars, zip(instruments, calendars)).map { $0.series(of: $1.0, $1.1) }
        let run = Run(
            venue: venue, outcome: outcome, stepCount: stepCount, firstTradingStep: firstTradingStep, broker: broker)
        return (run, Panel(series))
    }

    /// Ends the run as interrupted.
    public mutating func interrupt() { if outcome == .finished { outcome = .interrupted } }
}

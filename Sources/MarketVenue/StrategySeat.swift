internal import Core
internal import MarketSimulator
internal import Simulation
internal import TimeSeries

/// The broker of one strategy in the open seat of a market.
///
/// It hears what the exchange tells, builds the bars, asks the strategy at each bar's end, and works its orders:
/// - market orders go out once the other side has a quote, so that one decided at night meets the morning's first;
/// - limit, stop and stop-limit orders wait in the book; a stop that belongs to a group or protects an entry, and every
///   trailing stop, waits at the broker, who watches the trades that arrive: when it is reached, the others of its group are
///   taken out of the book before it is sent, so that no position is closed twice;
/// - what the night empties out of the books is sent again in the morning, but for orders of the day;
/// - a replacement takes the order out of the book and sends it anew, behind the others at its price.
final class StrategySeat<S: Strategy>: MarketParticipant {
    var account: LiveAccount
    var strategy: S
    let instruments: [MarketInstrument]
    /// By instrument of the market: its place in the universe.
    let places: [Int]
    /// By place in the universe: the instrument of the market.
    let listings: [Int]
    let session: SessionTerms
    let interval: Int64
    var bars: [LiveBars]
    var works: [WorkedOrder] = []
    /// By instrument of the market: whether quotes of today have come.
    var isQuoted: [Bool]
    /// Whether a market order waits for a quote.
    var waitsForQuote = false
    /// Whether a stop waits at the broker.
    var holdsStops = false
    var sent: [SentOrder] = []
    var released: [ReleasedOrder] = []
    private var boundary = Int64.max
    private var dayEnd = Int64.max
    private var armed = Int64.min
    private var lastTime = Int64.min
    private var isOver = false

    init(
        _ strategy: S, account: consuming LiveAccount, instruments: [MarketInstrument], places: [Int],
        session: SessionTerms, interval: Int64
    ) {
        self.strategy = strategy
        self.account = account
        self.instruments = instruments
        self.places = places
        var listings = [Int](repeating: 0, count: places.count)
        for (instrument, place) in places.enumerated() { listings[place] = instrument }
        self.listings = listings
        self.session = session
        self.interval = interval
        bars = [LiveBars](repeating: LiveBars(interval: interval), count: instruments.count)
        isQuoted = [Bool](repeating: false, count: instruments.count)
    }

    /// The time that the log shows: never after the day's end, whose bar is still to be finished, and never backwards.
    func clock(_ desk: borrowing MarketDesk) -> Timestamp {
        lastTime = max(lastTime, min(desk.now, dayEnd - 1))
        return Timestamp(nanoseconds: lastTime)
    }

    // MARK: - Days and bars

    func beginDay(_ desk: inout MarketDesk) {
        finishDay(by: desk.now)
        dayEnd = desk.session.upperBound + Int64(session.closingAuction * 1e9)
        for place in works.indices { works[place].children.removeAll() }
        expire(by: desk.now)
        account.beginSession(at: Timestamp(nanoseconds: desk.now))
        for place in isQuoted.indices { isQuoted[place] = false }
        let open = desk.session.lowerBound - Int64(session.openingAuction * 1e9)
        for instrument in bars.indices { bars[instrument].begin(open..<dayEnd) }
        boundary = open + (floorDivide(desk.now - open, interval) + 1) * interval
        desk.wake(afterNanoseconds: boundary - desk.now)
        if session.closingAuction > 0 { desk.wake(afterNanoseconds: desk.session.upperBound - desk.now) }
        act(&desk)
    }

    /// Ends the orders whose time ran out over night, when it did.
    private func expire(by instant: Int64) {
        for place in listings.indices {
            for order in account.orders(in: InstrumentIndex(place)) where order.expires <= instant {
                lastTime = max(lastTime, order.expires)
                account.expire(order.id)
                account.confirmEnd(order.id, at: Timestamp(nanoseconds: lastTime))
            }
        }
    }

    /// Finishes the bar in which the market closed, where it is over by an instant: the strategy decides then, and its
    /// orders wait for the morning.
    func finishDay(by instant: Int64 = .max) {
        if dayEnd <= instant, dayEnd < .max { decide(at: dayEnd) }
    }

    private func decide(at end: Int64) {
        var completed: [(instrument: InstrumentIndex, bar: Bar)] = []
        for (place, instrument) in listings.enumerated() {
            if let bar = bars[instrument].take(endingBy: end) { completed.append((InstrumentIndex(place), bar)) }
        }
        guard !completed.isEmpty, !isOver else { return }
        lastTime = max(lastTime, end)
        isOver = !account.decide(&strategy, at: Timestamp(nanoseconds: end), completed: completed)
    }

    // MARK: - Notices

    func receive(_ notice: MarketNotice, _ desk: inout MarketDesk) {
        switch notice {
        case .wake:
            while boundary <= desk.now {
                decide(at: boundary)
                boundary += interval
                desk.wake(afterNanoseconds: boundary - desk.now)
            }
            act(&desk)
        case .quote(let quote):
            isQuoted[quote.instrument] = true
            if waitsForQuote { act(&desk) }
        case .trade(let instrument, let price, let lots, _):
            let listed = instruments[instrument]
            bars[instrument].add(
                price: listed.price(ticks: price), units: listed.units(lots: lots), at: min(desk.now, dayEnd - 1))
            if holdsStops, triggerStops(InstrumentIndex(places[instrument]), at: listed.price(ticks: price), desk) {
                act(&desk)
            }
        default:
            take(notice, desk)
            act(&desk)
        }
    }

    /// Triggers the stops at the broker that a trade has reached; whether there were any.
    private func triggerStops(_ instrument: InstrumentIndex, at price: Double, _ desk: borrowing MarketDesk) -> Bool {
        var isAny = false
        for order in account.orders(in: instrument) where order.isActive && order.isStop && isHeld(order) {
            guard order.side.sign * (price - order.stopLevel) >= 0, !account.isEnding(order.id) else { continue }
            account.trigger(order.id, at: clock(desk))
            isAny = true
        }
        return isAny
    }

    /// Lets arrive at the broker what is due, and brings the exchange to what the account wants.
    private func act(_ desk: inout MarketDesk) {
        account.receiveMessages(through: Timestamp(nanoseconds: desk.now), at: clock(desk))
        synchronize(&desk, isOver: isOver)
        if let next = account.nextArrival?.nanoseconds, next != armed {
            armed = next
            desk.wake(afterNanoseconds: next - desk.now)
        }
    }
}

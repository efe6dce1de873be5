import Core
import TimeSeries

/// The broker and the exchange of a run on bars: waiting orders, positions and money.
///
/// Its inputs are the phases of a bar, in the order that `Backtest` lists; everything it does stands in `log`.
struct Venue: ~Copyable {
    /// A value of open type: with one, calls get the venue's address, where they would get a copy of its 1.4 kB else.
    private let byAddress: any Sendable = ()
    let broker: Broker
    /// The plain numbers of the broker's commission.
    let charges: CommissionCharges
    let calendars: [TradingCalendar]
    let count: Int
    /// The columns and the clock of each instrument.
    let columns: UnsafeMutablePointer<Columns>
    /// The steps and the kind of data of each instrument.
    let terms: UnsafeMutablePointer<TradingTerms>
    /// What is held of each instrument.
    let positions: UnsafeMutablePointer<Position>
    /// The orders that wait in each instrument, by number.
    let books: UnsafeMutablePointer<[Order]>
    /// The last price of each instrument; `nan` before the first.
    let lastPrice: UnsafeMutablePointer<Price>
    /// The bar of each instrument in which the position was opened.
    let entryBar: UnsafeMutablePointer<Int>
    /// Bars that were filled forward and never trade (S4).
    let isFilled: [[Bool]]
    /// What the bars' volumes still give to orders; without elements where volume limits nothing.
    var volume: VolumeShare
    /// What the account traded this month; counted only where the commission has tiers.
    var month = MonthlyVolume()
    /// Daily volumes and volatilities of each instrument; empty where slippage does not depend on size.
    let liquidity: [DailyLiquidity]
    /// The event log.
    let log: UnsafeMutablePointer<[Event]>
    /// The place in the log of the first event that the strategy has not seen yet.
    var firstUnseen = 0

    var cash: Cash
    var now = Timestamp.distantPast
    var step: Int32 = 0
    /// The number of waiting orders in all instruments, and of cancels and replacements on their way.
    var waiting = 0
    /// No waiting order ends before this instant.
    var nextExpiry = Int64.max
    /// The next end of a session at which borrowed units are paid for; the greatest number where nothing is charged.
    var nextAccrual = Int64.max
    /// For each instrument the session whose end comes next; empty where nothing is charged.
    var accrualSession: [Int] = []
    /// What is on its way to the market, as it was sent (S34).
    var messages: [Message] = []
    /// The next instant at which a message arrives.
    var nextArrival = Int64.max
    /// The number of cancels and replacements sent through latency.
    var messageCount = 0
    /// What each of several strategies holds; `nil` where there is only one.
    var portions: Portions?
    /// Whether decisions take time to arrive.
    let hasLatency: Bool
    /// What the account remembers for limits and margin calls.
    var watch: AccountWatch
    /// Whether margins, not cash, say what can be opened.
    let usesMargin: Bool
    /// Corporate actions to come, and dividends to be paid.
    var schedule: ActionSchedule
    /// When the next of them comes; the greatest number where there is none.
    var nextAction: Int64
    /// Dividends that are owed to the account and not paid yet, less those that it owes on short positions (S48).
    var receivable: Cash = 0
    /// For each instrument the ratio by which its history changed since the last decision; 1 where it did not.
    let rescaling: UnsafeMutablePointer<Double>
    /// Whether any of them changed.
    var hasRescaled = false
    /// On the fast path, market orders that wait for the next open alone, outside of their books: by instrument and number.
    var plainOrders: [WaitingPlainly] = []
    /// Whether anything was sold short so far: else there is nothing to look for among many instruments.
    var hasBeenShort = false
    /// Whether some instrument is a future.
    let hasFutures: Bool
    /// Whether the proceeds of sales settle later.
    let settlesLater: Bool
    /// Proceeds that have not settled, gains of futures, foreign rates.
    var money: AccountMoney
    /// The next instant at which a foreign rate changes; the greatest number for never.
    var nextRate = Int64.max
    /// Whether any order was sent that must meet a price after the sells of its rebalancing.
    var hasLaterTurns = false
    /// Whether any order was sent that meets one price only and must go after it (S33).
    var hasBriefOrders = false
    /// Which bar's volume fills orders now.
    var fillsFrom = VolumeSource.presentBar
    /// Where in the bar we are: what an exit that wakes now can still use of it.
    var wake = Wake.nextBar
    /// The finer bars of each instrument; empty where nothing meets them.
    let finer: [FinerBars?]
    /// For each instrument the last finer bar that orders met; empty where nothing meets them.
    var lastFiner: [LastFiner]
    /// The finer bar that fills now; `nil` where the whole bar does.
    var presentFiner: BarPrices?

    /// Which bar's volume fills orders (S35).
    enum VolumeSource {
        /// The bar that is going on.
        case presentBar
        /// The bar that has just ended (`same-close`).
        case completedBar
        /// None: the data are over.
        case noBar
    }

    /// What an exit that wakes with its entry can use of the present bar.
    enum Wake {
        /// All of it: the entry was filled at the open (S29).
        case wholeBar
        /// What the way through the bar still has to offer after a price (S28).
        case window(PriceWindow)
        /// Nothing: the bar is over.
        case nextBar
    }

    init(broker: Broker, panel: Panel, columns: UnsafeMutablePointer<Columns>) {
        self.broker = broker
        charges = CommissionCharges(broker.costs.commission)
        self.columns = columns
        calendars = panel.series.map(\.calendar)
        count = panel.count
        isFilled = panel.series.map(\.isFilled)
        cash = broker.cash
        hasLatency = !broker.latency.isZero
        watch = AccountWatch(broker, panel)
        let held = AccountMoney(broker, panel)
        let tradesFutures = !held.carried.isEmpty
        money = held
        hasFutures = tradesFutures
        settlesLater = broker.settlementSessions > 0
        // Not `|| hasFutures`: that is a closure over the unfinished venue, and its copy would be destroyed there.
        usesMargin = broker.margin != nil || tradesFutures
        let meetsFiner = broker.fill.intrabar == .finerData
        finer = meetsFiner ? panel.series.map(\.finer) : []
        lastFiner = meetsFiner ? Array(repeating: LastFiner(), count: panel.count) : []
        liquidity = broker.costs.slippage.dependsOnSize ? panel.series.map { DailyLiquidity($0) } : []
        volume = VolumeShare(participation: broker.fill.participation, count: panel.count)
        terms = .allocate(capacity: count)
        for (place, series) in panel.series.enumerated() {
            (terms + place).initialize(to: TradingTerms(series, margin: broker.margin))
        }
        log = .allocate(capacity: 1)
        log.initialize(to: [])
        positions = .allocate(capacity: count)
        positions.initialize(repeating: Position(), count: count)
        books = .allocate(capacity: count)
        books.initialize(repeating: [], count: count)
        lastPrice = .allocate(capacity: count)
        lastPrice.initialize(repeating: .nan, count: count)
        entryBar = .allocate(capacity: count)
        entryBar.initialize(repeating: 0, count: count)
        rescaling = .allocate(capacity: count)
        rescaling.initialize(repeating: 1, count: count)
        schedule = ActionSchedule(panel)
        nextAction = schedule.nextInstant
        startAccruals()
        for foreign in money.foreign { terms[foreign.place].isForeign = true }
        if !money.foreign.isEmpty { updateRates(through: .min) }
    }

    deinit {
        terms.deallocate()
        log.deinitialize(count: 1)
        log.deallocate()
        positions.deallocate()
        books.deinitialize(count: count)
        books.deallocate()
        lastPrice.deallocate()
        entryBar.deallocate()
        rescaling.deallocate()
    }

    // MARK: - Money

    /// Cash and dividends owed plus the market value of what is held, summed in the order of instruments.
    ///
    /// Inlined because a call of it would copy the venue.
    @inline(__always)
    var equity: Cash {
        if hasFutures { return equityWithFutures(pricing: -1, at: 0) }
        var sum = cash + receivable
        for place in 0..<count where positions[place].quantity != 0 {
            sum += positions[place].quantity * lastPrice[place] * terms[place].multiplier
        }
        return sum
    }

    /// What can be spent on opening positions: equity less the gross value of what is held, which is the cash of an
    /// account without short positions; with margin, less the initial margin of what is held.
    ///
    /// Dividends can be spent when they are paid; those owed on short positions are spent already.
    func freeFunds(pricing priced: Int, at price: Price) -> Cash {
        if usesMargin { return marginFunds(pricing: priced, at: price) }
        var funds = cash - dividendsOwed
        if settlesLater { funds -= money.unsettled }
        guard hasBeenShort else { return funds }
        for place in 0..<count where positions[place].quantity < 0 {
            let last = place == priced ? price : lastPrice[place]
            funds += 2 * positions[place].quantity * last * terms[place].multiplier
        }
        return funds
    }

    // MARK: - Log

    @inline(__always)
    mutating func record(_ body: Event.Body) {
        log.pointee.append(Event(time: now, step: step, body: body))
    }

    // MARK: - Book

    /// Takes an order out of its book.
    mutating func remove(_ place: Int, _ slot: Int) {
        books[place].remove(at: slot)
        waiting -= 1
    }

    /// Cancels an order, and its exits with it (S30).
    mutating func cancel(_ place: Int, _ slot: Int, reason: CancellationReason) {
        let id = books[place][slot].id
        record(.cancelled(id, InstrumentIndex(place), reason: reason))
        remove(place, slot)
        dropExits(of: id, in: place)
    }

    /// Refuses an order, and its exits with it.
    mutating func reject(_ place: Int, _ slot: Int, reason: RejectionReason) {
        let id = books[place][slot].id
        record(.rejected(id, InstrumentIndex(place), reason: reason))
        remove(place, slot)
        dropExits(of: id, in: place)
    }

    /// Cancels the exits of an entry that wait for its fill; those that protect what was filled already stay.
    mutating func dropExits(of parent: OrderID, in place: Int) {
        while let slot = books[place].firstIndex(where: { $0.parent == parent && !$0.isActive }) {
            record(.cancelled(books[place][slot].id, InstrumentIndex(place), reason: .parentGone))
            remove(place, slot)
        }
    }

    /// Cancels the other orders of a group (S31).
    mutating func cancelOthers(of group: Int32, except id: OrderID) {
        guard group != 0 else { return }
        for place in 0..<count {
            while let slot = books[place].firstIndex(where: { $0.group == group && $0.id != id }) {
                cancel(place, slot, reason: .oneCancelsOther)
            }
        }
    }

    /// Cancels the active exits of an instrument whose position is closed: those of the strategy that closed it by an
    /// order, or without an order of all who hold nothing.
    mutating func cancelExits(in place: Int, except id: OrderID) {
        let owner = id == .none ? nil : portions?.owner(of: id)
        while let slot = books[place].firstIndex(where: {
            guard $0.role != .plain, $0.isActive, $0.id != id else { return false }
            return id == .none ? held(by: $0.id, in: place) == 0 : owner == portions?.owner(of: $0.id)
        }) {
            let parent = books[place][slot].parent
            if books[place].contains(where: { $0.id == parent }) {
                // More of the entry may come: its exits wait for that (S30).
                books[place][slot].sleep()
                continue
            }
            record(.cancelled(books[place][slot].id, InstrumentIndex(place), reason: .positionClosed))
            remove(place, slot)
        }
    }

    /// Ends the orders whose time ran out by an instant: in order of time, then of instrument and number (S2).
    @inline(__always)
    mutating func expire(through instant: Int64) {
        if nextExpiry <= instant { expireNow(through: instant) }
    }

    @inline(never)
    mutating func expireNow(through instant: Int64) {
        nextExpiry = .max
        var ended: [(expires: Int64, place: Int, id: OrderID)] = []
        for place in 0..<count {
            for order in books[place] {
                if order.expires <= instant {
                    ended.append((order.expires, place, order.id))
                } else {
                    nextExpiry = min(nextExpiry, order.expires)
                }
            }
        }
        ended.sort { ($0.expires, $0.place, $0.id) < ($1.expires, $1.place, $1.id) }
        let present = now
        for (expires, place, id) in ended {
            guard let slot = books[place].firstIndex(where: { $0.id == id }) else { continue }
            now = Timestamp(nanoseconds: expires)
            record(.expired(id, InstrumentIndex(place)))
            remove(place, slot)
            dropExits(of: id, in: place)
        }
        now = present
    }

    /// Whether orders can trade in a bar (S4, S5).
    func canTrade(_ place: Int, bar: Int) -> Bool {
        if !isFilled[place].isEmpty && isFilled[place][bar] { return false }
        return !terms[place].knowsVolume || broker.fill.fillsOnZeroVolume || columns[place].volume[bar] != 0
    }
}

public import Core
public import TimeSeries

/// Bars, decisions, and their way to the broker.
extension LiveAccount {
    /// Adds bars that have just ended, marks the account at their closes, and lets the strategy decide; what it hands in is
    /// on its way to the broker from then on.
    ///
    /// - Parameters:
    ///   - time: The end of the bars.
    ///   - completed: Bars that end at that time, by instrument; at least one.
    /// - Returns: Whether the run goes on: `false` where equity fell to zero or the strategy stopped it.
    public mutating func decide<S: Strategy>(
        _ strategy: inout S, at time: Timestamp, completed: [(instrument: InstrumentIndex, bar: Bar)]
    ) -> Bool {
        guard outcome == .finished else { return false }
        venue.now = time
        add(completed)
        if min(venue.nextAccrual, venue.nextRate) <= time.nanoseconds { venue.passBeforeEnd(at: time.nanoseconds) }
        for place in 0..<venue.count where columns[place].isDue { venue.complete(place) }
        stepCount += 1
        let equity = venue.equity
        guard equity > 0 else {
            venue.record(.ruined(equity: equity))
            outcome = .ruined
            return false
        }
        if venue.watch.isOn { venue.watchMark(equity, &desk) }
        if !desk.isOpen && time.nanoseconds > opening && stepCount > strategy.warmUpBars { desk.isOpen = true }
        desk.isWarmingUp = false
        strategy.decide(market(equity: equity), &desk)
        venue.finishDecision(&desk)
        accept()
        if firstTradingStep == nil && desk.isOpen && !desk.isWarmingUp { firstTradingStep = venue.begin() }
        venue.nextExpiry = .max
        if desk.isInterrupted { outcome = .interrupted }
        venue.step += 1
        return outcome == .finished
    }

    /// A session begins: what nights cost and pay is booked, before anything trades.
    public mutating func beginSession(at time: Timestamp) { venue.pass(through: time.nanoseconds) }

    private func add(_ completed: [(instrument: InstrumentIndex, bar: Bar)]) {
        for place in 0..<venue.count { columns[place].isDue = false }
        for (instrument, bar) in completed {
            let place = instrument.place
            let known = bars[place].count
            bars[place].append(bar)
            columns[place] = bars[place].columns(completed: known, isDue: true)
        }
    }

    /// What the strategy sees now.
    private func market(equity: Cash) -> Market {
        Market(
            columns: venue.columns, positions: venue.positions, books: venue.books, instrumentCount: venue.count,
            now: venue.now, step: Int(venue.step), equity: equity, cash: venue.cash, log: venue.log,
            firstUnseen: venue.firstUnseen, rescaling: nil, terms: venue.terms)
    }

    /// Takes in what the strategy handed in, in order.
    private mutating func accept() {
        venue.watch.orderCount = 0
        let tickets = desk.tickets
        desk.tickets.removeAll(keepingCapacity: true)
        for ticket in tickets {
            switch ticket {
            case .submit(let request, let id, let group, let turn): submit(request, id: id, group: group, turn: turn)
            case .cancel(let id): send(.cancel, about: id, broker.latency.cancel, name: "latency.cancel")
            case .replace(let id, let kind, let units):
                send(.replace(kind, units: units), about: id, broker.latency.replace, name: "latency.replace")
            }
        }
    }

    /// Checks an order, writes it down, and puts it on its way.
    private mutating func submit(_ asked: OrderRequest, id: OrderID, group: Int32, turn: UInt8) {
        let place = asked.instrument.place
        invariant(place >= 0 && place < venue.count, "an order names an instrument that is not in the universe")
        var request = asked
        request.kind = venue.rounded(asked.kind, side: asked.side, in: place)
        var order = Order(id: id, request: request, submitted: venue.now, group: group, turn: turn)
        let delay = broker.latency.order.nanoseconds(
            seed: broker.latency.seed, name: "latency.order", number: Int(id.rawValue))
        order.arrives = venue.now + delay
        order.isActive = false
        var refusal = venue.prepare(&order, in: place)
        venue.record(.submitted(order))
        if venue.watch.screensOrders && refusal == nil { refusal = venue.screen(&order, in: place) }
        if let refusal {
            venue.record(.rejected(id, request.instrument, reason: refusal))
            return
        }
        venue.enqueue(order, in: place)
        messages.append(LiveMessage(id: id, arrives: order.arrives, content: .order))
        if let bracket = request.bracket, !bracket.isEmpty { venue.submitExits(of: order, bracket, in: place) }
    }

    /// Puts a cancel or a replacement on its way: it overtakes neither its order nor an earlier message about it.
    private mutating func send(_ content: LiveMessage.Content, about id: OrderID, _ delay: Delay, name: String) {
        guard let (place, slot) = venue.find(id) else { return }
        messageCount += 1
        let wait = delay.nanoseconds(seed: broker.latency.seed, name: name, number: messageCount)
        var arrives = max(venue.now + wait, venue.books[place][slot].arrives)
        for message in messages where message.id == id { arrives = max(arrives, message.arrives) }
        messages.append(LiveMessage(id: id, arrives: arrives, content: content))
    }

    /// When the next message arrives at the broker; `nil` where none is on its way.
    public var nextArrival: Timestamp? { messages.lazy.map(\.arrives).min() }

    /// Lets arrive at the broker what does so by an instant, in order of time, then of sending.
    ///
    /// - Parameter time: The time that the log shall show.
    public mutating func receiveMessages(through instant: Timestamp, at time: Timestamp) {
        while let next = nextArrival, next <= instant,
            let slot = messages.firstIndex(where: { $0.arrives == next })
        {
            venue.now = time
            deliver(messages.remove(at: slot))
        }
        venue.nextExpiry = .max
    }

    private mutating func deliver(_ message: LiveMessage) {
        guard let (place, slot) = venue.find(message.id), !isEnding(message.id) else {
            switch message.content {
            case .order: break
            case .cancel: tooLate(message.id, isReplacement: false)
            case .replace: tooLate(message.id, isReplacement: true)
            }
            return
        }
        switch message.content {
        case .order:
            var order = venue.books[place][slot]
            order.isActive = true
            if case .trailingStop(let trail) = order.request.kind {
                order.extreme = venue.lastPrice[place]
                order.stopLevel = venue.level(of: trail, behind: order.extreme, side: order.side, in: place)
            }
            venue.books[place][slot] = order
        case .cancel: endings[message.id] = .cancelled(.asked)
        case .replace(let kind, let units): venue.replace(message.id, with: kind, units: units)
        }
    }

    private mutating func tooLate(_ id: OrderID, isReplacement: Bool) {
        let sent = venue.log.pointee.lazy.compactMap { event in
            if case .submitted(let order) = event.body, order.id == id { order.instrument } else { nil }
        }
        guard let instrument = sent.first else { return }
        venue.record(.tooLate(id, instrument, isReplacement: isReplacement))
    }
}

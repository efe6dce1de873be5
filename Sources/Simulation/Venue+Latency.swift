import Core

/// What is on its way from the strategy to the market (S34).
struct Message {
    /// What it says.
    enum Content {
        /// An order that stands in its book, and cannot trade before it arrives.
        case order
        /// An order is taken back.
        case cancel
        /// An order is given other prices, and another size where one is given.
        case replace(OrderKind, units: Quantity?)
    }

    /// The order that it is about.
    let id: OrderID
    let place: Int
    /// When it arrives, nanoseconds UTC.
    let arrives: Int64
    let content: Content
}

extension Venue {
    /// Gives a new order the instant of its arrival.
    @inline(never)
    func delay(_ order: inout Order) {
        let latency = broker.latency
        let number = Int(order.id.rawValue)
        order.arrives =
            now + latency.order.nanoseconds(seed: latency.seed, name: "latency.order", number: number)
        order.isActive = order.arrives == now
    }

    /// Puts an order on its way that does not arrive at once.
    mutating func send(_ order: Order, in place: Int) {
        guard order.isInFlight else { return }
        post(Message(id: order.id, place: place, arrives: order.arrives.nanoseconds, content: .order))
    }

    /// Puts a cancel or a replacement on its way; one about an order that is gone already is left alone.
    mutating func send(_ content: Message.Content, about id: OrderID) {
        guard let (place, slot) = find(id) else { return }
        messageCount += 1
        let latency = broker.latency
        let delay =
            if case .cancel = content {
                latency.cancel.nanoseconds(seed: latency.seed, name: "latency.cancel", number: messageCount)
            } else {
                latency.replace.nanoseconds(seed: latency.seed, name: "latency.replace", number: messageCount)
            }
        var arrives = max(now.nanoseconds + delay, books[place][slot].arrives.nanoseconds)
        for message in messages where message.id == id { arrives = max(arrives, message.arrives) }
        let message = Message(id: id, place: place, arrives: arrives, content: content)
        if arrives == now.nanoseconds { return deliver(message) }
        post(message)
        waiting += 1
    }

    private mutating func post(_ message: Message) {
        messages.append(message)
        nextArrival = min(nextArrival, message.arrives)
    }

    /// Delivers what arrives at `nextArrival`, in the order in which it was sent.
    @inline(never)
    mutating func arriveNow() {
        let instant = nextArrival
        let due = messages.filter { $0.arrives == instant }
        messages.removeAll { $0.arrives == instant }
        nextArrival = messages.reduce(.max) { min($0, $1.arrives) }
        let present = now
        now = Timestamp(nanoseconds: instant)
        for message in due {
            if case .order = message.content {} else { waiting -= 1 }
            deliver(message)
        }
        now = present
    }

    private mutating func deliver(_ message: Message) {
        let slot = books[message.place].firstIndex { $0.id == message.id }
        switch (message.content, slot) {
        case (.order, nil): break
        case (.order, let slot?): start(message.place, slot)
        case (.cancel, let slot?): cancel(message.place, slot, reason: .asked)
        case (.replace(let kind, let units), _?): replace(message.id, with: kind, units: units)
        case (.cancel, nil): record(.tooLate(message.id, InstrumentIndex(message.place), isReplacement: false))
        case (.replace, nil): record(.tooLate(message.id, InstrumentIndex(message.place), isReplacement: true))
        }
    }

    /// An order has arrived: it can trade from now on, and a trailing stop begins at the price that it finds.
    private mutating func start(_ place: Int, _ slot: Int) {
        var order = books[place][slot]
        order.isActive = true
        order.firstBar = firstBar(in: place)
        if case .trailingStop(let trail) = order.request.kind {
            order.extreme = lastPrice[place]
            order.stopLevel = level(of: trail, behind: order.extreme, side: order.side, in: place)
        }
        books[place][slot] = order
    }
}

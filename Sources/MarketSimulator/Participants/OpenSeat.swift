internal import Core
internal import OrderBook

/// The open seat: brings messages to the user's participant and its requests to the exchange.
struct OpenSeat {
    var strategy: any MarketParticipant
    var desk: MarketDesk
    /// The orders that are not known to be gone.
    private var handles: [UInt64: OrderHandle] = [:]
    /// All orders of the day: an answer may come after the order is gone.
    private var tickets: [OrderHandle: UInt64] = [:]
    private var tags: [Int] = []
    private var requests: [MarketDesk.Request] = []

    init(_ strategy: any MarketParticipant, instruments: Int, random: RandomStream) {
        self.strategy = strategy
        desk = MarketDesk(instruments: instruments, random: random)
    }

    mutating func beginDay(_ participant: Int, _ core: inout MarketCore) {
        tags.removeAll(keepingCapacity: true)
        handles.removeAll(keepingCapacity: true)
        tickets.removeAll(keepingCapacity: true)
        core.beginTurn(participant)
        refresh(participant, &core)
        strategy.beginDay(&desk)
        perform(participant, &core)
    }

    mutating func wake(_ participant: Int, reason: UInt32, _ core: inout MarketCore) {
        refresh(participant, &core)
        strategy.receive(.wake(tag: tags[Int(reason)]), &desk)
        perform(participant, &core)
    }

    mutating func receive(_ message: KernelMessage, _ participant: Int, _ core: inout MarketCore) {
        refresh(participant, &core)
        guard let notice = notice(message, core) else { return }
        strategy.receive(notice, &desk)
        perform(participant, &core)
    }

    private mutating func refresh(_ participant: Int, _ core: inout MarketCore) {
        desk.now = core.now
        desk.cash = core.seats[participant].knownCash
        desk.session = core.sessionOpen..<core.sessionClose
        for instrument in 0..<desk.positions.count {
            desk.positions[instrument] = core.position(participant, UInt16(instrument))
        }
    }

    /// The message as the user hears it; `nil` for one about an order of a day that is over.
    private mutating func notice(_ message: KernelMessage, _ core: borrowing MarketCore) -> MarketNotice? {
        let instrument = Int(message.instrument)
        switch message.kind {
        case .quote:
            let quote = MarketQuote(
                instrument: instrument, bid: Int64(message.bid), bidLots: message.bidSize, ask: Int64(message.ask),
                askLots: message.askSize, lastPrice: message.price, dayLots: message.remaining)
            desk.quotes[instrument] = quote
            return .quote(quote)
        case .trade:
            return .trade(
                instrument: instrument, price: message.price, lots: message.size, buyerCame: message.side == .buy)
        default: break
        }
        guard let ticket = tickets[message.order] else { return nil }
        switch message.kind {
        case .accepted: return .accepted(ticket: ticket)
        case .filled:
            if message.remaining == 0 { handles[ticket] = nil }
            return .filled(
                ticket: ticket, price: message.price, lots: message.size, remaining: message.remaining,
                isMaker: message.isMaker, fee: core.fee(lots: message.size, isMaker: message.isMaker))
        case .cancelled:
            handles[ticket] = nil
            return .cancelled(ticket: ticket, lots: message.size)
        case .modified: return .modified(ticket: ticket, price: message.price, remaining: message.remaining)
        case .rejected:
            if message.isRefusedOrder { handles[ticket] = nil }
            let ofBook = BookRejection(rawValue: message.reason).map { MessageRefusal.book($0) }
            let reason = ofBook ?? (message.reason == KernelMessage.notListed ? .unknownInstrument : .rateLimit)
            return .rejected(ticket: ticket, reason: reason, wasOrder: message.isRefusedOrder)
        default: return nil
        }
    }

    private mutating func perform(_ participant: Int, _ core: inout MarketCore) {
        swap(&requests, &desk.requests)
        for request in requests {
            switch request {
            case .submit(let order, let ticket):
                let handle = core.submit(order, participant)
                handles[ticket] = handle
                tickets[handle] = ticket
            case .cancel(let ticket):
                if let handle = handles[ticket], core.isKnown(handle) { core.cancel(participant, slot: handle.slot) }
            case .modify(let ticket, let price, let lots):
                if let handle = handles[ticket], core.isKnown(handle) {
                    core.modify(participant, slot: handle.slot, price: price, lots: lots)
                }
            case .wake(let instant, let tag):
                tags.append(tag)
                core.wake(participant, at: instant, reason: UInt32(tags.count - 1))
            }
        }
        requests.removeAll(keepingCapacity: true)
    }
}

internal import Core
internal import MarketSimulator
internal import OrderBook
internal import Simulation

/// What the exchange says of the orders.
extension StrategySeat {
    /// Takes in what became of an order.
    func take(_ notice: MarketNotice, _ desk: borrowing MarketDesk) {
        switch notice {
        case .filled(let ticket, let price, let lots, let remaining, let isMaker, let fee):
            fill(ticket, price: price, lots: lots, remaining: remaining, isMaker: isMaker, fee: fee, desk)
        case .cancelled(let ticket, _):
            guard let (place, slot) = find(ticket) else { return }
            let child = works[place].children.remove(at: slot)
            guard !child.isCancelling else { return }
            let id = works[place].order.id
            if isNativeStop(works[place].order) { account.trigger(id, at: clock(desk)) }
            account.remove(id, at: clock(desk))
        case .modified(let ticket, _, let remaining):
            if let (place, slot) = find(ticket) { works[place].children[slot].remaining = remaining }
        case .rejected(let ticket, let reason, let wasOrder): reject(ticket, reason, wasOrder: wasOrder, desk)
        case .accepted, .wake, .quote, .trade: break
        }
    }

    private func fill(
        _ ticket: UInt64, price: Int64, lots: Int64, remaining: Int64, isMaker: Bool, fee: Int64,
        _ desk: borrowing MarketDesk
    ) {
        guard let (place, slot) = find(ticket) else { return }
        let order = works[place].order
        let listed = instruments[listings[order.instrument.place]]
        let paid = listed.price(ticks: price)
        let mid = works[place].children[slot].mid
        let fill = LiveFill(
            units: listed.units(lots: lots), price: paid,
            reference: isMaker || mid.isNaN ? paid : listed.price(ticks: mid), isMaker: isMaker,
            fee: listed.price(ticks: fee) * listed.lotSize)
        works[place].children[slot].remaining = remaining
        if remaining == 0 { works[place].children.remove(at: slot) }
        if isNativeStop(order) { account.trigger(order.id, at: clock(desk)) }
        account.fill(order, fill, at: clock(desk))
    }

    private func reject(_ ticket: UInt64, _ reason: MessageRefusal, wasOrder: Bool, _ desk: borrowing MarketDesk) {
        if wasOrder {
            switch reason {
            case .rateLimit, .unknownInstrument:
                if let place = sent.lastIndex(where: { $0.ticket == ticket }) { sent[place].isUnseen = true }
            case .book: break
            }
        }
        guard let (place, slot) = find(ticket) else { return }
        if wasOrder {
            works[place].children.remove(at: slot)
            account.refuse(works[place].order.id, at: clock(desk))
            return
        }
        switch reason {
        case .rateLimit, .unknownInstrument: works[place].children[slot].isCancelling = false
        // The news of its last fill would have come before: it is gone in another way.
        case .book(.unknownOrder): works[place].children.remove(at: slot)
        // Closed for the day: the night takes it out.
        case .book: break
        }
    }

    /// Where the order of a ticket stands; `nil` for one that is gone.
    private func find(_ ticket: UInt64) -> (place: Int, slot: Int)? {
        for place in works.indices {
            if let slot = works[place].children.firstIndex(where: { $0.ticket == ticket }) { return (place, slot) }
        }
        return nil
    }
}

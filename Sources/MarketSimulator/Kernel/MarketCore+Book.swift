internal import Core
internal import OrderBook

extension MarketCore {
    /// Lets the events of the book take effect: accounts, records, messages to the participants.
    ///
    /// - Parameters:
    ///   - sender: Whose message it was.
    ///   - isOrder: Whether the message was an order, so that a refusal ends it.
    mutating func handleBookEvents(_ instrument: UInt16, sender: Int, isOrder: Bool) {
        let delay = Int64(exchange.pipelineNanoseconds)
        for place in 0..<bookEvents.events.count {
            switch bookEvents.events[place] {
            case .accepted(let identifier, let owner, let side, let size):
                counts.orders &+= 1
                tallies[tally(of: Int(owner.rawValue), instrument)].orders &+= 1
                var message = KernelMessage(kind: .accepted)
                message.instrument = instrument
                message.order = OrderHandle(identifier)
                message.side = side
                message.size = size.rawValue
                notify(Int(owner.rawValue), message, after: delay)
            case .traded(let trade):
                settle(trade, instrument, after: delay)
            case .cancelled(let identifier, let owner, let size, let reason):
                counts.cancellations &+= 1
                var message = KernelMessage(kind: .cancelled)
                message.instrument = instrument
                message.order = OrderHandle(identifier)
                message.size = size.rawValue
                message.reason = reason.rawValue
                notify(Int(owner.rawValue), message, after: delay)
            case .rejected(let identifier, _, let reason):
                var message = KernelMessage(kind: isOrder ? .submit : .cancel)
                message.instrument = instrument
                message.order = OrderHandle(identifier)
                refuse(message, sender, .book(reason))
            case .modified(let identifier, let owner, let price, let remaining, _):
                var message = KernelMessage(kind: .modified)
                message.instrument = instrument
                message.order = OrderHandle(identifier)
                message.price = price.rawValue
                message.remaining = remaining.rawValue
                notify(Int(owner.rawValue), message, after: delay)
            case .reduced(let identifier, let owner, _, let remaining):
                var message = KernelMessage(kind: .modified)
                message.instrument = instrument
                message.order = OrderHandle(identifier)
                message.price = orders[Int(message.order.slot)].price
                message.remaining = remaining.rawValue
                notify(Int(owner.rawValue), message, after: delay)
            case .phaseChanged(let phase):
                phaseChanged(instrument, phase)
            case .bandsReached: haltedAtBands.append(instrument)
            case .refreshed, .triggered, .uncrossed: break
            }
        }
        bookEvents.removeAll()
        tellQuote(instrument)
    }

    /// Moves cash and shares, writes the trade down, and tells both sides and the subscribers.
    @inline(__always)
    private mutating func settle(_ trade: BookTrade, _ instrument: UInt16, after delay: Int64) {
        let (maker, taker) = (Int(trade.makerParticipant.rawValue), Int(trade.takerParticipant.rawValue))
        let (price, size) = (trade.price.rawValue, trade.size.rawValue)
        let (value, overflows) = price.multipliedReportingOverflow(by: size)
        let takerBuys = trade.takerSide == .buy
        let (makerFee, takerFee) = (fee(lots: size, isMaker: true), fee(lots: size, isMaker: false))
        // Accounts wrap around, as those of participants do; the market stops before anybody reads them.
        seats[taker].cash &+= (takerBuys ? 0 &- value : value) &- takerFee
        seats[maker].cash &+= (takerBuys ? value : 0 &- value) &- makerFee
        let most = max(seats[taker].cash.magnitude, seats[maker].cash.magnitude)
        if overflows || most > MarketCore.greatestCash { isUncountable = true }
        fees += makerFee + takerFee
        let signed = takerBuys ? size : -size
        let paid = takerBuys ? value : 0 &- value
        tallies[tally(of: taker, instrument)].add(lots: signed, paying: paid &+ takerFee)
        tallies[tally(of: maker, instrument)].add(lots: -signed, paying: makerFee &- paid)
        shares[taker * listings.count + Int(instrument)] += signed
        shares[maker * listings.count + Int(instrument)] -= signed
        counts.trades &+= 1
        counts.lots += size
        if takerBuys, !trade.isAuction { counts.buyTrades &+= 1 }
        listings[Int(instrument)].lastPrice = price
        listings[Int(instrument)].lotsOfDay += size
        // Makers who take what lies where their quotes shall be say nothing that their quotes do not.
        if listings[Int(instrument)].tracksFlow, !trade.isAuction, !seats[taker].kind.isMaker {
            listings[Int(instrument)].flow.add(lots: size, isBuy: takerBuys, at: now)
        }
        records.trades.append(
            TradeRecord(
                time: now, sequence: counts.trades, price: price, lots: size, aggressor: trade.takerSide,
                isAuction: trade.isAuction, instrument: Int32(instrument), maker: UInt32(maker), taker: UInt32(taker),
                makerOrder: trade.maker.rawValue, takerOrder: trade.taker.rawValue))
        var message = KernelMessage(kind: .filled)
        message.instrument = instrument
        message.price = price
        message.size = size
        message.side = trade.takerSide.opposite
        message.isMaker = true
        message.order = OrderHandle(trade.maker)
        message.remaining = trade.makerRemaining.rawValue
        notify(maker, message, after: delay)
        message.side = trade.takerSide
        message.isMaker = false
        message.order = OrderHandle(trade.taker)
        message.remaining = trade.takerRemaining.rawValue
        notify(taker, message, after: delay)
        guard !subscribers.isEmpty else { return }
        var told = KernelMessage(kind: .trade)
        told.instrument = instrument
        told.price = price
        told.size = size
        told.side = trade.takerSide
        for subscriber in subscribers { notify(Int(subscriber), told, after: 0) }
    }

    /// The place of what a participant's group did in an instrument.
    @inline(__always)
    private func tally(of participant: Int, _ instrument: UInt16) -> Int {
        Int(seats[participant].group) * listings.count + Int(instrument)
    }

    /// Writes the best prices down where they changed, and tells the subscribers.
    @inline(__always)
    mutating func tellQuote(_ instrument: UInt16) {
        let place = Int(instrument)
        let before = listings[place].mid
        guard listings[place].refreshQuote() else { return }
        listings[place].history.advance(to: now, priceBefore: before)
        records.quotes.append(
            QuoteRecord(
                time: now, bid: listings[place].bid, bidLots: listings[place].bidSize, ask: listings[place].ask,
                askLots: listings[place].askSize, instrument: Int32(instrument)))
        guard !subscribers.isEmpty else { return }
        let message = quote(instrument)
        for subscriber in subscribers { notify(Int(subscriber), message, after: 0) }
    }

    /// Writes down that the best prices are gone: the books are emptied for the night.
    mutating func tellEmptyBook(_ instrument: UInt16) {
        records.quotes.append(
            QuoteRecord(time: now, bid: 0, bidLots: 0, ask: 0, askLots: 0, instrument: Int32(instrument)))
    }

    private mutating func phaseChanged(_ instrument: UInt16, _ phase: BookPhase) {
        records.phases.append(PhaseRecord(time: now, phase: phase, instrument: Int32(instrument)))
    }
}

internal import Core
internal import OrderBook

extension MarketCore {
    /// Sends a message to the exchange, as a part of the participant's turn.
    @inline(__always)
    mutating func send(_ message: KernelMessage, from participant: Int) {
        let seat = seats.base + participant
        let latency =
            seat.pointee.toExchange.fixed >= 0
            ? seat.pointee.toExchange.fixed : drawLatency(seat, seat.pointee.toExchange, isToExchange: true)
        let time = max(seat.pointee.departure &+ latency, seat.pointee.lastToExchange)
        seat.pointee.lastToExchange = time
        let tie = TieBreak.bits(key: seat.pointee.tieKey, time: time)
        queue.push(
            time: time, kind: .order, tie: tie, participant: UInt32(participant), payload: messages.put(message))
    }

    /// Sends a message of the exchange to a participant.
    @inline(__always)
    mutating func notify(_ participant: Int, _ message: KernelMessage, after delay: Int64) {
        let seat = seats.base + participant
        let latency =
            seat.pointee.fromExchange.fixed >= 0
            ? seat.pointee.fromExchange.fixed : drawLatency(seat, seat.pointee.fromExchange, isToExchange: false)
        let time = max(max(now, exchangeFree) &+ delay &+ latency, seat.pointee.lastFromExchange)
        seat.pointee.lastFromExchange = time
        let tie = TieBreak.bits(key: seat.pointee.tieKey, time: time)
        queue.push(
            time: time, kind: .notice, tie: tie, participant: UInt32(participant), payload: messages.put(message))
    }

    /// A latency that is not always the same.
    private func drawLatency(
        _ seat: UnsafeMutablePointer<Seat>, _ latency: LatencySampler, isToExchange: Bool
    ) -> Int64 {
        guard latency.sampler.count > 0 else {
            let terms = connections[Int(seat.pointee.group)]
            return (isToExchange ? terms.toExchange : terms.fromExchange).draw(&seat.pointee.latencyStream)
        }
        let drawn = samplers.draw(latency.sampler, &seat.pointee.latencyStream)
        return drawn > 0 ? Int64(min(drawn, 1e15)) : 0
    }

    /// The exchange receives a message.
    @inline(__always)
    mutating func receiveAtExchange(_ message: KernelMessage, from participant: Int) {
        counts.toExchange &+= 1
        exchangeFree = max(now, exchangeFree) &+ Int64(exchange.matchingNanoseconds)
        guard isWithinRate(participant) else { return refuse(message, participant, .rateLimit) }
        let instrument = Int(message.instrument)
        guard instrument < listings.count else { return refuse(message, participant, .unknownInstrument) }
        switch message.kind {
        case .quoteRequest:
            var answer = quote(message.instrument)
            answer.side = message.side
            answer.reason = message.reason
            notify(participant, answer, after: 0)
            return
        case .submit:
            let identifier = message.order.identifier
            let sender = ParticipantIdentifier(UInt32(participant))
            if message.shape == .limit, message.timeInForce == .goodTillCancelled, !message.isPostOnly,
                message.askSize == 0
            {
                listings[instrument].book.limit(
                    identifier, of: sender, message.side, price: Ticks(message.price), size: Lots(message.size),
                    into: &bookEvents)
            } else {
                listings[instrument].book.submit(order(message, of: sender), into: &bookEvents)
            }
            if seats[participant].subscribes { noteArrival(message, of: participant) }
        case .cancel:
            listings[instrument].book.cancel(message.order.identifier, into: &bookEvents)
        case .modify:
            listings[instrument].book.modify(
                message.order.identifier, price: Ticks(message.price), size: Lots(message.size), into: &bookEvents)
        default:
            preconditionFailure("\(message.kind) is no message to the exchange")
        }
        handleBookEvents(message.instrument, sender: participant, isOrder: message.kind == .submit)
    }

    /// Writes down what an order of an open seat found in the book, before anybody is told what it did there.
    @inline(never)
    private mutating func noteArrival(_ message: KernelMessage, of participant: Int) {
        let place = Int(message.instrument)
        let position = listings[place].book.queuePosition(of: message.order.identifier)
        records.arrivals.append(
            ArrivalRecord(
                time: now, order: message.order.identifier.rawValue, lots: message.size, bid: listings[place].bid,
                ask: listings[place].ask, lotsAhead: position?.lotsAhead.rawValue ?? -1,
                ordersAhead: position.map { Int64($0.ordersAhead) } ?? -1, participant: UInt32(participant),
                instrument: Int32(place), side: message.side))
    }

    /// An order of any kind as the book takes it.
    private func order(_ message: KernelMessage, of sender: ParticipantIdentifier) -> BookOrder {
        let (price, trigger) = (Ticks(message.price), Ticks(message.bidSize))
        let kind: BookOrderKind =
            switch message.shape {
            case .limit: .limit(price: price)
            case .market: .market
            case .stop: .stop(trigger: trigger)
            case .stopLimit: .stopLimit(trigger: trigger, price: price)
            }
        let display: BookDisplay =
            switch message.askSize {
            case 0: .full
            case -1: .hidden
            default: .iceberg(portion: Lots(message.askSize))
            }
        return BookOrder(
            message.order.identifier, of: sender, message.side, kind, size: Lots(message.size),
            timeInForce: message.timeInForce, display: display, isPostOnly: message.isPostOnly)
    }

    /// Counts a message against the participant's rate limit.
    @inline(__always)
    private mutating func isWithinRate(_ participant: Int) -> Bool {
        let seat = seats.base + participant
        let second = now / Timestamp.second
        if seat.pointee.rateSecond != second {
            seat.pointee.rateSecond = second
            seat.pointee.rateCount = 0
        }
        guard seat.pointee.rateCount < exchange.messagesPerSecond else { return false }
        seat.pointee.rateCount &+= 1
        return true
    }

    /// Refuses a message: the sender is told, and the refusal is written down.
    mutating func refuse(_ message: KernelMessage, _ participant: Int, _ reason: MessageRefusal) {
        counts.rejections &+= 1
        var answer = KernelMessage(kind: .rejected)
        answer.instrument = message.instrument
        answer.order = message.order
        answer.isRefusedOrder = message.kind == .submit
        switch reason {
        case .rateLimit:
            counts.rateRejections &+= 1
            answer.reason = KernelMessage.rateLimited
        case .unknownInstrument: answer.reason = KernelMessage.notListed
        case .book(let why):
            answer.reason = why.rawValue
        }
        records.rejections.append(
            RejectionRecord(
                time: now, participant: UInt32(participant), reason: reason, instrument: Int32(message.instrument)))
        notify(participant, answer, after: Int64(exchange.pipelineNanoseconds))
    }

    /// The best prices as a message.
    @inline(__always)
    func quote(_ instrument: UInt16) -> KernelMessage {
        var message = KernelMessage(kind: .quote)
        message.instrument = instrument
        let place = Int(instrument)
        message.bid = Int32(truncatingIfNeeded: listings[place].bid)
        message.ask = Int32(truncatingIfNeeded: listings[place].ask)
        message.bidSize = listings[place].bidSize
        message.askSize = listings[place].askSize
        message.price = listings[place].lastPrice
        message.remaining = listings[place].lotsOfDay
        return message
    }
}

internal import Core
internal import MarketSimulator
internal import OrderBook
internal import Simulation

/// Puts together what was sent and what the exchange recorded.
///
/// Messages of the seat never overtake each other, so that the orders which the book saw are those which were sent, in the
/// same order, but for the ones refused before it.
struct ExecutionMeasurement {
    private(set) var executions: [OrderExecution] = []
    private(set) var fills: [MarketFill] = []

    init(
        _ released: [ReleasedOrder], _ sent: [SentOrder], listings: [Int], instruments: [MarketInstrument],
        recorder: SeatRecorder
    ) {
        var places: [OrderID: Int] = [:]
        for released in released.sorted(by: { $0.order.id < $1.order.id }) {
            let listing = listings[released.order.instrument.place]
            let listed = instruments[listing]
            places[released.order.id] = executions.count
            executions.append(
                OrderExecution(
                    order: released.order.id, instrument: released.order.instrument, side: released.order.side,
                    kind: released.order.request.kind, decisionTime: released.decided,
                    decisionMid: listed.price(ticks: recorder.mids[listing].value(at: released.decided)),
                    arrivalMid: .nan, asked: listed.units(lots: released.lots)))
        }
        var owners: [UInt64: Int] = [:]
        for (sent, arrival) in zip(sent.lazy.filter { !$0.isUnseen }, recorder.arrivals) {
            guard let place = places[sent.id] else { continue }
            owners[arrival.order] = place
            let listed = instruments[Int(arrival.instrument)]
            if executions[place].arrivalTime == nil {
                executions[place].arrivalTime = arrival.time
                if arrival.bid > 0, arrival.ask > 0 {
                    executions[place].arrivalMid = listed.price(ticks: Double(arrival.bid + arrival.ask) / 2)
                }
            }
            if executions[place].waitsSince == nil, arrival.lotsAhead >= 0 {
                executions[place].waitsSince = arrival.time
                executions[place].volumeAhead = listed.units(lots: arrival.lotsAhead)
                executions[place].ordersAhead = Int(arrival.ordersAhead)
            }
        }
        for trade in recorder.trades {
            for isMaker in [true, false] {
                let who = isMaker ? trade.maker : trade.taker
                guard Int(who) == recorder.participant,
                    let place = owners[isMaker ? trade.makerOrder : trade.takerOrder]
                else { continue }
                add(trade, isMaker: isMaker, to: place, instruments, recorder)
            }
        }
    }

    private mutating func add(
        _ trade: TradeRecord, isMaker: Bool, to place: Int, _ instruments: [MarketInstrument], _ recorder: SeatRecorder
    ) {
        let listing = Int(trade.instrument)
        let listed = instruments[listing]
        let units = listed.units(lots: trade.lots)
        // In an auction nobody comes: both sides have waited.
        let waited = isMaker || trade.isAuction
        executions[place].filled += units
        executions[place].value += units * listed.price(ticks: trade.price)
        executions[place].firstFill = executions[place].firstFill ?? trade.time
        executions[place].lastFill = trade.time
        if waited {
            executions[place].filledAsMaker += units
            executions[place].firstMakerFill = executions[place].firstMakerFill ?? trade.time
        }
        fills.append(
            MarketFill(
                time: trade.time, order: executions[place].order, instrument: executions[place].instrument,
                side: executions[place].side, ticks: trade.price, lots: trade.lots, isMaker: waited,
                isAuction: trade.isAuction, midBefore: recorder.mids[listing].value(before: trade.time),
                listing: listing))
    }
}

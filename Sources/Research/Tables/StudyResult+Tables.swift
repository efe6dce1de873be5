import Core
import DataSources
import Reports
import Simulation
import Statistics
import TimeSeries

/// The rows of the files that a run leaves.
extension StudyResult {
    func symbol(_ instrument: InstrumentIndex) -> String { data.panel[instrument].instrument.symbol }

    /// A row for each closed lot.
    var tradeRows: [TradeRow] {
        ledger.closed.map { row(of: $0) }
    }

    /// The row of a closed lot.
    func row(of trade: Trade) -> TradeRow {
        TradeRow(
            roundTrip: trade.roundTrip, instrument: symbol(trade.instrument),
            side: trade.side == .buy ? .long : .short, quantity: trade.quantity, entryTime: trade.entryTime,
            entryPrice: trade.entryPrice, exitTime: trade.exitTime, exitPrice: trade.exitPrice,
            grossPnl: trade.grossPnl, costs: trade.costs, netPnl: trade.netPnl, tradeReturn: trade.returnFraction,
            bars: trade.bars, maximumAdverseExcursion: trade.maximumAdverseExcursion,
            maximumFavourableExcursion: trade.maximumFavourableExcursion, entryReason: trade.entryReason,
            exitReason: trade.exitReason)
    }

    /// A row for each leg that traded.
    var fillRows: [FillRow] {
        var rows: [FillRow] = []
        var reasons: [Int32: String] = [:]
        for (index, event) in run.log.enumerated() {
            switch event.body {
            case .submitted(let order): reasons[order.id.rawValue] = order.request.reason.text
            case .filled(let fill):
                rows.append(
                    FillRow(
                        sequence: index + 1, order: Int(fill.order.rawValue), time: event.time,
                        instrument: symbol(fill.instrument), side: fill.side == .buy ? .buy : .sell,
                        quantity: fill.quantity, price: fill.price, commission: fill.commission,
                        slippage: fill.slippage(multiplier: data.panel[fill.instrument].instrument.multiplier),
                        liquidity: fill.isMaker ? .maker : .taker,
                        reason: [reasons[fill.order.rawValue] ?? "", fill.source.text].filter { !$0.isEmpty }
                            .joined(separator: ", at the ")))
            default: break
            }
        }
        return rows
    }

    /// A row for each order, and what became of it.
    var orderRows: [OrderRow] {
        var rows: [OrderRow] = []
        var places: [Int32: Int] = [:]
        func close(_ id: OrderID, as status: String, because reason: String) {
            guard let place = places[id.rawValue], rows[place].status == "open" else { return }
            rows[place].status = status
            rows[place].reason = reason
        }
        for event in run.log {
            switch event.body {
            case .submitted(let order):
                places[order.id.rawValue] = rows.count
                rows.append(row(of: order))
            case .replaced(let order):
                guard let place = places[order.id.rawValue] else { continue }
                rows[place].limit = order.request.kind.limitPrice
                rows[place].stop = order.stopLevel.isNaN ? nil : order.stopLevel
                rows[place].quantity = order.filled + order.remaining
            case .filled(let fill):
                guard let place = places[fill.order.rawValue] else { continue }
                let before = rows[place].filledQuantity
                let average = rows[place].averagePrice ?? 0
                rows[place].averagePrice = (average * before + fill.price * fill.quantity) / (before + fill.quantity)
                rows[place].filledQuantity = before + fill.quantity
                let asked = rows[place].quantity
                rows[place].quantity = asked.isNaN ? rows[place].filledQuantity : max(asked, rows[place].filledQuantity)
                // What rests for want of volume is open until it is filled or ends.
                rows[place].status = fill.resting > 0 ? "open" : "filled"
            case .rejected(let id, _, let reason): close(id, as: "rejected", because: reason.rawValue)
            case .cancelled(let id, _, let reason): close(id, as: "cancelled", because: reason.rawValue)
            case .expired(let id, _): close(id, as: "expired", because: "time ran out")
            case .split(let instrument, let ratio, _, _):
                let name = symbol(instrument)
                for place in rows.indices where rows[place].status == "open" && rows[place].instrument == name {
                    rows[place].filledQuantity *= ratio
                    rows[place].averagePrice = rows[place].averagePrice.map { $0 / ratio }
                }
            case .triggered, .reduced, .replacementRefused, .tooLate, .ambiguous, .borrowed, .dividend, .dividendPaid,
                .delisted, .interest, .settled, .settledGain, .marginCall, .marginRestored, .riskStop, .ruined,
                .trained:
                break
            }
        }
        return rows
    }

    private func row(of order: Order) -> OrderRow {
        let kind = order.request.kind
        return OrderRow(
            id: Int(order.id.rawValue), time: order.submitted, instrument: symbol(order.instrument),
            side: order.side == .buy ? .buy : .sell, type: kind.text,
            quantity: order.remaining > 0 ? order.remaining : .nan,
            limit: kind.limitPrice.flatMap { $0.isNaN ? nil : $0 }, stop: order.stopLevel.isNaN ? nil : order.stopLevel,
            timeInForce: order.request.timeInForce.text, status: "open", filledQuantity: 0,
            reason: order.request.reason.text, parent: order.parent == .none ? nil : Int(order.parent.rawValue))
    }

    /// Equity at the end of each session, or of each bar.
    func equityRows(everyBar: Bool) -> [EquityRow] {
        let first = firstTradingStep
        let input = performance.input
        let places = everyBar ? Array(input.times.indices) : input.sessionEnds.map { $0 - 1 }
        var peak = input.initialCapital
        var seen = 0
        return places.map { place in
            while seen <= place {
                peak = max(peak, input.equity[seen])
                seen += 1
            }
            return EquityRow(
                time: Timestamp(nanoseconds: input.times[place]), equity: input.equity[place],
                cash: curve.cash[first + place], grossExposure: curve.grossValue[first + place],
                netExposure: curve.netValue[first + place],
                drawdown: input.equity[place] > 0 ? input.equity[place] / peak - 1 : .nan)
        }
    }

    /// What became of orders, counted by kind and reason in a fixed order.
    var orderOutcomes: [CountedLine] {
        var counts: [String: [String: Int]] = [:]
        var filled: Set<Int32> = []
        for event in run.log {
            switch event.body {
            case .submitted: counts["submitted", default: [:]]["", default: 0] += 1
            case .filled(let fill): if fill.order != .none { filled.insert(fill.order.rawValue) }
            case .rejected(_, _, let reason): counts["rejected", default: [:]][reason.rawValue, default: 0] += 1
            case .reduced(_, _, _, _, let reason): counts["reduced", default: [:]][reason.rawValue, default: 0] += 1
            case .cancelled(_, _, let reason): counts["cancelled", default: [:]][reason.rawValue, default: 0] += 1
            case .expired: counts["expired", default: [:]]["time ran out", default: 0] += 1
            case .replaced: counts["replaced", default: [:]]["", default: 0] += 1
            case .replacementRefused(_, _, let reason):
                counts["replacement refused", default: [:]][reason.rawValue, default: 0] += 1
            case .tooLate(_, _, let isReplacement):
                counts["too late", default: [:]][isReplacement ? "replacement" : "cancel", default: 0] += 1
            case .triggered, .ambiguous, .borrowed, .dividend, .dividendPaid, .split, .delisted, .interest, .settled,
                .settledGain, .marginCall,
                .marginRestored,
                .riskStop, .ruined, .trained:
                break
            }
        }
        counts["filled"] = ["": filled.count]
        return [
            "submitted", "filled", "rejected", "reduced", "cancelled", "expired", "replaced", "replacement refused",
            "too late",
        ].flatMap { kind in
            (counts[kind] ?? [:]).sorted { $0.key < $1.key }.map {
                CountedLine(kind: kind, reason: $0.key, count: $0.value)
            }
        }
    }
}

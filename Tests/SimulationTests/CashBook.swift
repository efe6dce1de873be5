import Core
import Simulation
import Testing
import TimeSeries

/// What an account holds by its log alone: an accountant who never saw the engine.
struct CashBook {
    private let stage: RandomStage
    var cash: Cash
    var held: [Quantity]
    /// All money that moved, and what there was.
    var turnover: Cash
    /// Interest and dividends less borrowing.
    var income: Cash = 0
    /// Dividends, paid or not.
    var dividends: Cash = 0
    /// Dividends that are owed.
    var receivable: Cash = 0
    /// The value at which the open units of futures have been paid for, in their currency.
    private var paid: [Double]
    private var unsettled: Cash = 0

    init(_ stage: RandomStage) {
        self.stage = stage
        cash = stage.broker.cash
        turnover = stage.broker.cash
        held = [Quantity](repeating: 0, count: stage.panel.count)
        paid = held
    }

    /// Takes an event in, and holds its figures against its own.
    mutating func take(_ event: Event, _ seed: UInt64) {
        switch event.body {
        case .borrowed(_, _, _, let amount, let after):
            #expect(amount > 0, "seed \(seed)")
            move(-amount, isIncome: true, after, "borrow, seed \(seed)")
        case .interest(let balance, _, let amount, let after):
            #expect(balance <= cash - unsettled + 1e-9 * turnover, "seed \(seed)")
            move(amount, isIncome: true, after, "interest, seed \(seed)")
        case .settled(_, let amount, let after):
            unsettled -= amount
            move(0, after, "settlement, seed \(seed)")
        case .settledGain(let instrument, let price, let rate, let amount, let after):
            let place = instrument.place
            let gain = (held[place] * price - paid[place]) * stage.panel[instrument].instrument.multiplier * rate
            #expect(abs(gain - amount) <= 1e-9 * turnover, "gain, seed \(seed)")
            #expect(rate == 1 || stage.panel[instrument].instrument.currency == "EUR", "seed \(seed)")
            paid[place] = held[place] * price
            move(amount, after, "settled gain, seed \(seed)")
        case .split(let instrument, let ratio, let position, _):
            held[instrument.place] *= ratio
            #expect(held[instrument.place] == position, "units of a split, seed \(seed)")
        case .dividend(let instrument, let quantity, let perUnit, let amount, let after):
            if stage.panel[instrument].instrument.currency == "USD" {
                #expect(
                    quantity == held[instrument.place]
                        && amount == quantity * perUnit * stage.panel[instrument].instrument.multiplier, "seed \(seed)")
            }
            dividends += amount
            receivable += amount
            income += amount
            turnover += abs(amount)
            #expect(abs(receivable - after) <= 1e-9 * turnover, "receivable, seed \(seed)")
        case .dividendPaid(_, let amount, let afterCash, let after):
            receivable -= amount
            move(amount, afterCash, "cash of a dividend, seed \(seed)")
            #expect(abs(receivable - after) <= 1e-9 * turnover, "receivable, seed \(seed)")
        case .filled(let fill): take(fill, seed)
        default: break
        }
    }

    private mutating func take(_ fill: Fill, _ seed: UInt64) {
        let instrument = stage.panel[fill.instrument].instrument
        let value = fill.quantity * fill.price * instrument.multiplier * fill.rate
        held[fill.instrument.place] += fill.side.sign * fill.quantity
        turnover += value
        if instrument.kind == .future {
            paid[fill.instrument.place] += fill.side.sign * fill.quantity * fill.price
            move(-fill.commission, fill.cash, "future, seed \(seed)")
        } else {
            if stage.broker.settlementSessions > 0 && fill.closes && fill.side == .sell && fill.order != .none {
                unsettled += value - fill.commission
            }
            move(-fill.side.sign * value - fill.commission, fill.cash, "cash, seed \(seed)")
        }
        #expect(abs(held[fill.instrument.place] - fill.position) <= 1e-9, "units, seed \(seed)")
        // The venue takes what rounding leaves for nothing.
        held[fill.instrument.place] = fill.position
        #expect(fill.quantity > 0 && fill.commission >= 0 && fill.rate > 0, "seed \(seed): \(fill)")
    }

    private mutating func move(_ amount: Cash, isIncome: Bool = false, _ after: Cash, _ note: String) {
        cash += amount
        if isIncome { income += amount }
        turnover += abs(amount)
        #expect(abs(cash - after) <= 1e-9 * turnover, "\(note)")
    }
}

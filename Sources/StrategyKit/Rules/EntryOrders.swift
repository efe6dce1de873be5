import Core
import Simulation

/// Makes the orders of entries from the values that the rules give at a bar.
struct EntryOrders<Values: RuleValues> {
    let program: RuleProgram
    let machine: Values
    let instrument: InstrumentIndex

    /// The order of an entry; `nil` where its size, a price or an exit is undefined or not above zero.
    func request(_ side: Simulation.Side, _ rules: RuleProgram.Side, _ market: borrowing Market) -> OrderRequest? {
        guard let size = program.size.orderSize(machine), let kind = kind(rules) else { return nil }
        let reference = kind.limitPrice ?? kind.stopPrice ?? market.close(instrument)
        guard let bracket = bracket(side, reference) else { return nil }
        return OrderRequest(
            side, size, of: instrument, kind: kind,
            timeInForce: program.timeInForce(of: kind),
            bracket: bracket.isEmpty ? nil : bracket, reason: side == .buy ? "enter-long" : "enter-short")
    }

    private func kind(_ rules: RuleProgram.Side) -> OrderKind? {
        switch (rules.stop, rules.limit) {
        case (nil, nil): return .market
        case (nil, let limit?): return positive(limit).map { .limit($0) }
        case (let stop?, nil): return positive(stop).map { .stop($0) }
        case (let stop?, let limit?):
            guard let stop = positive(stop), let limit = positive(limit) else { return nil }
            return .stopLimit(stop: stop, limit: limit)
        }
    }

    /// The exits of an entry, `nil` where one has no value.
    private func bracket(_ side: Simulation.Side, _ reference: Price) -> Bracket? {
        var bracket = Bracket()
        if let exit = program.stopLoss {
            guard let level = level(exit, -side.sign, reference) else { return nil }
            bracket.stop = level
        }
        if let exit = program.takeProfit {
            guard let level = level(exit, side.sign, reference) else { return nil }
            bracket.target = level
        }
        switch program.trailingStop {
        case .percent(let slot)?:
            guard let percent = positive(slot) else { return nil }
            bracket.trail = .fraction(percent / 100)
        case .amount(let slot)?, .price(let slot)?:
            guard let amount = positive(slot) else { return nil }
            bracket.trail = .amount(amount)
        case nil: break
        }
        return bracket
    }

    private func level(_ exit: RuleProgram.Exit, _ direction: Double, _ reference: Price) -> ExitLevel? {
        let level: ExitLevel
        switch exit.distance {
        case .price(let slot): return positive(slot).map { .price($0) }
        case .percent(let slot):
            guard let percent = positive(slot) else { return nil }
            level = .fraction(percent / 100)
        case .amount(let slot):
            guard let amount = positive(slot) else { return nil }
            level = .amount(amount)
        }
        guard exit.reference == .decision else { return level }
        let price = level.price(from: reference, direction: direction)
        return price > 0 ? .price(price) : nil
    }

    private func positive(_ slot: Int32) -> Double? { machine.positive(slot) }
}

extension RuleProgram {
    /// How long an entry waits.
    func timeInForce(of kind: OrderKind) -> TimeInForce {
        switch entryValidity {
        case .onePrice(let timeInForce): timeInForce
        case .day where kind != .market: .day
        case .untilCancelled, .day, .bars: .goodTillCancelled
        }
    }
}

extension RuleProgram.Size {
    /// The slot of its number.
    var slot: Int32 {
        switch self {
        case .units(let slot), .percentOfEquity(let slot), .percentOfCash(let slot), .cash(let slot): slot
        }
    }

    /// The size at a bar; `nil` where it is undefined or not above zero.
    func orderSize(_ values: some RuleValues) -> OrderSize? {
        switch self {
        case .units(let slot): values.positive(slot).map { .units($0) }
        case .percentOfEquity(let slot): values.positive(slot).map { .fractionOfEquity($0 / 100) }
        case .percentOfCash(let slot): values.positive(slot).map { .fractionOfCash($0 / 100) }
        case .cash(let slot): values.positive(slot).map { .value($0) }
        }
    }
}

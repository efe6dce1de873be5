import Core
import Simulation

/// Every value that the rules compute: indicators, comparisons, conditions.
extension RulesStrategy: TracedStrategy {
    /// The values of other instruments first, then those of each traded one, timeframes before the bars of the data.
    public var traceColumns: [TraceColumn] {
        let names = program.slotTexts
        let readers = program.readers
        var columns: [TraceColumn] = []
        func add(_ symbol: String, stagesOf clockSymbol: String?) {
            for place in program.stageOrder(of: clockSymbol) {
                let stage = program.stages[place]
                for slot in stage.tracedSlots {
                    columns.append(
                        TraceColumn(
                            symbol: symbol, name: stage.clock.text(of: names[place][slot]),
                            rules: readers[place][slot], isCondition: stage.conditions.contains(Int32(slot)),
                            dependsOnAccount: stage.dependsOnAccount[slot]))
                }
            }
        }
        for read in otherInstruments { add(universe.instruments[read.instrument.place].symbol, stagesOf: read.name) }
        for instrument in tradedInstruments { add(universe.instruments[instrument.place].symbol, stagesOf: nil) }
        return columns
    }

    /// The values at the last bar of each instrument.
    public func appendTrace(to values: inout [Double]) {
        for other in others { other.machine.appendTrace(to: &values) }
        for one in traded { one.machine.appendTrace(to: &values) }
    }
}

extension RuleMachine {
    /// Adds the values of the slots that a trace shows.
    func appendTrace(to values: inout [Double]) {
        for (runner, slots) in traced {
            for slot in slots { values.append(runner.slots[slot]) }
        }
    }
}

extension RuleProgram {
    /// The stages of an instrument in the order in which they run.
    func stageOrder(of symbol: String?) -> [Int] {
        let own = stages.indices.filter { stages[$0].clock.symbol == symbol }
        return own.filter { stages[$0].clock.timeframe != nil } + own.filter { stages[$0].clock.timeframe == nil }
    }

    /// The slots that rules end in, by the rules' keys.
    var ruleSlots: [(key: String, slot: Int32)] {
        var slots: [(key: String, slot: Int32)] = []
        func add(_ key: String, _ slot: Int32?) {
            if let slot { slots.append((key, slot)) }
        }
        func add(_ key: String, _ distance: Distance?) {
            switch distance {
            case .percent(let slot), .amount(let slot), .price(let slot): add(key, slot)
            case nil: break
            }
        }
        for (name, side) in [("long", long), ("short", short)] {
            add("enter_\(name)", side?.enter)
            add("exit_\(name)", side?.exit)
            add("enter_\(name)_limit", side?.limit)
            add("enter_\(name)_stop", side?.stop)
        }
        switch size {
        case .units(let slot), .percentOfEquity(let slot), .percentOfCash(let slot), .cash(let slot): add("size", slot)
        }
        add("stop_loss", stopLoss?.distance)
        add("take_profit", takeProfit?.distance)
        add("trailing_stop", trailingStop)
        return slots
    }

    /// For each slot of each stage the rules that read it, directly or by way of others.
    var readers: [[[String]]] {
        var readers = stages.map { [[String]](repeating: [], count: $0.slotCount) }
        for (key, slot) in ruleSlots {
            var waiting = [(stage: 0, slot: Int(slot))]
            while let (place, slot) = waiting.popLast() {
                guard slot < readers[place].count, readers[place][slot].last != key else { continue }
                readers[place][slot].append(key)
                for (inner, operand) in stages[place].sources(of: slot) {
                    waiting.append((inner ?? place, operand))
                }
            }
        }
        return readers
    }
}

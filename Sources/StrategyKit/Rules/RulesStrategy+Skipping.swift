public import Simulation
public import TimeSeries

/// Rules that read nothing of the account are known at every bar before the run begins (S78).
extension RulesStrategy: SkippingStrategy {
    /// Evaluates the rules over all bars.
    ///
    /// - Returns: `false` where a rule reads the position or what it made.
    public mutating func prepare(on panel: Panel, from step: Int) -> Bool {
        guard !program.dependsOnAccount else { return false }
        let store = store ?? ColumnStore()
        var prepared: [RuleSignals] = []
        start()
        for one in traded {
            guard let signals = RuleSignals(program, of: one.instrument, in: panel, store: store) else { return false }
            prepared.append(signals)
        }
        finishPreparing(prepared)
        return true
    }

    /// The next bar at which some instrument's position meets a signal that concerns it, or at which its time is over.
    public mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int {
        var next = Int.max
        for place in signals.indices {
            let signals = signals[place]
            if signals.firstWarm > step {
                next = min(next, signals.firstWarm)
                continue
            }
            let instrument = traded[place].instrument
            let position = market.position(of: instrument)
            next = min(next, signals.first(from: step + 1, position))
            if !position.isFlat, let bars = program.exitAfter {
                next = min(next, max(step + 1, step + bars - position.barsHeld))
            }
            if position.isFlat, case .bars(let count) = program.entryValidity,
                market.hasWorkingOrders(in: instrument)
            {
                next = min(next, max(step + 1, traded[place].entriesSentAt + count - 1))
            }
        }
        return next
    }

    /// A strategy of the same rules that finds and keeps its columns in a store, which trials share.
    public func sharing(_ store: ColumnStore) -> RulesStrategy {
        var strategy = self
        strategy.store = store
        return strategy
    }
}

extension RuleProgram {
    /// Whether any rule reads the position or what it made.
    var dependsOnAccount: Bool {
        ruleSlots.contains { stages[0].dependsOnAccount[Int($0.slot)] }
    }
}

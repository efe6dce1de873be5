import Core
public import TimeSeries

/// A relay whose strategies all know where they may act knows it, too (S78).
extension StrategyRelay: SkippingStrategy {
    /// Prepares every stage for its own steps.
    ///
    /// - Returns: `false` where one of them cannot be asked at some steps only.
    public mutating func prepare(on panel: Panel, from step: Int) -> Bool {
        guard !stages.isEmpty else { return false }
        let series = panel.series[0]
        var found: [(first: Int, last: Int)] = []
        var first = 0
        for stage in stages.indices {
            let last = series.firstIndex(endingAtOrAfter: stages[stage].through + 1) - 1
            found.append((first, last))
            if let strategy = stages[stage].strategy {
                guard let skipping = strategy as? any SkippingStrategy,
                    let prepared = StrategyRelay.prepared(
                        skipping, on: panel, from: max(step, first, strategy.warmUpBars))
                else { return false }
                stages[stage].strategy = prepared
            }
            first = last + 1
        }
        // Where a stage has no step there is none at which it hands over: bar by bar the relay finds its way.
        guard found.allSatisfy({ $0.first <= $0.last }) else { return false }
        steps = found
        return true
    }

    private static func prepared<S: SkippingStrategy>(_ strategy: S, on panel: Panel, from step: Int) -> S? {
        var strategy = strategy
        return strategy.prepare(on: panel, from: step) ? strategy : nil
    }

    /// The next step at which the present strategy may act, or hands over.
    public mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int {
        guard place < stages.count else { return .max }
        // Whoever has just been given the account is asked first thing.
        guard step >= steps[place].first else { return steps[place].first }
        let end = place == stages.count - 1 ? Int.max : steps[place].last
        if step < warmUp(of: place) { return min(end, max(step + 1, warmUp(of: place))) }
        guard var strategy = stages[place].strategy as? any SkippingStrategy else { return end }
        // Held once while it is asked, so that nothing of it is copied.
        stages[place].strategy = nil
        defer { stages[place].strategy = strategy }
        return min(end, max(step + 1, strategy.nextStep(after: step, market)))
    }
}

import Core
import DataSources
import Simulation
import StrategyKit
import TimeSeries

extension Audit {
    /// Starts the strategy with one, two, four and eight times its warm-up before one and the same decision, and compares
    /// its inputs there with those of a start at the first bar.
    func warmUp(
        of base: AuditBench.Recording, _ bench: inout AuditBench, _ go: (Int) throws(StudyError) -> Void
    ) throws(StudyError) -> WarmUpResult {
        let panel = study.data.panel
        // What is on slower clocks tells only by running when it is warm.
        let unbound = bench.from == nil ? base : try bench.record(panel, from: .distantPast)
        guard let needed = unbound.run.firstTradingStep else {
            return WarmUpResult(
                warmUpBars: base.tape.times.count, history: 0, bars: 0, rows: [],
                reason: "the inputs are never warm", tolerance: options.tolerance)
        }
        let steps = base.tape.times.count
        var result = WarmUpResult(warmUpBars: needed, history: 0, bars: 0, rows: [], tolerance: options.tolerance)
        guard needed > 0 else {
            result.reason = "the strategy needs no warm-up"
            return result
        }
        let window = min(250, max(1, steps / 4))
        let first = min(max(steps / 2, 16 * needed), steps - window)
        guard first >= 2 * needed else {
            result.reason = "\(steps) bars are too few for twice a warm-up of \(needed)"
            return result
        }
        // Decisions begin with the bar that ends after this instant.
        let opening = Timestamp(nanoseconds: base.tape.times[first] - 1)
        let settled = try bench.record(panel, keeping: first..<first + window, from: opening)
        try go(bench.runCount)
        result.from = Timestamp(nanoseconds: base.tape.times[first])
        result.history = first
        result.bars = window
        let configured = base.run.firstTradingStep ?? needed
        for multiple in [1, 2, 4, 8] where multiple * needed < first {
            let start = first - multiple * needed
            let later = WarmUp.drop(panel, endingBefore: Timestamp(nanoseconds: base.tape.times[start]))
            let bars = multiple * needed
            let other = try bench.record(later, keeping: bars..<bars + window, from: opening)
            try go(bench.runCount)
            result.rows.append(
                WarmUpResult.Row(
                    multiple: multiple, bars: bars, differences: WarmUp.differences(settled, other),
                    signalsThatDiffer: WarmUp.signals(settled, other),
                    equityChange: other.run.finalEquity / settled.run.finalEquity - 1,
                    isConfigured: bars <= configured))
        }
        return result
    }
}

/// The comparison of two starts.
private enum WarmUp {
    /// A panel without its first bars.
    static func drop(_ panel: Panel, endingBefore instant: Timestamp) -> Panel {
        Panel(
            panel.series.map { series in
                series.slice(series.firstIndex(endingAtOrAfter: instant)..<series.count)
            })
    }

    /// What differs by column, at the first kept step or, where it is not yet defined in either, at the first at which it
    /// is in both; what is not defined in one of the two is left out, since nothing is decided on it.
    static func differences(
        _ settled: AuditBench.Recording, _ other: AuditBench.Recording
    ) -> [WarmUpResult.Difference] {
        let (a, b) = (settled.tape.rows, other.tape.rows)
        let width = settled.columns.count
        guard !a.isEmpty, !b.isEmpty, a[0].count == width, b[0].count == width else { return [] }
        var differences: [WarmUpResult.Difference] = []
        for (place, column) in settled.columns.enumerated()
        where !column.isCondition && !column.dependsOnAccount && !column.isLearnt {
            let pairs = zip(a, b).map { (settled: $0[place], value: $1[place]) }
                .drop { !$0.settled.isFinite && !$0.value.isFinite }
            guard let first = pairs.first, first.settled.isFinite, first.value.isFinite else { continue }
            let values = a.map { $0[place] }.filter(\.isFinite)
            let range = (values.max() ?? 0) - (values.min() ?? 0)
            let gap = first.value - first.settled
            let scale = range > 0 ? range : abs(first.settled)
            // As far as rounding lets one see.
            let isConstant =
                pairs.count > 1
                && pairs.allSatisfy { pair in
                    abs(pair.value - pair.settled - gap) <= 1e-9 * max(abs(pair.value), abs(pair.settled), abs(gap))
                }
            differences.append(
                .init(
                    column: column.name, symbol: column.symbol, value: first.value, settled: first.settled,
                    fraction: gap == 0 ? 0 : (scale > 0 ? abs(gap) / scale : .infinity), isConstant: isConstant))
        }
        return differences
    }

    /// How many signals differ over the kept steps, where both are defined.
    static func signals(_ settled: AuditBench.Recording, _ other: AuditBench.Recording) -> Int {
        var count = 0
        for (a, b) in zip(settled.tape.rows, other.tape.rows) where a.count == b.count {
            for (place, column) in settled.columns.enumerated() where column.isCondition && !column.dependsOnAccount {
                if place < a.count, !a[place].isNaN, !b[place].isNaN, a[place] != b[place] { count += 1 }
            }
        }
        return count
    }
}

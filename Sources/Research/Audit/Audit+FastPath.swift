import Core
import DataSources
import Simulation
import StrategyKit
import TimeSeries

/// What a strategy computes from all bars before a run begins (S78): there a look ahead shows in no plain run.
extension Audit {
    /// The first event through a step in which the run that a study makes differs with other bars after it; `nil` where
    /// they agree, or where that run visits every bar.
    func fastDifference(
        _ base: AuditBench.Recording, on panel: Panel, through step: Int, _ bench: inout AuditBench
    ) throws(StudyError) -> AuditDifference? {
        guard base.run.isFast else { return nil }
        let other = try bench.runFast(panel, like: base)
        guard let parting = firstEvent(base, other, through: step, bench) else { return nil }
        return AuditDifference(
            time: parting.time, step: parting.step,
            kind: .decision(expected: parting.expected, found: parting.found), cause: fastCause(parting))
    }

    /// Who did it, where the plain loop sees no difference.
    private func fastCause(_ parting: Parting) -> String {
        let columns = "the columns that \(study.plan.name) prepares for the fast path"
        let symbols = study.data.panel.instruments.map(\.symbol)
        switch parting.decision?.body {
        case .submitted(let order), .replaced(let order):
            let reason = order.request.reason.text
            return columns + (reason.isEmpty ? ", in its orders" : ", in its order '\(reason)'")
                + " for \(symbols[order.instrument.place])"
        case .cancelled(_, let instrument, .asked): return columns + ", in its orders for \(symbols[instrument.place])"
        default: return columns + ", or the fast path of the engine"
        }
    }

    /// The first bar through a step at which signals differ with other bars after it; `nil` where they agree.
    func signalDifference(
        _ expected: MarketSignals, _ base: AuditBench.Recording, on panel: Panel, through step: Int,
        _ bench: inout AuditBench
    ) throws(StudyError) -> AuditDifference? {
        guard let found = try bench.signals(panel) else { return nil }
        let symbol = study.data.panel[expected.instrument].instrument.symbol
        func difference(_ name: String, _ bar: Int, _ values: (Double, Double)) -> AuditDifference {
            AuditDifference(
                time: Timestamp(nanoseconds: base.tape.times[bar]), step: bar,
                kind: .value(column: name, expected: values.0, found: values.1),
                cause: "\(name) of \(symbol), among the signals that \(study.plan.name) gives of all bars at once")
        }
        if expected.exitAfter != found.exitAfter {
            func bars(_ signals: MarketSignals) -> Double { signals.exitAfter.map { Double($0) } ?? .nan }
            return difference("the bars after which it exits", 0, (bars(expected), bars(found)))
        }
        let names = ["the entry long", "the entry short", "the exit long", "the exit short"]
        let (columns, others) = (expected.columns, found.columns)
        for bar in 0...step {
            var isEntry = false
            for (place, name) in names.enumerated() {
                let values = (columns[place].holds(at: bar), others[place].holds(at: bar))
                if values.0 != values.1 { return difference(name, bar, (values.0 ? 1 : 0, values.1 ? 1 : 0)) }
                isEntry = isEntry || place < 2 && values.0
            }
            guard isEntry else { continue }
            let (size, other) = (expected.size.at(bar), found.size.at(bar))
            // As text, so that an undefined size equals itself.
            if String(describing: size) != String(describing: other) {
                return difference("the size of an entry", bar, (size?.amount ?? .nan, other?.amount ?? .nan))
            }
        }
        return nil
    }
}

/// A signal that holds at no bar before the first at which anything is sent.
private struct Signal {
    let firstWarm: Int
    let column: BitColumn?

    func holds(at bar: Int) -> Bool {
        guard bar >= firstWarm, let column, bar < column.count else { return false }
        return column[bar]
    }
}

extension MarketSignals {
    /// Both entries, then both exits.
    fileprivate var columns: [Signal] {
        [enterLong, enterShort, exitLong, exitShort].map { Signal(firstWarm: firstWarm, column: $0) }
    }
}

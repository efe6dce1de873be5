import Core
import DataSources
import Simulation
import StrategyKit
import TimeSeries

extension Audit {
    /// Replaces the future at one cut, in a part of the bars that is small enough for all of it to take about as long as
    /// the run itself.
    ///
    /// It is a function of data, config and seed, as the run is.
    ///
    /// - Parameter first: The first decision instant at which the run took orders.
    public func quickCheck(from first: Int) throws(StudyError) -> QuickCheck {
        let times = EquityCurve.decisionTimes(of: study.data.panel)
        var check = QuickCheck(cut: nil, steps: 0, tracedColumns: 0, findings: [], reason: nil)
        // One run and four futures over a fifth of the bars; of few bars all, of many a few ten thousand.
        let barsPerStep = max(1, study.data.panel.barCount / max(1, times.count))
        let affordable = min(max(study.data.panel.barCount, 20_000) / 5, 50_000) / barsPerStep
        let steps = min(times.count, max(affordable, first + 64))
        guard steps > first + 1 else {
            check.reason = "no future behind the first decision"
            return check
        }
        let part = Audit.beginning(of: study.data.panel, through: times[steps - 1])
        var bench = AuditBench(self)
        let base = try bench.record(part)
        check.steps = base.tape.times.count
        check.tracedColumns = base.columns.count
        // The run itself may go from event to event (S78).
        let fast = try bench.runFast(part, like: base)
        let step = quickCut(of: fast, first: first)
        let cut = Timestamp(nanoseconds: base.tape.times[step])
        check.cut = cut
        for future in AlteredFuture.quick {
            var random = RandomStream(seed: options.seed, name: "audit.quick.\(future.rawValue)")
            let panel = future.applied(to: part, after: cut, &random)
            let other = try bench.record(panel)
            var difference = try firstDifference(base, other, on: panel, through: step, of: part, &bench)
            if difference == nil {
                difference = try fastDifference(fast, on: panel, through: step, &bench)
            }
            if let difference {
                check.findings.append(.init(cut: cut, future: future, difference: difference))
            }
        }
        return check
    }

    /// A step where something was decided, in the first three quarters, so that there is a future; else any there.
    private func quickCut(of base: AuditBench.Recording, first: Int) -> Int {
        let last = max(first, min(base.tape.times.count - 2, base.tape.times.count * 3 / 4))
        var random = RandomStream(seed: options.seed, name: "audit.quick")
        var decided: [Int] = []
        for event in base.run.log {
            guard case .submitted = event.body, Int(event.step) <= last, decided.last != Int(event.step) else {
                continue
            }
            decided.append(Int(event.step))
        }
        return decided.isEmpty ? first + random.below(last - first + 1) : decided[random.below(decided.count)]
    }

    /// The bars that end through an instant, and of each instrument at least its first.
    private static func beginning(of panel: Panel, through time: Int64) -> Panel {
        Panel(
            panel.series.map { series in
                series.slice(
                    0..<min(series.count, max(1, series.firstIndex(endingAtOrAfter: Timestamp(nanoseconds: time + 1)))))
            })
    }
}

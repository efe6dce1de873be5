import Core
import DataSources
import Dispatch
import Simulation
import StrategyKit
import Synchronization
import TimeSeries

extension Audit {
    /// Runs again, as it is, with instruments read in another order, and on several threads at a time (S73).
    func determinism(
        of base: AuditBench.Recording, _ bench: inout AuditBench, _ go: (Int) throws(StudyError) -> Void
    ) throws(StudyError) -> DeterminismResult {
        let panel = study.data.panel
        var result = DeterminismResult()
        func compare(_ variation: String, _ other: AuditBench.Recording, on panel: Panel) throws(StudyError) {
            if case .some(let row) = result.rows.last, row.variation == variation, row.difference != nil { return }
            let difference = try firstDifference(base, other, on: panel, through: .max - 1, &bench)
            if result.rows.last?.variation == variation { result.rows.removeLast() }
            result.rows.append(.init(variation: variation, difference: difference))
        }
        for _ in 0..<2 {
            let again = try bench.record(panel)
            try go(bench.runCount)
            try compare("run again", again, on: panel)
        }
        if panel.count > 1 {
            let turned = Panel(panel.series.reversed())
            let again = try bench.record(turned)
            try go(bench.runCount)
            try compare("instruments in another order", again, on: turned)
        }
        let fast = try bench.runFast(panel, like: base)
        if fast.run.isFast { try compare("the fast path", fast, on: panel) }
        try go(bench.runCount)
        let threads = 4
        for other in try together(threads, bench) { try compare("\(threads) threads", other, on: panel) }
        bench.add(runs: threads)
        try go(bench.runCount)
        return result
    }

    /// Runs side by side, which shows memory that runs share.
    private func together(_ count: Int, _ bench: AuditBench) throws(StudyError) -> [AuditBench.Recording] {
        let outcomes = Mutex<[Int: Result<AuditBench.Recording, StudyError>]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { number in
            var bench = bench
            let outcome: Result<AuditBench.Recording, StudyError>
            do throws(StudyError) {
                outcome = .success(try bench.record(study.data.panel))
            } catch {
                outcome = .failure(error)
            }
            outcomes.withLock { $0[number] = outcome }
        }
        let all = outcomes.withLock { outcomes in (0..<count).compactMap { outcomes[$0] } }
        var recordings: [AuditBench.Recording] = []
        for one in all { recordings.append(try one.get()) }
        return recordings
    }
}

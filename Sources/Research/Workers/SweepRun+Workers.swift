import Core
import Dispatch
import StrategyKit
import Synchronization
import TrialLedger

extension SweepRun {
    /// The worker processes that run trials; `nil` where threads do.
    func pool(jobs: Int, limit: Duration?) -> WorkerPool? {
        guard case .processes(let program) = isolation else { return nil }
        return WorkerPool(
            program, jobs: jobs, columns: plan.columns, sessionCount: evaluator.sessionDates.count, sweep: parts.sweep,
            limit: limit)
    }

    /// Has workers run trials; what they have done is kept, however this ends.
    func direct(
        _ pool: WorkerPool, _ open: [Int], _ shared: Shared, _ isGoingOn: () -> Bool
    ) throws(SweepError) {
        var batch = TrialBatch(columns: plan.columns, sessionCount: evaluator.sessionDates.count)
        var starts: [TrialStart] = []
        var pace = KeepingPace(left: open.count)
        var begun = Timestamp.present
        var place = 0
        // Written beside the work: workers must not wait for a disk.
        let writing = DispatchGroup()
        func keepAside() {
            let (done, begun) = (batch, starts)
            shared.queue.async(group: writing) {
                var (done, begun) = (done, begun)
                keep(&done, &begun, shared)
            }
            batch = TrialBatch(columns: plan.columns, sessionCount: evaluator.sessionDates.count)
            starts = []
        }
        defer {
            keepAside()
            writing.wait()
        }
        while place < open.count || pool.isBusy {
            guard isGoingOn(), !shared.isStopped.load(ordering: .relaxed) else {
                shared.isStopped.store(true, ordering: .relaxed)
                return pool.stop()
            }
            defer {
                let done = pool.takeDone()
                batch.append(done) { _ in true }
                shared.finished.wrappingAdd(done.count, ordering: .relaxed)
                for (number, end) in zip(done.numbers, done.states) {
                    let told = pool.takeIdentity(of: number)
                    guard let ledger else { continue }
                    let values = plan.values(of: Int(number))
                    starts.append(ledger.start(of: Int(number), values, end: end, told: told, begun: begun))
                }
            }
            try pool.turn(left: open.count - place) {
                defer { place += 1 }
                let trial = open[place]
                return WorkerTrial(
                    number: UInt32(trial), keepsReturns: returns.contains(trial), values: plan.values(of: trial))
            }
            if batch.count > 0, pace.isDue(left: open.count - place) {
                keepAside()
                shared.waitForRoom()
                begun = .present
            }
        }
    }
}

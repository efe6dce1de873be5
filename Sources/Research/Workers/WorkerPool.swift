import Core
import Foundation

/// Worker processes that run the trials of a sweep.
///
/// One thread serves all of them. Each has trials at hand before it needs them, and answers many short ones at once;
/// what one has at hand while another has nothing goes back. A worker that ends costs the trial that it was at: what it
/// had done and not told, and what it had not begun, is run by another.
final class WorkerPool {
    private let program: WorkerProgram
    private let jobs: Int
    private let columns: TrialColumns
    private let sessionCount: Int
    private let sweep: String
    private let limit: Duration?
    private var workers: [TrialWorker] = []
    /// Trials that came back, to be handed out before others.
    private var returned: [WorkerTrial] = []
    private var done: TrialBatch
    /// By what the ledger knows trials that are done, where workers have said it.
    private var identities: [UInt32: WorkerIdentity] = [:]
    /// How many workers in a row ended at no trial, and nothing done.
    private var fruitless = 0
    private var listened = WorkerNotice.now

    /// So many workers in a row may end before they have begun a trial.
    private static let mostFruitless = 3
    /// A worker gives a trial up itself where it can; it is killed so much later.
    private static let grace = Duration.milliseconds(100)
    /// Nanoseconds for which a worker may be silent before others are given what it has not begun.
    private static let patience: UInt64 = 20_000_000
    private static let tick: UInt64 = 100_000_000

    /// A pool without workers; they are started when there is something to do.
    ///
    /// - Parameters:
    ///   - jobs: How many workers there are at most.
    ///   - sweep: The hash of the sweep.
    ///   - limit: How long a trial may take; `nil` for as long as it takes.
    init(
        _ program: WorkerProgram, jobs: Int, columns: TrialColumns, sessionCount: Int, sweep: String, limit: Duration?
    ) {
        self.program = program
        self.jobs = jobs
        self.columns = columns
        self.sessionCount = sessionCount
        self.sweep = sweep
        self.limit = limit
        done = TrialBatch(columns: columns, sessionCount: sessionCount)
    }

    /// Whether trials were handed out that are not done.
    var isBusy: Bool { !returned.isEmpty || workers.contains { !$0.handed.isEmpty } }

    /// The trials that were done since it was last asked.
    func takeDone() -> TrialBatch {
        defer { done.removeAll() }
        return done
    }

    /// By what the ledger knows a trial that is done, told once; `nil` where its worker has not said it.
    func takeIdentity(of trial: UInt32) -> WorkerIdentity? { identities.removeValue(forKey: trial) }

    /// Ends all workers at once.
    func stop() {
        for worker in workers { _ = worker.end() }
        workers.removeAll()
        returned.removeAll()
    }

    /// Hands out trials, and waits for what comes, a tenth of a second at most.
    ///
    /// - Parameters:
    ///   - left: How many trials have not been handed out.
    ///   - next: The next of them.
    /// - Throws: `SweepError.worker` where workers cannot start, or end without running anything.
    func turn(left: Int, next: () -> WorkerTrial) throws(SweepError) {
        let open = left + returned.count + workers.reduce(0) { $0 + $1.handed.count }
        while workers.count < min(jobs, open) { workers.append(try TrialWorker(program)) }
        let left = handOut(left, next)
        let isUneven = left == 0 && returned.isEmpty && balance()
        for worker in wait(isUneven: isUneven) { try take(from: worker) }
        let now = WorkerNotice.now
        if now - listened > WorkerPool.tick {
            listened = now
            for worker in workers {
                worker.listen()
                if worker.hasEnded { try take(from: worker) }
            }
        }
        if limit != nil { try giveUpLate() }
    }

    /// Hands trials to workers that have few, those first that have least.
    ///
    /// - Returns: How many trials have not been handed out.
    private func handOut(_ left: Int, _ next: () -> WorkerTrial) -> Int {
        var left = left
        let hungry = workers.filter { $0.isReady && !$0.isAsked && $0.handed.count <= $0.window / 2 }
        for worker in hungry.sorted(by: { $0.handed.count < $1.handed.count }) {
            // Towards the end portions become smaller, so that all workers end at about the same time.
            let share = max(1, (left + returned.count) / (2 * workers.count))
            var trials: [WorkerTrial] = []
            while trials.count < min(share, worker.window - worker.handed.count), left + returned.count > 0 {
                if let trial = returned.popLast() {
                    trials.append(trial)
                } else {
                    trials.append(next())
                    left -= 1
                }
            }
            worker.hand(trials)
        }
        return left
    }

    /// Asks a worker for what it has not begun, where another has nothing to do.
    ///
    /// - Returns: Whether one has nothing to do while another has more than it is at.
    private func balance() -> Bool {
        guard workers.contains(where: { $0.isReady && $0.handed.isEmpty }),
            let fullest = workers.filter({ !$0.isAsked }).max(by: { $0.handed.count < $1.handed.count }),
            fullest.handed.count > 1
        else { return false }
        if WorkerNotice.now - fullest.touched > WorkerPool.patience { fullest.askBack() }
        return true
    }

    /// Waits until something comes from a worker.
    private func wait(isUneven: Bool) -> [TrialWorker] {
        var waits: [pollfd] = []
        var owners: [TrialWorker] = []
        for worker in workers {
            for wait in worker.waits {
                waits.append(wait)
                owners.append(worker)
            }
        }
        let now = WorkerNotice.now
        var nanoseconds = isUneven ? WorkerPool.patience : WorkerPool.tick
        for deadline in workers.compactMap({ deadline(of: $0) }) {
            nanoseconds = min(nanoseconds, deadline > now ? deadline - now : 0)
        }
        guard poll(&waits, nfds_t(waits.count), Int32((nanoseconds + 999_999) / 1_000_000)) > 0 else { return [] }
        var woken: [TrialWorker] = []
        for (wait, worker) in zip(waits, owners) where wait.revents != 0 && woken.last !== worker {
            woken.append(worker)
        }
        return woken
    }

    /// When a worker is killed for the trial that it is at; `nil` where that may take as long as it takes, or is not known.
    private func deadline(of worker: TrialWorker) -> UInt64? {
        guard let limit, let begun = worker.current?.begun else { return nil }
        return begun &+ WorkerPool.nanoseconds(limit + WorkerPool.grace)
    }

    private static func nanoseconds(_ duration: Duration) -> UInt64 {
        let (seconds, fraction) = duration.components
        // A limit of centuries is none.
        return UInt64(clamping: min(seconds, 1 << 32)) * 1_000_000_000 + UInt64(clamping: fraction / 1_000_000_000)
    }

    /// Takes what a worker sent.
    private func take(from worker: TrialWorker) throws(SweepError) {
        worker.send()
        worker.listen()
        let (frames, isOver) = worker.receive()
        let isOrderly = try take(frames, from: worker)
        if isOver || !isOrderly || worker.hasEnded { try bury(worker) }
    }

    /// - Returns: Whether all frames are what a worker may send.
    private func take(_ frames: [WorkerFrame], from worker: TrialWorker) throws(SweepError) -> Bool {
        for frame in frames {
            switch frame {
            case .ready: worker.isReady = true
            case .refused(let message): throw .worker(message)
            case .gaveBack(let numbers): returned += worker.takeBack(numbers).reversed()
            case .identified(let identity): identities[identity.number] = identity
            case .done(let bytes):
                guard let batch = TrialBatch(bytes: bytes, sweep: sweep, columns: columns, sessionCount: sessionCount),
                    worker.complete(batch.numbers)
                else { return false }
                done.append(batch) { _ in true }
                fruitless = 0
            case .trial, .giveBack: return false
            }
        }
        return true
    }

    /// Kills workers whose trial takes too long.
    private func giveUpLate() throws(SweepError) {
        for worker in workers {
            guard let deadline = deadline(of: worker), deadline <= WorkerNotice.now else { continue }
            // It may have gone on since somebody last looked.
            worker.listen()
            guard let now = self.deadline(of: worker), now <= WorkerNotice.now else { continue }
            try bury(worker, isLate: true)
        }
    }

    /// Takes leave of a worker that has ended, or shall: the trial that it was at has its reason, the others are run by
    /// another worker.
    private func bury(_ worker: TrialWorker, isLate: Bool = false) throws(SweepError) {
        workers.removeAll { $0 === worker }
        let ended = WorkerNotice.now
        let death = worker.end()
        worker.listen()
        _ = try take(worker.receive().frames, from: worker)
        let reason = death.text(worker.words)
        var open = worker.handed
        if let limit, isLate {
            if let (place, begun) = worker.current, ended &- begun >= WorkerPool.nanoseconds(limit), begun <= ended {
                done.append(Int(open[place].number), .timedOut, reason: TrialEvaluator.lateReason(limit))
                open.remove(at: place)
            }
        } else if let (place, _) = worker.current {
            done.append(Int(open[place].number), .failed, reason: reason)
            open.remove(at: place)
            fruitless = 0
        } else {
            fruitless += 1
            guard fruitless < WorkerPool.mostFruitless else {
                let what = worker.isReady ? "ended between two trials" : "ended before it could run trials"
                throw .worker("error: \(fruitless) worker processes in a row \(what), the last because \(reason)")
            }
        }
        returned += open.reversed()
    }
}

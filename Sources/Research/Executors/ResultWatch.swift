/// Which trials of a sweep are done, as its results come in.
struct ResultWatch {
    private let plan: SweepPlan
    private let parts: SweepParts
    private let sessionCount: Int
    private let chunk: Int
    private var seen: Set<String> = []
    private var isDone: [Bool]
    /// How many trials of each chunk are not done.
    private(set) var missing: [Int]
    private var done = 0
    private var before: Int?
    private var failed = 0
    private var best: (trial: Int, figure: Double)?

    /// A watch that has not looked yet.
    ///
    /// - Parameter chunk: How many trials a chunk has; the last may have fewer.
    init(_ plan: SweepPlan, parts: SweepParts, sessionCount: Int, chunk: Int) {
        (self.plan, self.parts, self.sessionCount, self.chunk) = (plan, parts, sessionCount, chunk)
        isDone = [Bool](repeating: false, count: plan.count)
        missing = stride(from: 0, to: plan.count, by: chunk).map { min(chunk, plan.count - $0) }
    }

    /// Looks for results that are new.
    mutating func look() {
        let new = parts.readNew(plan.columns, sessionCount: sessionCount, seen: &seen)
        let column = plan.objectives.first.flatMap { plan.columns.place(of: $0.id) }
        for place in 0..<new.count {
            let trial = Int(new.numbers[place])
            guard trial < isDone.count, !isDone[trial] else { continue }
            isDone[trial] = true
            missing[trial / chunk] -= 1
            done += 1
            if new.states[place] != .finished { failed += 1 }
            guard let objective = plan.objectives.first, let column, let figure = new.figure(column, of: place)
            else { continue }
            let isBetter = best.map { objective.isLower ? figure < $0.figure : figure > $0.figure } ?? true
            if isBetter { best = (trial, figure) }
        }
        if before == nil { before = done }
    }

    /// How far the sweep is, after so many seconds.
    func progress(after seconds: Double) -> SweepProgress {
        SweepProgress(
            done: done, all: plan.count, rate: Double(done - (before ?? done)) / max(seconds, 1e-9), failed: failed,
            best: best)
    }

    /// The trials of a chunk that are not done.
    func missingTrials(of index: Int) -> [Int] {
        (index * chunk..<min((index + 1) * chunk, plan.count)).filter { !isDone[$0] }
    }
}

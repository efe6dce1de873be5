/// Which chunks of a sweep are to be submitted to a queue, waited for or given up: decisions alone, without a clock, a file
/// or a queue of their own.
///
/// Results are the truth, and what a queue says is a hint when to look for them. A chunk is done where its results are there,
/// whatever the queue says. It is not submitted as long as the queue has it. Where the queue says that its task failed, it
/// is open again at once; where the queue says that it ended well, or does not know it, only when no result has come for a
/// grace, because file systems are late and queues forget. A chunk that ended without a new result too often is given up.
///
/// As long as no task has brought anything and one has failed, everything may be wrong: one chunk at a time is tried
/// again, so that a sweep of thousands of tasks that cannot work ends after a few.
struct ChunkSchedule: Sendable {
    /// What is to be done.
    enum Verdict: Sendable, Hashable {
        /// There are results to come.
        case goOn
        /// All chunks are done.
        case finished
        /// Nothing more can be done, and chunks are missing.
        case failed
    }

    private enum Stage: Hashable {
        case open
        /// The queue has it.
        case queued
        /// The queue says that it ended, or does not know it, since then.
        case settling(since: Duration)
        /// The queue says that it failed.
        case dead
        case done
        case givenUp
    }

    private struct Chunk {
        var stage = Stage.open
        var missing: Int
        /// How often it was submitted and brought nothing.
        var futile = 0
        var cause = ""
    }

    /// How often a chunk that ended without a new result is submitted again.
    let retries: Int
    /// How long results may take after the end of their task.
    let grace: Duration
    private var chunks: [Chunk]
    /// How many tasks the queue has, or may still bring results of.
    private(set) var outstanding = 0
    private var open: Int
    private var givenUp = 0
    /// Whether any task has brought results.
    private var hasBrought = false
    /// Whether any task has ended without.
    private var hasFailed = false
    /// How many tasks the queue takes at a time, as far as refusals have shown.
    private var most = Int.max

    /// A schedule of chunks of which none is done.
    ///
    /// - Parameter missing: How many trials each has.
    init(missing: [Int], retries: Int, grace: Duration) {
        self.retries = retries
        self.grace = grace
        chunks = missing.map { Chunk(missing: $0) }
        open = chunks.count
    }

    // MARK: What is known

    /// Takes note of results.
    ///
    /// - Parameter missing: How many trials of each chunk are not there.
    mutating func record(missing: [Int]) {
        for index in chunks.indices where missing[index] < chunks[index].missing {
            if isOutstanding(index) || chunks[index].futile > 0 { hasBrought = true }
            chunks[index].missing = missing[index]
            chunks[index].futile = 0
            if missing[index] == 0 {
                move(index, to: .done)
            } else if chunks[index].stage == .givenUp {
                move(index, to: .open)
            }
        }
    }

    /// Takes note that the queue has chunks, or may have: those that were just submitted, or by an earlier process.
    mutating func recordSubmitted(_ submitted: some Sequence<Int>) {
        for index in submitted where chunks.indices.contains(index) && chunks[index].stage == .open {
            move(index, to: .queued)
        }
    }

    /// Takes note that the queue has taken tasks: it may take more.
    mutating func recordAccepted(_ count: Int) {
        if most < Int.max / 2 { most += count }
    }

    /// Takes note that the queue has refused so many tasks in one piece: fewer may be taken, or more later.
    ///
    /// - Returns: Whether trying again makes sense.
    mutating func recordRefused(_ count: Int) -> Bool {
        guard count > 1 || outstanding > 0 else { return false }
        most = outstanding + count / 2
        return true
    }

    /// Takes note of what the queue says.
    ///
    /// - Parameters:
    ///   - states: Of the outstanding chunks those that it knows.
    ///   - now: The time since anything.
    mutating func observe(_ states: [Int: TaskState], at now: Duration) {
        for index in chunks.indices where isOutstanding(index) {
            switch states[index] {
            case .waiting, .running: move(index, to: .queued)
            case .failed(let cause):
                chunks[index].cause = cause
                move(index, to: .dead)
            case .ended, nil:
                chunks[index].cause =
                    states[index] == nil
                    ? "the queue does not know it any more" : "it ended well, and its results cannot be seen here"
                if case .settling = chunks[index].stage { continue }
                move(index, to: .settling(since: now))
            }
        }
    }

    /// Opens again, or gives up, what ended without results.
    ///
    /// Only to be called when results were looked for after the queue was asked.
    mutating func expire(at now: Duration) {
        for index in chunks.indices {
            switch chunks[index].stage {
            case .dead: break
            case .settling(let since): if now - since < grace { continue }
            case .open, .queued, .done, .givenUp: continue
            }
            hasFailed = true
            chunks[index].futile += 1
            move(index, to: chunks[index].futile > retries ? .givenUp : .open)
        }
    }

    // MARK: What follows

    /// The chunks that have no end yet, in ascending order.
    var outstandingChunks: [Int] { chunks.indices.filter { isOutstanding($0) } }

    /// Whether everything may be wrong: nothing has come, and something has failed.
    private var isDoubtful: Bool { hasFailed && !hasBrought }

    /// The chunks to submit next, in ascending order.
    ///
    /// - Parameter room: How many more tasks the queue may have.
    func next(room: Int) -> [Int] {
        let room = min(room, most - outstanding)
        guard room > 0, open > 0 else { return [] }
        if isDoubtful {
            let tried = chunks.indices.filter { chunks[$0].futile > 0 }
            guard givenUp == 0, !tried.contains(where: { isOutstanding($0) }) else { return [] }
            let choice = tried.filter { chunks[$0].stage == .open }.max { chunks[$0].futile < chunks[$1].futile }
            return choice.map { [$0] } ?? []
        }
        return Array(chunks.indices.lazy.filter { chunks[$0].stage == .open }.prefix(room))
    }

    /// How it stands.
    var verdict: Verdict {
        if open == 0, outstanding == 0 { return givenUp == 0 ? .finished : .failed }
        return givenUp > 0 && outstanding == 0 && isDoubtful ? .failed : .goOn
    }

    /// What was given up: the chunk, how often it was submitted in vain, and how it ended last.
    var failures: [(chunk: Int, submissions: Int, cause: String)] {
        chunks.indices.filter { chunks[$0].stage == .givenUp }
            .map { ($0, chunks[$0].futile, chunks[$0].cause) }
    }

    private func isOutstanding(_ index: Int) -> Bool { ChunkSchedule.isOutstanding(chunks[index].stage) }

    private static func isOutstanding(_ stage: Stage) -> Bool {
        switch stage {
        case .queued, .settling, .dead: true
        case .open, .done, .givenUp: false
        }
    }

    private mutating func move(_ index: Int, to stage: Stage) {
        count(chunks[index].stage, by: -1)
        chunks[index].stage = stage
        count(stage, by: 1)
    }

    private mutating func count(_ stage: Stage, by change: Int) {
        if ChunkSchedule.isOutstanding(stage) { outstanding += change }
        if stage == .open { open += change }
        if stage == .givenUp { givenUp += change }
    }
}

import Core
@testable import Research

/// A model of a queue as queues are: tasks wait, run, fail, bring their results late, are lost with their node, forgotten
/// while they run, started twice, and the queue does not answer or take more for a while.
struct ForgetfulQueue {
    /// A task as it really is.
    struct Job {
        var chunk: Int
        /// When it ends, in ticks.
        var end: Int
        /// When its results can be seen; `nil` where it brings none.
        var results: Int?
        /// What the queue says when it has ended; `nil` where it then knows nothing of it.
        var word: TaskState?
        /// When the queue forgets it.
        var forgotten: Int?
    }

    private(set) var jobs: [Job] = []
    /// Trials that are not there, by chunk.
    private(set) var missing: [Int]
    /// Chunks that bring nothing, whatever is done.
    let hopeless: Set<Int>
    /// How many tasks it takes at a time.
    let most: Int
    private var random: RandomStream
    private let faults: Double
    private var awayUntil = 0

    init(missing: [Int], seed: UInt64) {
        self.missing = missing
        random = RandomStream(seed: seed, name: "queue")
        faults = [0, 0.1, 0.4][random.below(3)]
        most = [3, 10, 1_000][random.below(3)]
        var hopeless: Set<Int> = []
        let share = [0, 0, 0.2, 1][random.below(4)]
        for chunk in missing.indices where random.uniform() < share { hopeless.insert(chunk) }
        self.hopeless = hopeless
    }

    /// The chunks that the queue has at a time, as it says truly.
    func alive(at tick: Int) -> Set<Int> {
        Set(jobs.filter { tick < $0.end && tick < $0.forgotten ?? .max }.map(\.chunk))
    }

    mutating func isAway(at tick: Int) -> Bool {
        if tick >= awayUntil, random.uniform() < faults * 0.1 { awayUntil = tick + 1 + random.below(30) }
        return tick < awayUntil
    }

    /// Takes tasks; `false` where they are too many.
    mutating func submit(_ chunks: [Int], at tick: Int) -> Bool {
        guard alive(at: tick).count + chunks.count <= most else { return false }
        for chunk in chunks {
            let end = tick + 1 + random.below(20)
            let fails = hopeless.contains(chunk) || random.uniform() < faults * 0.3
            let forgotten = random.uniform() < faults * 0.3 ? tick + random.below(10) : nil
            let word: TaskState? =
                random.uniform() < 0.3 ? nil : fails && random.uniform() < 0.7 ? .failed("FAILED") : .ended
            jobs.append(
                Job(
                    chunk: chunk, end: end, results: fails ? nil : end + random.below(4), word: word,
                    forgotten: forgotten))
        }
        return true
    }

    /// What it says, and what can be seen of results after that.
    mutating func look(at tick: Int) -> [Int: TaskState] {
        var states: [Int: TaskState] = [:]
        for job in jobs where tick < job.forgotten ?? .max {
            states[job.chunk] = tick < job.end ? (random.uniform() < 0.5 ? .waiting : .running) : job.word
        }
        for job in jobs { if let results = job.results, results <= tick { missing[job.chunk] = 0 } }
        return states
    }
}

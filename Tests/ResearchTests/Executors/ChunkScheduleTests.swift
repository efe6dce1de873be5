import Core
import Foundation
import Testing

@testable import Research

/// Decisions about chunks in a queue, over histories that a queue may have.
@Suite struct ChunkScheduleTests {
    private static let seeds = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 400 : 20_000

    @Test func everyChunkIsDoneOrReportedWhateverTheQueueDoes() {
        let base = UInt64.random(in: 0..<1 << 32)
        for seed in base..<base + UInt64(ChunkScheduleTests.seeds) {
            var random = RandomStream(seed: seed, name: "schedule")
            let count = 1 + random.below(40)
            let retries = random.below(4)
            let grace = 4
            var queue = ForgetfulQueue(missing: [Int](repeating: 3, count: count), seed: seed)
            var schedule = ChunkSchedule(missing: queue.missing, retries: retries, grace: .seconds(grace))
            var submissions = [Int](repeating: 0, count: count)
            var said: [Int: TaskState] = [:]
            var tick = 0
            while schedule.verdict == .goOn, tick < 20_000 {
                var isRefused = false
                while !isRefused, !queue.isAway(at: tick) {
                    let chunks = schedule.next(room: 1 + random.below(60))
                    if chunks.isEmpty { break }
                    // Nothing is submitted that the queue said it had.
                    for chunk in chunks where said[chunk]?.isAlive ?? false {
                        Issue.record("seed \(seed): chunk \(chunk) is submitted while it is queued, tick \(tick)")
                    }
                    if queue.submit(chunks, at: tick) {
                        schedule.recordSubmitted(chunks)
                        schedule.recordAccepted(chunks.count)
                        for chunk in chunks {
                            submissions[chunk] += 1
                            said[chunk] = .waiting
                        }
                    } else if !schedule.recordRefused(chunks.count) {
                        // Forgotten tasks may still fill the queue, which the schedule cannot know.
                        isRefused = true
                    } else {
                        isRefused = schedule.outstanding > 0
                    }
                }
                tick += 1
                let isAway = queue.isAway(at: tick)
                let states = queue.look(at: tick)
                schedule.record(missing: queue.missing)
                if !isAway {
                    said = states
                    schedule.observe(states, at: .seconds(tick))
                    schedule.expire(at: .seconds(tick))
                }
            }
            let lost = Set(schedule.failures.map(\.chunk))
            let undone = Set(queue.missing.indices.filter { queue.missing[$0] > 0 })
            #expect(schedule.verdict != .goOn, "seed \(seed): no end after \(tick) ticks")
            #expect(schedule.outstanding == 0, "seed \(seed)")
            switch schedule.verdict {
            case .finished: #expect(undone.isEmpty && lost.isEmpty, "seed \(seed): \(undone) are not done")
            case .failed:
                #expect(!lost.isEmpty && lost.isSubset(of: undone), "seed \(seed): \(lost) of \(undone)")
                // Only where nothing worked at all other chunks are not tried to the end.
                #expect(lost == undone || undone.count == count, "seed \(seed): \(lost) of \(undone)")
                #expect(schedule.failures.allSatisfy { $0.submissions == retries + 1 }, "seed \(seed)")
            case .goOn: break
            }
            #expect(submissions.allSatisfy { $0 <= retries + 1 }, "seed \(seed): \(submissions)")
        }
    }

    private static func schedule(_ count: Int, retries: Int = 1) -> ChunkSchedule {
        ChunkSchedule(missing: [Int](repeating: 2, count: count), retries: retries, grace: .seconds(10))
    }

    @Test func resultsCountWhateverTheQueueSays() {
        var schedule = ChunkScheduleTests.schedule(2)
        schedule.recordSubmitted([0, 1])
        schedule.record(missing: [0, 2])
        schedule.observe([0: .running, 1: .running], at: .seconds(1))
        #expect(schedule.outstandingChunks == [1])
        schedule.record(missing: [0, 0])
        #expect(schedule.verdict == .finished)
    }

    @Test func whatTheQueueForgotIsSubmittedAgainAfterTheGraceAlone() {
        var schedule = ChunkScheduleTests.schedule(1)
        schedule.recordSubmitted([0])
        for (second, isOpen) in [(5, false), (14, false), (15, true)] {
            schedule.observe([:], at: .seconds(second))
            schedule.expire(at: .seconds(second))
            #expect(schedule.next(room: 5) == (isOpen ? [0] : []), "\(second)")
        }
        schedule.recordSubmitted([0])
        // A queue that finds it again is believed.
        schedule.observe([:], at: .seconds(16))
        schedule.observe([0: .waiting], at: .seconds(20))
        schedule.observe([:], at: .seconds(21))
        schedule.expire(at: .seconds(30))
        #expect(schedule.outstanding == 1)
        schedule.expire(at: .seconds(31))
        #expect(schedule.verdict == .failed)
        #expect(schedule.failures.first?.cause == "the queue does not know it any more")
    }

    @Test func aTaskThatBringsSomethingIsNotInVain() {
        var schedule = ChunkScheduleTests.schedule(1)
        for missing in [2, 1] {
            schedule.recordSubmitted([0])
            schedule.record(missing: [missing])
            schedule.observe([0: .failed("TIMEOUT")], at: .zero)
            schedule.expire(at: .zero)
            #expect(schedule.verdict == .goOn)
        }
        schedule.recordSubmitted([0])
        schedule.observe([0: .failed("TIMEOUT")], at: .zero)
        schedule.expire(at: .zero)
        #expect(schedule.failures.first?.submissions == 2)
    }

    @Test func whereNothingWorksOneChunkAloneIsTriedAgain() {
        var schedule = ChunkScheduleTests.schedule(1_000, retries: 2)
        schedule.recordSubmitted(schedule.next(room: 50))
        #expect(schedule.outstanding == 50)
        var states: [Int: TaskState] = [:]
        for chunk in 0..<50 { states[chunk] = .failed("FAILED") }
        var submitted = 0
        while schedule.verdict == .goOn, submitted < 100 {
            schedule.observe(states, at: .zero)
            schedule.expire(at: .zero)
            let next = schedule.next(room: 50)
            submitted += next.count
            schedule.recordSubmitted(next)
        }
        #expect(schedule.verdict == .failed && submitted == 2)
        #expect(schedule.failures.count == 1)
    }
}

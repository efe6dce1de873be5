import Core
import Foundation
import TestSupport
import Testing
import TrialLedger

/// Writers that are killed at random moments: nothing acknowledged is lost, nothing is counted twice.
@Suite struct LedgerKillTests {
    typealias F = LedgerFixtures

    /// A writer whose words go to a file.
    struct Writer {
        var process: Process
        var words: URL

        init(_ arguments: [String], in folder: TemporaryFolder) throws {
            words = folder.url.appendingPathComponent(UUID().uuidString)
            try "".write(to: words, atomically: false, encoding: .utf8)
            process = Process()
            process.executableURL = URL(fileURLWithPath: F.writer)
            process.arguments = arguments
            process.standardOutput = try FileHandle(forWritingTo: words)
            try process.run()
        }

        /// Ends it with SIGKILL.
        func kill() {
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }

        /// Waits until it has said something, for a minute at most.
        func waitForWords() throws {
            for _ in 0..<12_000 {
                guard try said().isEmpty else { return }
                usleep(5_000)
            }
        }

        /// The whole lines that it said.
        func said() throws -> [Substring] {
            let text = try String(contentsOf: words, encoding: .utf8)
            return Array(text.split(separator: "\n", omittingEmptySubsequences: false).dropLast())
        }
    }

    @Test(arguments: [LedgerJournal.writeAhead, .rollback])
    func killedWritersLoseNothingAcknowledgedAndCountNothingTwice(journal: LedgerJournal) throws {
        let long = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] != nil
        let seed = UInt64.random(in: 0...UInt64.max)
        print("\(journal) journal, seed \(seed)")
        let word = journal == .writeAhead ? "write" : "rollback"
        var random = RandomStream(seed: seed, name: "kills")
        let folder = try TemporaryFolder()
        let (writers, rounds, size) = (4, long ? 100 : 25, 50)
        var next = [Int](repeating: 0, count: writers)
        var kills = 0
        for round in 0..<rounds {
            let running = try (0..<writers).map { writer in
                // What was not acknowledged is written again, whether it was kept or not.
                try Writer(
                    [word, F.path(folder), "w\(writer)", "\(next[writer])", "1000000", "\(size)"], in: folder)
            }
            // None, one or some batches: and some die before they have opened or made the file.
            if round == rounds / 2 { try running[0].waitForWords() }
            usleep(UInt32(random.below(120_000)))
            for writer in (0..<writers).shuffled(using: &random) {
                running[writer].kill()
                kills += 1
                #expect(running[writer].process.terminationReason == .uncaughtSignal)
                if let last = try running[writer].said().last {
                    next[writer] = try #require(Int(last), "\(last)") + 1
                }
                usleep(UInt32(random.below(5_000)))
            }
        }
        let ledger = try Ledger(path: F.path(folder), access: .writing, journal: journal)
        #expect(try ledger.problems().isEmpty)
        // Every trial that a writer may have written, by the text of its settings.
        var attempts: [String: [Int64]] = [:]
        for entry in try ledger.entries() { attempts[entry.start.settings, default: []].append(entry.attempt) }
        for writer in 0..<writers {
            for batch in 0...next[writer] {
                let kept = (0..<size).map { attempts["\"w\(writer) \(batch) \($0)\""]?.count ?? 0 }
                // A batch is whole, as often as it was written.
                #expect(Set(kept).count == 1, "batch \(batch) of writer \(writer): \(kept)")
                if batch < next[writer] { #expect(kept[0] >= 1, "batch \(batch) of writer \(writer) is lost") }
            }
        }
        let summary = try #require(try ledger.families().first)
        #expect(summary.trials == attempts.count)
        #expect(summary.attempts == attempts.values.map(\.count).reduce(0, +))
        #expect(summary.trials >= next.reduce(0, +) * size)
        #expect(summary.finished == summary.trials && summary.running == 0)
        print("\(journal) journal: \(kills) kills, \(summary.trials) trials, \(summary.repeats) repeats")
        #expect(next.reduce(0, +) > 0)
    }

    @Test func whatAKilledProcessHadBegunIsAbandoned() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = RandomStream(seed: seed, name: "kills")
        let folder = try TemporaryFolder()
        var (begun, ended): (Set<Int64>, Set<Int64>) = ([], [])
        for round in 0..<12 {
            let writer = try Writer(["attempts", F.path(folder), "r\(round)", "0", "1000000"], in: folder)
            try writer.waitForWords()
            usleep(UInt32(random.below(60_000)))
            writer.kill()
            for line in try writer.said() {
                let words = line.split(separator: " ")
                let attempt = try #require(words.count == 2 ? Int64(words[1]) : nil, "\(line)")
                if words[0] == "begun" { begun.insert(attempt) } else { ended.insert(attempt) }
            }
        }
        let ledger = try Ledger(path: F.path(folder), access: .writing)
        var states: [Int64: TrialState] = [:]
        for entry in try ledger.entries() { states[entry.attempt] = entry.state }
        #expect(!ended.isEmpty && begun.isSuperset(of: ended))
        for attempt in ended { #expect(states[attempt] == .finished) }
        // The end of the last one of a process may have been kept without a word.
        for attempt in begun.subtracting(ended) {
            #expect(states[attempt] == .abandoned || states[attempt] == .finished)
        }
        #expect(!states.values.contains(.running))
        let summary = try #require(try ledger.families().first)
        #expect(summary.trials == states.count && summary.repeats == 0)
        #expect(try ledger.problems().isEmpty)
    }

    @Test func threadsOfOneProcessAndSeveralConnectionsWriteAtOnce() async throws {
        let folder = try TemporaryFolder()
        let path = F.path(folder)
        let shared = try Ledger(path: path, access: .writing)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    let own = writer % 2 == 0 ? shared : try Ledger(path: path, access: .writing)
                    for batch in 0..<10 {
                        // Half of what each writes is also written by another.
                        let records = (0..<20).map { F.finished("\(writer / 2) \(batch) \($0)") }
                        let attempts = try own.record(records)
                        #expect(attempts.count == 20)
                    }
                }
            }
            try await group.waitForAll()
        }
        let summary = try shared.family(F.study().familyKey)
        #expect(summary.trials == 800 && summary.attempts == 1_600)
        #expect(try shared.problems().isEmpty)
    }
}

import Core
import Foundation
import TestSupport
import Testing
import TrialLedger

@Suite struct LedgerTests {
    typealias F = LedgerFixtures

    @Test func aTrialComesBackAsItWasRecorded() throws {
        let folder = try TemporaryFolder()
        let study = F.study(sweep: "s1")
        let returns: [Float] = [0.01, -0.02, .nan, 0.5]
        let record = F.finished("a", study, returns: returns)
        #expect(try F.ledger(folder).record([record]) == 1..<2)
        let ledger = try F.ledger(folder, access: .reading)
        let entries = try ledger.entries()
        let entry = try #require(entries.first)
        #expect(entries.count == 1)
        #expect(entry.start == record.start)
        var outcome = record.outcome
        outcome.returns = nil
        #expect(entry.outcome == outcome)
        #expect(entry.state == .finished)
        #expect(!entry.isRepeat)
        #expect(try entry.identity == TrialIdentity(record.start))
        #expect(try ledger.returns(of: 1)?.map(\.bitPattern) == returns.map(\.bitPattern))
        #expect(entry.outcome?.metrics["absent"] == nil)
        #expect(entry.outcome?.metrics["odd"]?.isNaN == true)
        #expect(try ledger.problems().isEmpty)
    }

    @Test func momentsThatDoNotExistComeBackAsNotANumber() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        var record = F.finished("a")
        record.outcome.moments = ReturnMoments(
            sessions: 1, mean: 0.5, standardDeviation: .nan, skewness: .nan, kurtosis: .infinity)
        try ledger.record([record])
        let moments = try #require(try ledger.entries().first?.outcome?.moments)
        #expect(moments.sessions == 1 && moments.mean == 0.5 && moments.standardDeviation.isNaN)
        #expect(moments.skewness.isNaN && moments.kurtosis == .infinity && moments.sharpe == nil)
    }

    @Test func anExactRepeatIsAnAttemptAndCountsOnce() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        let study = F.study()
        var notebook = study
        notebook.kind = "notebook"
        try ledger.record([F.finished("a", study), F.finished("b", study, sharpe: 0.5), F.finished("a", study)])
        // However it was run.
        try ledger.record([F.finished("a", notebook)])
        let family = try ledger.family(study.familyKey)
        #expect(family.trials == 2 && family.finished == 2 && family.attempts == 4 && family.repeats == 2)
        #expect(try ledger.entries().map(\.isRepeat) == [false, false, true, true])
        // Other data, or another period, is another trial.
        try ledger.record([F.finished("a", F.study(data: "other")), F.finished("a", F.study(days: 0..<1_001))])
        #expect(try ledger.family(study.familyKey).trials == 4)
    }

    @Test func failedAndAbandonedTrialsCountInTheNumberAndNotInTheVariance() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        var flat = F.finished("flat")
        flat.outcome.moments?.standardDeviation = 0
        try ledger.record([
            F.finished("a", sharpe: 0.25), F.finished("b", sharpe: 0.75), F.finished("c", sharpe: -0.5), flat,
            F.ended(.failed, "d", reason: "ruin"), F.ended(.abandoned, "e", reason: "interrupted"),
        ])
        let family = try ledger.family(F.study().familyKey)
        #expect(family.trials == 6 && family.finished == 4 && family.failed == 1 && family.abandoned == 1)
        #expect(family.sharpeCount == 3)
        #expect(family.bestSharpe == 0.75 && family.bestAttempt == 2)
        let mean = (0.25 + 0.75 - 0.5) / 3
        let squares = [0.25, 0.75, -0.5].map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
        #expect(abs((family.sharpeMean ?? 0) - mean) < 1e-15)
        #expect(abs((family.sharpeVariance ?? 0) - squares / 2) < 1e-15)
        #expect(family.firstBegun == F.day(20_000) && family.lastEnded == F.day(20_001))
    }

    @Test func aTrialThatFailedAndThenFinishedIsFinishedOnce() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        try ledger.record([F.ended(.failed, "a", reason: "killed")])
        try ledger.record([F.finished("a", sharpe: 0.5)])
        try ledger.record([F.ended(.failed, "a", reason: "killed again")])
        let family = try ledger.family(F.study().familyKey)
        #expect(family.trials == 1 && family.finished == 1 && family.failed == 0 && family.attempts == 3)
        #expect(family.bestAttempt == 2)
    }

    @Test func anAttemptWithoutAnEndRunsWhileItsProcessLivesAndIsAbandonedAfterwards() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        let mine = try ledger.begin([F.start("mine", begun: 10), F.start("mine too", begun: 10)])
        #expect(mine == 1..<3)
        // This process lives, however old the attempt is.
        #expect(try ledger.entries().map(\.state) == [.running, .running])
        _ = try ledger.begin([F.start("gone", F.study(process: F.gone), begun: 20_002)])
        // Elsewhere only age tells: more than a day, or less.
        let far = F.study(process: F.elsewhere)
        _ = try ledger.begin([F.start("old", far, begun: 20_000), F.start("young", far, begun: 20_002)])
        #expect(
            try ledger.entries().map(\.state) == [.running, .running, .abandoned, .abandoned, .running])
        let family = try ledger.family(F.study().familyKey)
        #expect(family.trials == 2 && family.abandoned == 2 && family.running == 3 && family.repeats == 0)
        // An end that comes late is an end.
        try ledger.end([TrialEnding(of: 4, F.finished("old").outcome), TrialEnding(of: 1, F.finished("mine").outcome)])
        let later = try ledger.family(F.study().familyKey)
        #expect(later.finished == 2 && later.abandoned == 1 && later.running == 2)
        var filter = LedgerFilter()
        filter.states = [.abandoned]
        #expect(try ledger.entries(filter).map(\.attempt) == [3])
        filter.states = [.running]
        #expect(try ledger.entries(filter).map(\.attempt) == [2, 5])
    }

    @Test func anEndIsRecordedOnceAndTheFirstOneStands() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        _ = try ledger.begin([F.start("a"), F.start("b")])
        try ledger.end([TrialEnding(of: 1, F.finished("a", sharpe: 0.5).outcome)])
        try ledger.end([TrialEnding(of: 1, F.finished("a", sharpe: 0.75).outcome)])
        #expect(try ledger.family(F.study().familyKey).bestSharpe == 0.5)
        let path = ledger.path
        let failed = F.ended(.failed, "a", reason: "late").outcome
        #expect(
            F.error { () throws(LedgerError) in
                try ledger.end([TrialEnding(of: 2, failed), TrialEnding(of: 1, failed)])
            }?.description
                == "\(path): error: attempt 1 has ended before (finished); the first ending stands")
        // Nothing of that batch was kept.
        #expect(try ledger.entries().map(\.state) == [.finished, .running])
        #expect(
            F.error { () throws(LedgerError) in try ledger.end([TrialEnding(of: 9, failed)]) }?.description
                == "\(path): error: found no attempt 9 that was begun")
    }

    @Test func overlappingPeriodsCountTogetherAndOneMoreDayDoesNotResetTheCount() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        let key = F.study().familyKey
        for (config, days) in [("a", 0..<100), ("b", 0..<101), ("c", 50..<200), ("d", 200..<300), ("e", 290..<310)] {
            try ledger.record([F.finished(config, F.study(days: days))])
        }
        func count(_ days: Range<Int>) throws -> Int {
            try ledger.family(key, overlapping: F.day(days.lowerBound)..<F.day(days.upperBound)).trials
        }
        #expect(try count(0..<100) == 3)
        #expect(try count(0..<102) == 3)
        #expect(try count(100..<101) == 2)
        #expect(try count(200..<290) == 1)
        #expect(try count(0..<1_000) == 5)
        #expect(try ledger.family(key).periods == [F.day(0)..<F.day(200), F.day(200)..<F.day(310)])
        #expect(
            F.error { () throws(LedgerError) in _ = try ledger.family(key, overlapping: F.day(400)..<F.day(500)) }
                == .noFamily(path: ledger.path, key: key))
    }

    @Test func familiesAreApart() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        try ledger.record([
            F.finished("a", F.study(family: "one"), begun: 20_000),
            F.finished("a", F.study(family: "two"), begun: 19_000),
            F.finished("b", F.study(family: "one"), begun: 20_001),
        ])
        let families = try ledger.families()
        #expect(families.map(\.text) == ["rule of two", "rule of one"])
        #expect(families.map(\.trials) == [1, 2])
        #expect(families.map(\.strategies) == [["cross"], ["cross"]])
        #expect(families[0].instruments == ["AAPL", "MSFT"])
    }

    @Test func aBatchWithABadTrialIsNotKeptAtAll() throws {
        let folder = try TemporaryFolder()
        let ledger = try F.ledger(folder)
        func refusal(_ change: (inout TrialRecord) -> Void) -> String? {
            var bad = F.finished("bad")
            change(&bad)
            return F.error { () throws(LedgerError) in try ledger.record([F.finished("good"), bad]) }?.description
        }
        let end = "; nothing of its batch was kept"
        #expect(
            refusal { $0.start.configHash = "XYZ" }
                == "trial: error: config hash: found 'XYZ', expected 64 lower-case hexadecimal digits (SHA-256)" + end)
        #expect(refusal { $0.start.study.dataHash = "" }?.hasPrefix("trial: error: data hash: found ''") == true)
        #expect(refusal { $0.start.study.familyKey = "0" }?.hasPrefix("trial: error: family key: found '0'") == true)
        #expect(
            refusal { $0.start.study.period = F.day(1)..<F.day(1) }
                == "trial: error: period: found 1970-01-02T00:00:00Z twice, expected an end after its beginning" + end)
        #expect(
            refusal { $0.start.study.instruments = ["A\nB"] }?
                .hasSuffix("expected a symbol on one line" + end) == true)
        #expect(
            refusal { $0.outcome.state = .running }
                == "trial: error: state: found running, expected finished, failed or abandoned at the end of a trial"
                + end)
        #expect(
            refusal { $0.outcome.returns = [0.5] }
                == "trial: error: returns: found 1 returns, expected 4, one a session" + end)
        #expect(
            refusal { $0.outcome.metrics = TrialMetrics(names: ["a\nb"], values: [1]) }?
                .hasSuffix("expected a name on one line" + end) == true)
        #expect(try ledger.entries().isEmpty)
        #expect(try ledger.families().isEmpty)
    }

    @Test func theLedgerIsInTheProjectUnlessTheEnvironmentNamesAnother() {
        #expect(Ledger.location(project: "/p", environment: [:]) == "/p/runs/ledger.sqlite")
        #expect(Ledger.location(project: "/p", environment: ["BACKTEST_LEDGER": ""]) == "/p/runs/ledger.sqlite")
        #expect(Ledger.location(project: "/p", environment: ["BACKTEST_LEDGER": "/l/all.db"]) == "/l/all.db")
    }
}

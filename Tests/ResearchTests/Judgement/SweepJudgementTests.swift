import Core
import Foundation
import Reports
import Research
import Statistics
import StrategyKit
import TestSupport
import Testing
import TrialLedger

/// Judgements of sweeps against what is known of their bars, and against `Statistics`.
@Suite struct SweepJudgementTests {
    @Test func pureNoiseIsLuck() throws {
        let seeds = 1...12 as ClosedRange<UInt64>
        var passed: [UInt64] = []
        for seed in seeds {
            let folder = try TemporaryFolder()
            try JudgementFixture.sweep("s", in: folder, days: 400, seed: seed)
            let judgement = try JudgementFixture.judgement(["s"], in: folder)
            if judgement.passes { passed.append(seed) }
            let headline = try #require(judgement.verdict.first)
            if judgement.deflated.probability.map({ $0 < 0.95 }) ?? true {
                #expect(
                    headline.hasPrefix("Luck cannot be ruled out: ")
                        || headline.hasPrefix("There is nothing to trade: of 40 trials "),
                    "seed \(seed): \(headline)")
            }
        }
        // Of twelve walks without trends one may pass by chance.
        #expect(passed.count <= 1, "seeds \(passed)")
    }

    @Test(arguments: [3, 4, 5] as [UInt64]) func aPlantedEffectPasses(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep("s", in: folder, days: 2_400, seed: seed, trend: 0.01)
        let judgement = try JudgementFixture.judgement(["s"], in: folder)
        #expect(judgement.passes, "seed \(seed): \(judgement.checks)")
        #expect(judgement.verdict.first?.hasPrefix("More than luck, as far as these tests can tell: ") == true)
        #expect(!judgement.standing.isEmpty)
        #expect(judgement.standing.contains(judgement.chosen.place))
    }

    @Test func theFiguresAreThoseOfStatistics() throws {
        let folder = try TemporaryFolder()
        let result = try JudgementFixture.sweep("s", in: folder, seed: 21, trend: 0.002)
        let judgement = try JudgementFixture.judgement(["s"], in: folder)
        let rows = try (0..<result.trials.count).map { place in
            try #require(result.trials.returns(of: place)).map { $0.isNaN ? 0 : $0 }
        }
        let matrix = try ReturnMatrix(trials: rows.count, days: rows[0].count, values: rows.flatMap { $0 })
        #expect(judgement.overfitting == (try BacktestOverfitting(matrix, blocks: 16)))
        #expect(
            judgement.snooping
                == (try DataSnoopingTest(
                    matrix, resampling: .stationary(blockLength: nil, resamples: 400, seed: 7))))
        #expect(judgement.effective == (try EffectiveTrials(matrix, seed: 7)))
        // The chosen trial alone, from its own returns: those before it could trade are none.
        let column = try #require(result.plan.columns.place(of: "sharpe"))
        let best = try #require(
            rows.indices.max {
                result.trials.figure(column, of: $0) ?? -9 < result.trials.figure(column, of: $1) ?? -9
            })
        #expect(judgement.chosen.trial.number == best && judgement.chosen.reason == "sharpe")
        let own = try #require(result.trials.returns(of: best)).filter { !$0.isNaN }.map { Double($0) }
        let figures = TrialFigures(own)
        #expect(judgement.deflated.count == own.count)
        #expect(abs(judgement.deflated.sharpe - (figures.sharpe ?? 0)) < 1e-6)
        #expect(abs(judgement.deflated.kurtosisRaw - (figures.kurtosisRaw ?? 0)) < 1e-4)
        #expect(abs(judgement.annualSharpe - (result.trials.figure(column, of: best) ?? 0)) < 1e-12)
        #expect(judgement.trials.periodsPerYear == 365)
        let ratios = (0..<rows.count).compactMap { result.trials.figure(column, of: $0) }
        let variance = try #require(Moments(ratios).variance(ddof: 1))
        #expect(abs(judgement.count.varianceOfSharpes * 365 - variance) < 1e-9)
        #expect(judgement.deflated.trials == 40)
        let objectives = (0..<rows.count).map { result.trials.figure(column, of: $0) ?? .nan }
        let points = (0..<rows.count).map { place in
            result.plan.values(of: place).map { Double($0) ?? .nan }
        }
        #expect(judgement.plateau == (try PlateauScore(points: points, objectives: objectives, chosen: best)))
        if figures.sharpe.map({ $0 > 0 }) == true { #expect(judgement.haircut?.trials == 40) }
    }

    @Test func theDocumentIsTheSameOnAnyNumberOfThreads() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep("s", in: folder, seed: 5)
        let one = try JudgementFixture.judgement(["s"], in: folder, workers: 1)
        let three = try JudgementFixture.judgement(["s"], in: folder, workers: 3)
        #expect(one.document.prettyText == three.document.prettyText)
        try one.write()
        #expect(try folder.read("s/judgement.json") == one.document.prettyText)
        #expect(one.document["schema"] == .string("backtest.judgement/1"))
        for figure in one.figures {
            let member = one.document["figures"]?[figure.id]
            #expect(member?["definition"] == .string(figure.definition))
            if member?["value"] == .null { #expect(figure.reason?.isEmpty == false, "\(figure.id)") }
        }
        #expect(Set(one.figures.map(\.id)).count == one.figures.count)
    }

    @Test func s72theLedgerCountsWhatRanOutsideTheSweepToo() throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger(path: folder.url.appendingPathComponent("ledger.sqlite").path, access: .writing)
        try JudgementFixture.sweep("s", in: folder, seed: 5, ledger: ledger)
        let alone = try JudgementFixture.judgement(["s"], in: folder, ledger: ledger)
        #expect(alone.count.number == 40 && alone.count.origin == .ledger && alone.count.note == nil)
        try SweepFixture.run(
            JudgementFixture.source(
                folder.url.appendingPathComponent("s.csv").path,
                sweep: "sweep: { space: { fast: [3, 5], slow: [33, 44] } }"),
            in: folder.url.appendingPathComponent("other"), ledger: ledger)
        let after = try JudgementFixture.judgement(["s"], in: folder, ledger: ledger)
        #expect(after.count.number == 44 && after.deflated.trials == 44)
        #expect(after.notes.contains { $0.hasPrefix("4 of the 44 trials were run outside these sweeps") })
        #expect(after.annualLuck > 0 && after.haircut.map { $0.trials == 44 } ?? true)
        // Another ledger knows nothing of them, and none at all is said to be none.
        let empty = try Ledger(path: folder.url.appendingPathComponent("empty.sqlite").path, access: .writing)
        let unknown = try JudgementFixture.judgement(["s"], in: folder, ledger: empty)
        #expect(unknown.count.number == 40 && unknown.count.origin == .sweeps)
        #expect(unknown.notes.contains { $0.contains("knows 0 of these trials, fewer than the 40 there are") })
        let none = try JudgementFixture.judgement(["s"], in: folder)
        #expect(none.notes.contains { $0.hasPrefix("There is no ledger") })
    }

    @Test func sweepsCountTogetherAndEqualTrialsOnce() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep(
            "a", in: folder, seed: 5, sweep: "sweep: { space: { fast: [5, 10], slow: [30, 40] } }")
        let bars = folder.url.appendingPathComponent("a.csv").path
        // One axis less: 30 is the default of the other, so that two of its three trials are known.
        try SweepFixture.run(
            JudgementFixture.source(bars, sweep: "sweep: { space: { fast: [5, 7, 10] } }"),
            in: folder.url.appendingPathComponent("b"))
        let judgement = try JudgementFixture.judgement(["a", "b"], in: folder)
        #expect(judgement.trials.trials.count == 5 && judgement.trials.repeated == 2)
        let last = try #require(judgement.trials.trials.last)
        #expect(last.sweep == 1 && last.number == 1)
        #expect(judgement.count.number == 5)
        #expect(judgement.notes.contains("2 trials stood in more than one sweep and count once."))
    }

    @Test func sessionsBeforeATrialCanTradeAreFlat() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep(
            "s", in: folder, days: 300, seed: 8, sweep: "sweep: { space: { fast: [5], slow: [20, 150, 399] } }")
        let judgement = try JudgementFixture.judgement(["s"], in: folder)
        #expect(judgement.trials.trials.count == 2 && judgement.trials.failed == 1 && judgement.count.number == 3)
        let late = judgement.trials.returns.returns(ofTrial: 1)
        #expect(late.count == 300 && late.prefix(149).allSatisfy { $0 == 0 } && late.contains { $0 != 0 })
        #expect(judgement.trials.figures[1].count < 152)
        #expect(judgement.notes.contains { $0.hasPrefix("2 trials could not trade in the first sessions") })
        #expect(judgement.notes.contains { $0.hasPrefix("1 trial came to no figures") })
    }

    @Test func thresholdsOfTheConfigDecide() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep(
            "s", in: folder, seed: 5, trend: 0.001, more: "judge: { dsr: 0, spa: 1, pbo: 1 }")
        let judgement = try JudgementFixture.judgement(["s"], in: folder)
        #expect(judgement.settings.thresholds.deflatedSharpe == 0 && judgement.settings.thresholds.overfitting == 1)
        let failed = judgement.checks.filter { !$0.passes }.map(\.id)
        #expect(failed.isEmpty || failed == ["minimum_length"])
        let strict = try JudgementFixture.judgement(["s"], in: folder) { $0.thresholds.superiority = 0 }
        #expect(!strict.passes)
    }

    @Test func anyTrialCanBeJudged() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep("s", in: folder, seed: 5)
        let judgement = try JudgementFixture.judgement(["s"], in: folder) { $0.trial = 11 }
        #expect(judgement.chosen.trial.number == 11 && judgement.chosen.reason == "--trial")
        #expect(throws: SweepJudgementError.self) {
            try JudgementFixture.judgement(["s"], in: folder) { $0.trial = 40 }
        }
    }
}

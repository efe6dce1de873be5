import Core
import Foundation
import Research
import Statistics
import StrategyKit
import TestSupport
import Testing

/// What cannot be judged is refused with its reason.
@Suite struct SweepJudgementFaultTests {
    private func message(_ names: [String], in folder: TemporaryFolder) -> String {
        do {
            return try JudgementFixture.judgement(names, in: folder).verdict[0]
        } catch { return "\(error)".replacing(folder.url.path + "/", with: "") }
    }

    @Test func foldersThatAreNoFinishedSweepsAreRefused() throws {
        let folder = try TemporaryFolder()
        #expect(message(["none"], in: folder) == "none: error: there is no sweep; backtest sweep CONFIG makes one")
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("other"), withIntermediateDirectories: true)
        try folder.write("x", to: "other/file")
        #expect(
            message(["other"], in: folder)
                == "other: error: it holds no sweep; name the folder that backtest sweep wrote")
        try JudgementFixture.sweep("s", in: folder, days: 100, seed: 1)
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("s/sweep.json"))
        #expect(message(["s"], in: folder).hasPrefix("s: error: the sweep is not finished; go on with "))
    }

    @Test(
        arguments: [
            (
                "fast: [5], slow: [20]", 200,
                "1 trials are too few for a judgement, counting those with returns: it needs 2"
            ),
            ("fast: [5], slow: [20, 399]", 200, "1 trials are too few for a judgement"),
            ("fast: [5, 6], slow: [10]", 15, "15 days are too few for a judgement: it needs 20; take a longer period"),
            ("fast: [5, 6], slow: [300, 399]", 200, "0 trials are too few for a judgement"),
        ]) func tooLittleIsNotJudged(space: String, days: Int, reason: String) throws
    {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep("s", in: folder, days: days, seed: 2, sweep: "sweep: { space: { \(space) } }")
        #expect(message(["s"], in: folder).contains(reason), "\(message(["s"], in: folder))")
    }

    @Test func trialsThatNeverTradeAreNotJudged() throws {
        let folder = try TemporaryFolder()
        let bars = try folder.write(
            "date,open,high,low,close,volume\n"
                + (0..<60).map { "\(CivilDate(year: 2010, month: 1, day: 1) + $0),9,9,9,9,1\n" }.joined(),
            to: "flat.csv")
        try SweepFixture.run(
            JudgementFixture.source(bars, sweep: "sweep: { space: { fast: [3, 4], slow: [10] } }"),
            in: folder.url.appendingPathComponent("s"))
        #expect(
            message(["s"], in: folder) == "s: error: no returns vary, which a judgement needs: did any trial trade?")
    }

    @Test func sweepsOfOtherSessionsDoNotCountTogether() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep("a", in: folder, days: 100, seed: 1)
        try JudgementFixture.sweep("b", in: folder, days: 120, seed: 1)
        #expect(
            message(["a", "b"], in: folder)
                == "error: a has 100 sessions from 2010-01-01 to 2010-04-10, b has 120 sessions from 2010-01-01 to "
                + "2010-04-30: sweeps count together over the same sessions only; judge each by itself")
    }

    @Test func equalTrialsAreJudgedWithoutATrap() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep(
            "s", in: folder, days: 200, seed: 6, sweep: "sweep: { space: { fast: [5], slow: [20], seed: [1, 2, 3] } }")
        let judgement = try JudgementFixture.judgement(["s"], in: folder)
        #expect(abs(judgement.effective.byMeanCorrelation - 1) < 1e-6 && judgement.annualLuck < 1e-6)
        #expect(!judgement.passes)
    }

    @Test func damagedColumnsAreErrorsAndNeverTraps() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep(
            "s", in: folder, days: 60, seed: 1, sweep: "sweep: { space: { fast: [3, 4], slow: [10, 20] } }")
        let seed = UInt64.random(in: 0...UInt64.max)
        var stream = RandomStream(seed: seed, name: "damage")
        let columns = folder.url.appendingPathComponent("s/columns")
        for name in try FileManager.default.contentsOfDirectory(atPath: columns.path).sorted() {
            let file = columns.appendingPathComponent(name)
            let bytes = try Data(contentsOf: file)
            for turn in 0..<30 {
                var damaged = bytes
                switch turn % 3 {
                case 0: damaged = bytes.prefix(stream.below(bytes.count))
                case 1: damaged[stream.below(min(128, bytes.count))] = UInt8(stream.below(256))
                default: damaged[stream.below(bytes.count)] ^= UInt8(1 + stream.below(255))
                }
                try damaged.write(to: file)
                let said = message(["s"], in: folder)
                #expect(!said.isEmpty, "seed \(seed), \(name)")
                if turn % 3 == 0, !name.hasPrefix("set."), said.contains("error") {
                    #expect(said.contains(name) || said.contains("columns"), "seed \(seed): \(said)")
                }
            }
            try bytes.write(to: file)
        }
        try FileManager.default.removeItem(at: columns.appendingPathComponent("returns.npy"))
        #expect(
            message(["s"], in: folder)
                == "s/columns/returns.npy: error: it cannot be read; run the sweep again with --force")
    }
}

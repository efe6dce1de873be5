import Foundation
import TestSupport
import Testing

/// `backtest judge`, as a user calls it.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct JudgeTests {
    /// A folder with a sweep `s` of 40 trials over a walk.
    private func swept(days: Int = 600, seed: UInt64, trend: Double = 0, more: String = "") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(WalkingBars.csv(days: days, seed: seed, trend: trend), to: "walk.csv")
        try folder.write(
            """
            name: walk
            data: { source: csv, path: walk.csv, calendar: 24/7 }
            strategy:
              rules:
                parameters: { fast: { default: 10, range: [2, 60] }, slow: { default: 30, range: [2, 400] } }
                enter_long: sma(close, $fast) > sma(close, $slow)
                exit_long: sma(close, $fast) < sma(close, $slow)
            broker: { commission: { basis_points: 1 } }
            benchmark: none
            sweep: { space: { fast: "2:16:2", slow: "20:60:10" } }
            \(more)

            """, to: "walk.yaml")
        let sweep = try Program.run(["sweep", "walk.yaml", "--out", "s", "--quiet"], in: folder.url)
        #expect(sweep.status == 0, "\(sweep.errors)")
        return folder
    }

    @Test func noiseHasStatusSixAndSaysLuck() throws {
        let folder = try swept(seed: 1)
        let outcome = try Program.run(["judge", "s", "--resamples", "1000"], in: folder.url)
        #expect(outcome.status == 6 && outcome.errors.isEmpty, "\(outcome.errors)")
        #expect(
            outcome.output.hasPrefix("Luck cannot be ruled out: ")
                || outcome.output.hasPrefix("There is nothing to trade"))
        #expect(outcome.output.contains("NOT MET"))
        #expect(outcome.output.contains("Deflated Sharpe ratio: "))
        #expect(outcome.output.hasSuffix("\ns/judgement.json\n"))
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 110 })
        let quiet = try Program.run(["judge", "s", "--resamples", "1000", "--quiet"], in: folder.url)
        #expect(quiet.status == 6 && quiet.output.isEmpty && quiet.errors.isEmpty)
    }

    @Test func aPlantedEffectHasStatusZeroAndTheDocumentIsKept() throws {
        let folder = try swept(days: 2_400, seed: 3, trend: 0.01)
        let outcome = try Program.run(["judge", "s", "--json", "--resamples", "1000", "-j", "2"], in: folder.url)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        let document = try RunTests.object(outcome.output)
        #expect(document["schema"] as? String == "backtest.judgement/1" && document["passed"] as? Bool == true)
        #expect(try folder.read("s/judgement.json") == outcome.output)
        // The sweep was counted in the ledger of the folder.
        let trials = try #require(document["trials"] as? [String: Any])
        #expect(trials["from"] as? String == "ledger" && trials["count"] as? Int == 40)
        let one = try Program.run(["judge", "s", "--json", "--resamples", "1000", "--workers", "1"], in: folder.url)
        #expect(one.output == outcome.output)
        // A threshold that nothing meets.
        let strict = try Program.run(["judge", "s", "--quiet", "--resamples", "1000", "--dsr", "1"], in: folder.url)
        let ratio = ((document["figures"] as? [String: Any])?["deflated_sharpe"] as? [String: Any])?["value"] as? Double
        #expect(strict.status == (try #require(ratio) < 1 ? 6 : 0))
    }

    @Test func whatIsWrongHasItsStatus() throws {
        let folder = try swept(days: 100, seed: 2)
        for (arguments, status, part) in [
            (["judge"], 2, "sweep"),
            (["judge", "none"], 4, "none: error: there is no sweep; backtest sweep CONFIG makes one"),
            (["judge", "s", "--splits", "7"], 2, "--splits is 7; it is an even number from 2 to 20."),
            (["judge", "s", "--dsr", "95"], 2, "--dsr is 95.0; it is from 0 to 1."),
            (["judge", "s", "--trial", "99"], 2, "error: --trial is 99; s has trials from 0 to 39"),
            (["judge", "s", "--resamples", "5"], 2, "--resamples is 5"),
        ] as [([String], Int32, String)] {
            let outcome = try Program.run(arguments, in: folder.url)
            #expect(outcome.status == status && outcome.errors.contains(part), "\(arguments): \(outcome.errors)")
            #expect(outcome.output.isEmpty)
        }
        #expect(!folder.names.contains("judgement.json"))
        try folder.write("this is no database, and long enough to be told from an empty one", to: "runs/ledger.sqlite")
        let ledger = try Program.run(["judge", "s"], in: folder.url)
        #expect(ledger.status == 1 && ledger.errors.contains("ledger.sqlite: error: found no ledger of trials"))
    }

    @Test func anInterruptEndsAtOnceAndLeavesNothing() throws {
        let folder = try swept(seed: 1)
        let outcome = try Program.run(
            ["judge", "s", "--resamples", "10000000"], in: folder.url, interruptAfter: 1)
        #expect(outcome.status == 130 && outcome.errors == "interrupted: nothing was written\n", "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/s/judgement.json"))
    }
}

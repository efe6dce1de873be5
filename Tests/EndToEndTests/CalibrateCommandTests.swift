import Foundation
import TestSupport
import Testing

/// `backtest simulate calibrate`, as a user calls it.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct CalibrateCommandTests {
    /// A small market, of which the fundamental's volatility is to be found again.
    private static func market(_ volatility: Double, days: Int) -> String {
        """
        name: small
        seed: 5
        market:
          preset: calm
          days: \(days)
          session: { length: 1800 }
          instruments: { CALM: { fundamental: { volatility: \(volatility) } } }
          participants: { noise: { count: 50 }, value: { count: 40 } }
        """
    }

    private static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(market(1, days: 8), to: "truth.yaml")
        try folder.write(market(0.35, days: 1), to: "m.yaml")
        let truth = try Program.run(
            ["simulate", "truth.yaml", "--seed", "77", "--no-scorecard", "--quiet", "--out", "t"], in: folder.url)
        #expect(truth.status == 0, "\(truth.errors)")
        return folder
    }

    private static let bars = ["--to", "t/bars.csv", "--stamp", "start", "--calendar", "24/7"]
    private static let free = ["--free", "fundamental.volatility=0.1..4", "--moment", "deviation_1_minute"]

    @Test func aPlantedParameterIsFoundAgainAndTheConfigSaysIt() throws {
        let folder = try Self.folder()
        let words =
            ["simulate", "calibrate", "m.yaml"] + Self.bars + Self.free
            + ["--moment", "kurtosis_1_minute", "--budget", "24", "--replications", "2"]
        let one = try Program.run(words + ["--json", "--out", "a", "-j", "2"], in: folder.url)
        #expect(one.status == 0 || one.status == 6, "\(one.errors)")
        // Two derivatives and nine points of a profile beside the 24 of the search.
        #expect(one.errors.contains("at most 35 points: 24 of the search and 11 that measure"), "\(one.errors)")
        let document = try RunTests.object(one.output)
        let parameter = try #require((document["parameters"] as? [[String: Any]])?.first)
        let best = try #require(parameter["best"] as? Double)
        #expect(best > 0.75 && best < 1.35, "\(best)")
        let distance = try #require((document["distance"] as? [String: Any])?["training"] as? [String: Double])
        #expect((distance["after"] ?? .nan) < 0.2 * (distance["before"] ?? .nan))
        #expect((document["days"] as? [String: Int]) == ["training": 6, "held_out": 2])
        #expect((document["profiles"] as? [Any])?.count == 1)
        let page = try folder.read("a/report.html")
        #expect(page.contains("Distance along fundamental.volatility") && page.contains("The calibrated market"))
        // The file is that market.
        let text = try folder.read("a/config.yaml")
        let lines = text.split(separator: "\n").filter { $0.contains("volatility: ") }
        let written = try #require(lines.first?.split(separator: " ").last.flatMap { Double($0) }, "\(text)")
        #expect(lines.count == 1 && abs(written - best) < 1e-12, "\(text)")
        let made = try Program.run(["simulate", "a/config.yaml", "--no-scorecard", "--out", "m"], in: folder.url)
        #expect(made.status == 0, "\(made.errors)")
        // On one thread it is the same.
        let two = try Program.run(words + ["--quiet", "--out", "b", "-j", "1"], in: folder.url)
        #expect(two.status == one.status && two.output.isEmpty, "\(two)")
        for file in ["calibration.json", "report.html", "config.yaml"] {
            #expect(try folder.read("a/\(file)") == (try folder.read("b/\(file)")), "\(file)")
        }
        // Another calibration does not take its place.
        let other = try Program.run(words + ["--seed", "9", "--out", "a"], in: folder.url)
        #expect(other.status == 1 && other.errors.contains("--force"), "\(other)")
    }

    @Test func ticksGiveSpreadsAndSigns() throws {
        let folder = try Self.folder()
        let outcome = try Program.run(
            [
                "simulate", "calibrate", "m.yaml", "--to", "t/trades.csv", "--ticks", "--quotes", "t/quotes.csv",
                "--free",
                "noise.count=10..200", "--budget", "5", "--replications", "1", "--days", "1", "--json",
            ], in: folder.url)
        // So few points do not converge, which is said; the best is kept.
        #expect(outcome.status == 6 && outcome.errors.contains("the search did not converge"), "\(outcome.errors)")
        let document = try RunTests.object(outcome.output)
        #expect(document["status"] as? String == "budgetSpent")
        let moments = (document["moments"] as? [[String: Any]] ?? []).compactMap { $0["moment"] as? String }
        #expect(moments.contains("median_spread") && moments.contains("order_sign_exponent"), "\(moments)")
        let spread = (document["moments"] as? [[String: Any]])?.first { $0["moment"] as? String == "median_spread" }
        #expect((spread?["real"] as? Double ?? 0) > 0.5)
    }

    @Test func whatIsWrongIsSaidAtItsPlace() throws {
        let folder = try Self.folder()
        try folder.write(
            Self.market(1, days: 1) + """

                calibration:
                  parameters:
                    - { path: fundamental.volatilty }
                    - { path: noise.count, from: 100, to: 10 }
                  moments: [kurtosis]
                """, to: "wrong.yaml")
        func run(_ words: [String]) throws -> Program.Outcome {
            try Program.run(["simulate", "calibrate"] + words, in: folder.url)
        }
        let wrong = try run(["wrong.yaml"] + Self.bars)
        #expect(wrong.status == 3, "\(wrong)")
        for text in [
            "wrong.yaml:11:7: error: the market has no parameter 'fundamental.volatilty': did you mean 'fundamental.volatility'?",
            "wrong.yaml:12:7: error: the range of 'noise.count'",
            "wrong.yaml:13:13: error: there is no moment 'kurtosis'",
        ] { #expect(wrong.errors.contains(text), "\(text): \(wrong.errors)") }
        for (words, status, text) in [
            (["m.yaml"], 2, "name the real data with --to"), (["m.yaml"] + Self.bars, 3, "no parameter is free"),
            (["m.yaml", "--to", "absent.csv"] + Self.free, 4, "absent.csv"),
            (["m.yaml"] + Self.bars + ["--free", "a=1"], 2, "--free is 'a=1'"),
            (["m.yaml", "--to", "m.yaml", "--stamp", "start"] + Self.free, 2, "a config says itself"),
            (["m.yaml"] + Self.bars + ["--free", "noise.count", "--moment", "median_spread"], 4, "median_spread"),
        ] as [([String], Int32, String)] {
            let outcome = try run(words)
            #expect(outcome.status == status && outcome.errors.contains(text), "\(words): \(outcome)")
        }
        let list = try run(["m.yaml", "--list"])
        #expect(
            list.status == 0
                && list.output.split(separator: "\n").contains {
                    $0.split(separator: " ").starts(with: ["fundamental.volatility", "0.35"])
                }, "\(list)")
    }

    @Test func ctrlCKeepsTheBestPoint() throws {
        let folder = try Self.folder()
        let running = try RunningProgram(
            ["simulate", "calibrate", "m.yaml", "--budget", "100000", "--out", "s"] + Self.bars + Self.free, in: folder)
        usleep(3_000_000)
        running.process.interrupt()
        #expect(running.status() == 130, "\(running.errors)")
        if running.errors.contains("the best point so far is kept") {
            #expect(try folder.read("s/calibration.json").contains("\"status\": \"interrupted\""))
        }
    }

    @Test func realDataOfFilesAreMeasuredBeside() throws {
        let folder = try Self.folder()
        let outcome = try Program.run(
            ["simulate", "m.yaml", "--like", "t/bars.csv", "--stamp", "start", "--calendar", "24/7", "--out", "l"],
            in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try folder.read("l/report.html").contains("Beside it"))
        #expect(outcome.output.contains("real: stylised facts: ") && outcome.output.contains("real verdict"))
        let ticks = try Program.run(
            [
                "simulate", "m.yaml", "--like", "t/trades.csv", "--ticks", "--quotes", "t/quotes.csv", "--out", "q",
                "--quiet",
            ], in: folder.url)
        #expect(ticks.status == 0, "\(ticks.errors)")
        #expect(try folder.read("q/report.html").contains("Beside it"))
        let alone = try Program.run(["simulate", "m.yaml", "--ticks"], in: folder.url)
        #expect(alone.status == 2 && alone.errors.contains("--ticks is of --like"), "\(alone)")
    }
}

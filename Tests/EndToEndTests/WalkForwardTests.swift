import Foundation
import TestSupport
import Testing

/// `backtest walk-forward` as a user calls it.
@Suite struct WalkForwardTests {
    private static let config =
        AveragesFolder.config + """
            walk_forward: { train: 3y, test: 1y }
            sweep: { space: { fast: [5, 10, 20], slow: [30, 60] } }
            """

    private static func folder() throws -> TemporaryFolder { try AveragesFolder.make(config) }

    @Test func itLeavesTheFilesOfARunAndThoseOfItsWindows() throws {
        let folder = try WalkForwardTests.folder()
        let outcome = try Program.run(["walk-forward", "x.yaml"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("walk-forward: chosen on 3y, traded for 1y; 6 windows of grid"))
        #expect(outcome.output.contains("efficiency") && outcome.output.contains("Gained in "))
        #expect(outcome.errors.contains("6 windows of 6 trials on "))
        let runs = folder.url.appendingPathComponent("runs")
        let names = try FileManager.default.contentsOfDirectory(atPath: runs.path).filter { !$0.contains("ledger") }
        #expect(names.count == 1 && names[0].hasPrefix("averages-walk-forward-"), "\(names)")
        let place = "runs/\(names[0])"
        for name in [
            "report.html", "result.json", "equity.csv", "trades.csv", "fills.csv", "orders.csv", "events.jsonl",
            "config.yaml", "manifest.json", "windows.csv", "walk_forward.json", "windows/01/trials.csv",
            "windows/06/sweep.json", "windows/06/choice.json",
        ] {
            #expect(!(try folder.read("\(place)/\(name)")).isEmpty, "\(name)")
        }
        let page = try folder.read("\(place)/report.html")
        #expect(page.contains("<section id=\"walk-forward\"") && page.contains("<dt>Trials behind it</dt><dd>37</dd>"))
        #expect(try folder.read("\(place)/config.yaml").contains("from: 2007-08-17T20:00:00Z"))
        let document = try RunTests.object(try folder.read("\(place)/walk_forward.json"))
        #expect(document["schema"] as? String == "backtest.walk-forward/1" && document["trials"] as? Int == 36)
        #expect((document["windows"] as? [[String: Any]])?.count == 6)
        #expect(
            try RunTests.object(try folder.read("\(place)/result.json"))["schema"] as? String == "backtest.result/1")
        // The same again goes to the same place, with the same bytes, and every trial of it is a repeat.
        let csv = try Program.run(["walk-forward", "x.yaml", "--csv", "--jobs", "1"], in: folder.url)
        let windows = try folder.read("\(place)/windows.csv")
        #expect(csv.status == 0 && csv.output == windows, "\(csv.errors)")
        let json = try Program.run(["walk-forward", "x.yaml", "--json"], in: folder.url)
        let forward = try folder.read("\(place)/walk_forward.json")
        #expect(json.output == forward)
        let ledger = try Program.run(["ledger", "export", "--without-repeats"], in: folder.url)
        #expect(ledger.output.split(separator: "\n").count == 37)
        // The command of a window's manifest makes its sweep again.
        let manifest = try RunTests.object(try folder.read("\(place)/windows/03/manifest.json"))
        let command = try #require(manifest["command"] as? String).split(separator: " ").map { String($0) }
        let hand = try Program.run(Array(command.dropFirst()) + ["--quiet", "--out", "hand"], in: folder.url)
        #expect(hand.status == 0, "\(command) \(hand.errors)")
        let (alone, inside) = (
            try folder.read("hand/sweep.json"), try folder.read("\(place)/windows/03/sweep.json")
        )
        #expect(alone == inside)
        let quiet = try Program.run(
            ["walk-forward", "x.yaml", "--train", "2y", "--anchored", "--grid", "fast=5,10", "--quiet", "--out", "o"],
            in: folder.url)
        #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty, "\(quiet.errors)")
        #expect(try folder.read("o/walk_forward.json").contains("\"anchored\": true"))
        #expect(
            try folder.read("o/report.html").contains(
                "backtest walk-forward x.yaml --train 2y --anchored --grid fast=5,10"))
        let taken = try Program.run(["walk-forward", "x.yaml", "--out", "o"], in: folder.url)
        #expect(taken.status == 1 && taken.errors.contains("it holds another run"), "\(taken.errors)")
        #expect(
            try Program.run(["walk-forward", "x.yaml", "--out", "o", "--force", "--quiet"], in: folder.url).status == 0)
    }

    @Test func anInterruptedTestKeepsItsWindowsAndGoesOn() throws {
        let folder = try WalkForwardTests.folder()
        let words = [
            "walk-forward", "x.yaml", "--grid", "fast=2:60:2", "--grid", "slow=61:160:2", "--out", "o", "--quiet",
        ]
        let outcome = try Program.run(words, in: folder.url, interruptAfter: 1.5)
        // A very fast machine may be done before, a very slow one may not have begun.
        guard outcome.status == 130 else { return }
        #expect(outcome.errors.contains("windows are done and kept; the same command goes on"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("o").path))
        let again = try Program.run(words, in: folder.url)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.read("o/windows/01/trials.csv").split(separator: "\n").count == 30 * 50 + 1)
        let hidden = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter {
            $0.hasSuffix(".windows") || $0.hasSuffix(".part")
        }
        #expect(hidden.isEmpty)
    }

    @Test(
        arguments: [
            (["--train", "3 years"], 2, "--train"), (["--train", "20y"], 3, "do not fit into the data"),
            (["--test", "0d"], 2, "--test"), (["--jobs", "0"], 2, "--jobs is 0"),
            (["--json", "--csv"], 2, "exclude each other"),
            (["--set", "walk_forward=~"], 3, "walk_forward: say how long"),
            (["--grid", "broker.cash=1,2"], 3, "cannot change from window to window"),
            (["--grid", "fsat=1,2"], 3, "unknown key 'fsat'"), (["--out", "goog.csv"], 1, "goog.csv"),
            (["--set", "walk_forward.train=5 months"], 3, "'walk_forward.train' must be a length such as 3y"),
            (
                ["--grid", "slow=399", "--train", "100", "--test", "100", "--set", "data.to=2005-08-01"], 1,
                "in no window a trial has a figure to choose by"
            ),
        ] as [([String], Int32, String)]) func whatDoesNotFitIsRefused(
            arguments: [String], status: Int32, message: String
        ) throws
    {
        let folder = try WalkForwardTests.folder()
        let outcome = try Program.run(["walk-forward", "x.yaml"] + arguments, in: folder.url)
        #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome.status) \(outcome.errors)")
    }
}

import Foundation
import TestSupport
import Testing

/// `backtest sweep` and `backtest ledger` as a user calls them.
@Suite struct SweepCommandTests {
    private static let config = AveragesFolder.config + "benchmark: none\n"

    private static let axes = ["--grid", "fast=5,10,20", "--grid", "slow=30:60:10", "--constraint", "fast < slow"]

    private static func folder() throws -> TemporaryFolder { try AveragesFolder.make(config) }

    /// The files of a sweep that do not depend on clock or host.
    private static func files(_ folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where ![".lock", "manifest.json", "manifest.jsonl", "columns"].contains(name) {
            files[name] = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
        }
        return files
    }

    @Test func aSweepTakenApartGivesTheSameFiles() throws {
        let folder = try SweepCommandTests.folder()
        let whole = try Program.run(["sweep", "x.yaml", "--out", "whole"] + SweepCommandTests.axes, in: folder.url)
        #expect(whole.status == 0 && whole.output.contains("12 trials, grid: fast (3) × slow (4)"), "\(whole.errors)")
        let plan = try Program.run(["sweep", "plan", "x.yaml", "--out", "s"] + SweepCommandTests.axes, in: folder.url)
        #expect(plan.status == 0 && plan.output == "s/manifest.jsonl\n", "\(plan.errors)")
        #expect(try folder.read("s/manifest.jsonl").split(separator: "\n").count == 12)
        for index in [0, 2] {
            let task = try Program.run(
                ["sweep", "run-task", "s/manifest.jsonl", "\(index)", "--chunk", "4"], in: folder.url)
            #expect(task.status == 0, "\(task.errors)")
        }
        let early = try Program.run(["sweep", "collect", "s"], in: folder.url)
        #expect(early.status == 1 && early.errors.contains("4 of 12 trials are not done: 4, 5, 6, 7"))
        let missing = try Program.run(["sweep", "status", "s", "--missing"], in: folder.url)
        #expect(missing.output == "4\n5\n6\n7\n")
        // What is done already is not run again, and two that run the same do no harm.
        for index in [4, 5, 6, 7, 7, 0] {
            #expect(try Program.run(["sweep", "run-task", "s", "\(index)"], in: folder.url).status == 0)
        }
        let collected = try Program.run(["sweep", "collect", "s", "--quiet"], in: folder.url)
        #expect(collected.status == 0 && collected.output.isEmpty, "\(collected.errors)")
        let files = try SweepCommandTests.files(folder.url.appendingPathComponent("whole"))
        #expect(try SweepCommandTests.files(folder.url.appendingPathComponent("s")) == files && files.count > 20)
        // Equal trials count once, however they were run.
        let ledger = try Program.run(["ledger", "export", "--without-repeats"], in: folder.url)
        #expect(ledger.output.split(separator: "\n").count == 12)
    }

    @Test func partsOfAnotherFolderAreGatheredToo() throws {
        let folder = try SweepCommandTests.folder()
        for part in ["1/2", "2/2"] {
            let name = "part\(part.prefix(1))"
            let outcome = try Program.run(
                ["sweep", "x.yaml", "--shard", part, "--out", name] + SweepCommandTests.axes, in: folder.url)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let collected = try Program.run(["sweep", "collect", "part1", "part2", "--json"], in: folder.url)
        #expect(collected.status == 0, "\(collected.errors)")
        let document = try RunTests.object(collected.output)
        #expect(document["schema"] as? String == "backtest.sweep/1")
        #expect((document["trials"] as? [String: Any])?["finished"] as? Int == 12)
    }

    @Test func anInterruptedSweepGoesOn() throws {
        let folder = try SweepCommandTests.folder()
        let axes = ["--grid", "fast=2:60:1", "--grid", "slow=61:400:1", "--out", "s", "--quiet"]
        let outcome = try Program.run(["sweep", "x.yaml"] + axes, in: folder.url, interruptAfter: 0.6)
        // A very fast machine may be done before, a very slow one may not have begun.
        guard outcome.status == 130 else { return }
        #expect(outcome.errors.contains("go on with --resume s"), "\(outcome.errors)")
        let again = try Program.run(["sweep", "x.yaml"] + axes, in: folder.url)
        #expect(again.status == 1 && again.errors.contains("an unfinished run of this sweep lies here"))
        let resumed = try Program.run(
            ["sweep", "x.yaml"] + axes.filter { !["--out", "s"].contains($0) } + ["--resume", "s"], in: folder.url)
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try folder.read("s/trials.csv").split(separator: "\n").count == 59 * 340 + 1)
    }

    @Test func pythonReadsTheColumns() throws {
        let folder = try SweepCommandTests.folder()
        #expect(
            try Program.run(["sweep", "x.yaml", "--out", "s", "--quiet"] + SweepCommandTests.axes, in: folder.url)
                .status == 0)
        let script = """
            import csv, numpy as np
            rows = list(csv.DictReader(open("s/trials.csv")))
            load = lambda name: np.load(f"s/columns/{name}.npy")
            assert [float(row["sharpe"]) for row in rows] == load("sharpe").tolist()
            assert [int(row["fast"]) for row in rows] == load("set.fast").tolist()
            returns, days = load("returns"), load("returns.session")
            assert returns.dtype == np.float32 and returns.shape == (12, len(days)) and days[0].dtype.kind == "M"
            for row, kept in zip(rows, returns.astype(float)):
                kept = kept[~np.isnan(kept)]
                assert len(kept) == int(row["sessions"])
                assert abs(kept.mean() / kept.std(ddof=1) * 252 ** 0.5 - float(row["sharpe"])) < 1e-5
            print("agrees", days[0], days[-1])
            """
        let outcome = try Program.run(["-c", script], in: folder.url, executable: "/usr/bin/python3")
        #expect(outcome.output.hasPrefix("agrees 2004-08"), "\(outcome.errors)")
    }

    @Test(
        arguments: [
            (["sweep", "x.yaml", "--grid", "fsat=1,2"], 3, "unknown key 'fsat'"),
            (["sweep", "x.yaml", "--grid", "fast=1,2"], 3, "sweep.space.fast must be a number from 2 to 60; found 1"),
            (["sweep", "x.yaml", "--grid", "fast=9:5"], 3, "the upper end 5 lies below the lower end 9"),
            (["sweep", "x.yaml", "--grid", "fast=5", "--constraint", "fast <"], 3, "column"),
            (["sweep", "x.yaml", "--method", "tpe"], 3, "trials"),
            (["sweep", "x.yaml", "--grid", "fast=5", "--grid", "fast=9"], 2, "--grid names 'fast' twice"),
            (
                ["sweep", "x.yaml", "--set", "data.test_from=2009-01-02", "--grid", "data.to=2008-01-01,2012-01-01"], 3,
                "the axis data.to would open the final test period, which is withheld from 2009-01-02 on"
            ),
            (["sweep", "x.yaml", "--method", "tpee"], 2, "--method is 'tpee'"),
            (["sweep", "x.yaml", "--random", "5", "--sobol", "5"], 2, "exclude each other"),
            (["sweep", "x.yaml", "--grid", "fast=5", "--shard", "3/2"], 2, "--shard is '3/2'"),
            (["sweep", "plan", "x.yaml", "--method", "tpe", "--trials", "5"], 3, "looks at results"),
            (["sweep", "run-task", "nowhere", "0"], 1, "there is no plan"),
            (["sweep", "collect", "."], 1, "there is no plan"),
            (["ledger", "list"], 1, "there is no ledger"),
            (["sweep", "x.yaml", "--grid", "fast=5", "--out", "goog.csv"], 1, "goog.csv"),
        ] as [([String], Int32, String)]) func whatDoesNotFitIsRefused(
            arguments: [String], status: Int32, message: String
        ) throws
    {
        let folder = try SweepCommandTests.folder()
        let outcome = try Program.run(arguments, in: folder.url)
        #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome.status) \(outcome.errors)")
    }
}

import Foundation
import TestSupport
import Testing

/// `backtest robustness` as a user calls it.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct RobustnessCommandTests {
    private static func folder() throws -> TemporaryFolder { try AveragesFolder.make(AveragesFolder.plainConfig) }

    @Test func itLeavesAFolderAndCountsNoTrials() throws {
        let folder = try Self.folder()
        let outcome = try Program.run(["robustness", "x.yaml", "--runs", "5", "-j", "1"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("no trials: nothing is chosen by them"))
        #expect(outcome.output.contains("instruments: Does not apply: there is one instrument, GOOG alone."))
        let base = folder.url.appendingPathComponent("runs")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: base.path).first { $0.contains("-robustness-") })
        let made = base.appendingPathComponent(name)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: made.path).sorted() == [
                "config.yaml", "manifest.json", "report.html", "robustness.json", "runs.csv",
            ])
        // On any number of threads the same bytes, and an equal folder may be written again.
        let other = try Program.run(
            ["robustness", "x.yaml", "--runs", "5", "-j", "3", "--out", "b", "--json"], in: folder.url)
        #expect(other.status == 0, "\(other.errors)")
        for file in ["config.yaml", "report.html", "robustness.json", "runs.csv"] {
            let one = try Data(contentsOf: made.appendingPathComponent(file))
            #expect(try Data(contentsOf: folder.url.appendingPathComponent("b/\(file)")) == one, "\(file)")
        }
        #expect(try folder.read("b/robustness.json") == other.output)
        let document = try RunTests.object(other.output)
        #expect(document["schema"] as? String == "backtest.robustness/1")
        #expect(document["counted_as_trials"] as? Bool == false)
        #expect((document["kinds"] as? [[String: Any]])?.count == 7)
        let ledger = try Program.run(["ledger", "export"], in: folder.url)
        #expect(ledger.output.isEmpty || ledger.status != 0, "\(ledger.output)")
        let again = try Program.run(["robustness", "x.yaml", "--runs", "5", "--quiet"], in: folder.url)
        #expect(again.status == 0 && again.output.isEmpty && again.errors.isEmpty, "\(again.errors)")
    }

    @Test func thresholdsEndWithStatusSix() throws {
        let folder = try Self.folder()
        let words = ["robustness", "x.yaml", "--runs", "2", "--kinds", "costs", "--quiet", "--out", "o"]
        #expect(try Program.run(words + ["--set", "robustness.least_break_even=1"], in: folder.url).status == 0)
        let other = try Program.run(words + ["--set", "robustness.least_break_even=1000"], in: folder.url)
        #expect(other.status == 6, "\(other.errors)")
        #expect(other.errors.contains("least_break_even of costs factors is"))
    }

    @Test func otherRunsAndOtherFilesAreNotReplacedUnasked() throws {
        let folder = try Self.folder()
        let words = ["robustness", "x.yaml", "--kinds", "periods", "--quiet", "--out", "o"]
        #expect(try Program.run(words, in: folder.url).status == 0)
        let other = try Program.run(words + ["--seed", "5"], in: folder.url)
        #expect(
            other.status == 1 && other.errors.contains("o: error: cannot be written: it holds other robustness runs"))
        #expect(try Program.run(words + ["--seed", "5", "--force"], in: folder.url).status == 0)
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("p"), withIntermediateDirectories: true)
        try folder.write("mine", to: "p/x.txt")
        let mine = try Program.run(words.dropLast() + ["p", "--force"], in: folder.url)
        #expect(mine.status == 1 && mine.errors.contains("it holds files that no robustness runs left"))
        #expect(try folder.read("p/x.txt") == "mine")
    }

    @Test func whatIsWrongIsSaid() throws {
        let folder = try Self.folder()
        let kinds = try Program.run(["robustness", "x.yaml", "--kinds", "luck"], in: folder.url)
        #expect(kinds.status == 2 && kinds.errors.contains("--kinds has 'luck'; it is of trades,bars,noise"))
        #expect(try Program.run(["robustness", "x.yaml", "--runs", "0"], in: folder.url).status == 2)
        let none = try Program.run(["robustness", "x.yaml", "--kinds", "instruments"], in: folder.url)
        #expect(none.status == 3, "\(none.errors)")
        #expect(none.errors.contains("error: nothing can be varied: instruments: there is one instrument, GOOG alone"))
        #expect(try Program.run(["robustness", "y.yaml"], in: folder.url).status == 3)
        #expect(folder.names.sorted() == ["goog.csv", "x.yaml"], "\(folder.names)")
    }

    @Test func anInterruptLeavesNothing() throws {
        let folder = try Self.folder()
        let outcome = try Program.run(
            ["robustness", "x.yaml", "--kinds", "bars", "--runs", "100000"], in: folder.url, interruptAfter: 1.5)
        #expect(outcome.status == 130, "\(outcome.errors)")
        #expect(outcome.errors.contains("runs were done; nothing was written"))
        #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("runs").path))
    }
}

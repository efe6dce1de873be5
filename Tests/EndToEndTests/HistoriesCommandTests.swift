import Foundation
import TestSupport
import Testing

/// `backtest run --histories` as a user calls it.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct HistoriesCommandTests {
    private static let generators = [
        "geometric-brownian-motion", "jump-diffusion", "heston", "garch", "regime-switching", "block-bootstrap",
    ]

    private static func folder() throws -> TemporaryFolder { try AveragesFolder.make(AveragesFolder.plainConfig) }

    private static func rows(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func itLeavesAFolderWithTheFanAndARowForEachHistory() throws {
        let folder = try Self.folder()
        let outcome = try Program.run(["run", "x.yaml", "--histories", "20", "-j", "1"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("20 histories by block-bootstrap over "))
        #expect(outcome.output.contains("It made money in "))
        let base = folder.url.appendingPathComponent("runs")
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: base.path).first { $0.contains("-histories-") })
        let made = base.appendingPathComponent(name)
        let files = ["config.yaml", "histories.csv", "histories.json", "manifest.json", "report.html"]
        #expect(try FileManager.default.contentsOfDirectory(atPath: made.path).sorted() == files)
        // On any number of threads the same bytes, and an equal folder may be written again.
        let other = try Program.run(
            ["run", "x.yaml", "--histories", "20", "-j", "3", "--out", "b", "--json"], in: folder.url)
        #expect(other.status == 0, "\(other.errors)")
        for file in files where file != "manifest.json" {
            let one = try Data(contentsOf: made.appendingPathComponent(file))
            #expect(try Data(contentsOf: folder.url.appendingPathComponent("b/\(file)")) == one, "\(file)")
        }
        #expect(try folder.read("b/histories.json") == other.output)
        let page = try folder.read("b/report.html")
        #expect(page.contains("Other histories") && page.contains("Wealth in 20 runs"))

        // What the document says is what the rows say.
        let document = try RunTests.object(other.output)
        #expect(document["schema"] as? String == "backtest.histories/1")
        #expect(document["counted_as_trials"] as? Bool == false)
        let rows = Self.rows(try folder.read("b/histories.csv"))
        #expect(rows[0].prefix(3) == ["history", "final_equity", "total_return"])
        #expect(rows.count == 22 && rows[1][0] == "real" && rows[2][0] == "0" && rows[21][0] == "19")
        let returns = rows.dropFirst().compactMap { Double($0[2]) }
        let others = returns.dropFirst()
        let gains = Double(others.count { $0 > 0 }) / 20
        #expect(document["gain_share"] as? Double == gains)
        let below = Double(others.count { $0 < returns[0] }) + 0.5 * Double(others.count { $0 == returns[0] })
        let percentiles = try #require(document["real_percentiles"] as? [String: Any])
        #expect(percentiles["total_return"] as? Double == below / 20)
        let real = try Program.run(["run", "x.yaml", "--json", "--out", "real"], in: folder.url)
        let metrics = try #require(try RunTests.object(real.output)["metrics"] as? [String: Any])
        let total = try #require((metrics["total_return"] as? [String: Any])?["value"] as? Double)
        #expect(abs(total - returns[0]) < 1e-12)
        let histories = try #require(document["histories"] as? [String: Any])
        let fan = try #require(histories["fan"] as? [String: Any])
        let (low, high) = (fan["q05"] as? [Double], fan["q95"] as? [Double])
        #expect(low?.count == high?.count && (low?.count ?? 0) > 100)
        #expect(zip(low ?? [], high ?? []).allSatisfy { $0 <= $1 })
        #expect((document["curve_percentiles"] as? [Double])?.count == low?.count)
        #expect(!folder.names.contains { $0.hasSuffix(".sqlite") })
    }

    @Test(arguments: generators) func eachGeneratorMakesHistoriesThatDoNotHangOnTheirNumber(generator: String) throws {
        let folder = try Self.folder()
        let words = ["run", "x.yaml", "--generator", generator, "--csv", "--out", "o", "--force"]
        let few = try Program.run(words + ["--histories", "3"], in: folder.url)
        #expect(few.status == 0, "\(few.errors)")
        let more = try Program.run(words + ["--histories", "6", "-j", "2"], in: folder.url)
        #expect(more.status == 0, "\(more.errors)")
        #expect(more.output.hasPrefix(few.output))
        let finals = Self.rows(more.output).dropFirst().map { $0[1] }
        #expect(Set(finals).count == 7, "\(finals)")
    }

    @Test func parametersComeFromTheConfigAndAreOfItsGenerator() throws {
        let folder = try Self.folder()
        try folder.write(
            AveragesFolder.plainConfig
                + "\nhistories: { generator: geometric-brownian-motion, seed: 3, parameters: { volatility: 0.5 } }",
            to: "h.yaml")
        let words = ["run", "h.yaml", "--histories", "2", "--json", "--force", "--out", "o"]
        let outcome = try Program.run(words, in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let document = try RunTests.object(outcome.output)
        #expect(document["seed"] as? Int == 3 && document["generator"] as? String == "geometric-brownian-motion")
        let fit = try #require((document["fits"] as? [[String: Any]])?.first)
        #expect((fit["parameters"] as? [String: Any])?["volatility"] as? Double == 0.5)
        let other = try Program.run(words + ["--generator", "garch"], in: folder.url)
        #expect(other.status == 0, "\(other.errors)")
        #expect(try RunTests.object(other.output)["generator"] as? String == "garch")
        // Parameters of --set are those of the generator that is named beside them.
        let heston = try Program.run(
            words + ["--generator", "heston", "--set", "histories.parameters.drift=0.1"], in: folder.url)
        #expect(heston.status == 0, "\(heston.errors)")
        let wrong = try Program.run(
            words + ["--generator", "garch", "--set", "histories.parameters.luck=0.1"], in: folder.url)
        #expect(wrong.status == 3 && wrong.errors.contains("'garch' has no parameter 'luck'"), "\(wrong)")
    }

    @Test func whatIsWrongIsSaid() throws {
        let folder = try Self.folder()
        func errors(_ words: [String], status: Int32) throws -> String {
            let outcome = try Program.run(["run"] + words, in: folder.url)
            #expect(outcome.status == status, "\(outcome.errors)")
            return outcome.errors
        }
        #expect(
            try errors(["x.yaml", "--histories", "0"], status: 2).contains("--histories is 0; it is from 1 to 1000000"))
        #expect(
            try errors(["x.yaml", "--histories", "2", "--generator", "luck"], status: 2)
                .contains("--generator is 'luck'; it is one of geometric-brownian-motion, jump-diffusion"))
        #expect(try errors(["x.yaml", "--generator", "garch"], status: 2).contains("which is not given"))
        #expect(try errors(["x.yaml", "--histories", "2", "--trace"], status: 2).contains("there is no --trace"))
        try folder.write(
            AveragesFolder.plainConfig + "\nhistories: { generator: garch, parameters: { alfa: 0.1 } }", to: "p.yaml")
        #expect(
            try errors(["p.yaml", "--histories", "2"], status: 3)
                .contains(
                    "p.yaml:9:46: error: 'garch' has no parameter 'alfa'; parameters: innovations, mean,"
                ))
        try folder.write(
            AveragesFolder.plainConfig + "\nhistories: { generator: garch, parameters: { alpha: 2 } }", to: "q.yaml")
        #expect(
            try errors(["q.yaml", "--histories", "2"], status: 3)
                .contains("'alpha' must be a number from 0 to 0.9999; found the number 2"))
        try folder.write(
            AveragesFolder.plainConfig + "\nhistories: { generator: garch, parameters: { alpha: 0.5, beta: 0.6 } }",
            to: "r.yaml")
        #expect(try errors(["r.yaml", "--histories", "2"], status: 3).contains("the variance reverts only below 1"))
        #expect(
            try errors(
                ["x.yaml", "--set", "data.to=2004-10-15", "--histories", "2", "--generator", "heston"], status: 3
            ).contains("heston: GOOG has 41 bars, and a model of its returns needs 61: take a longer period"))
        #expect(!folder.names.contains("runs"), "\(folder.names)")
    }
}

import Foundation
import TestSupport
import Testing

/// `backtest audit`, `diff` and `compare`.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct AuditCommandTests {
    @Test("S74: every shipped strategy is clean and shows its inputs", arguments: GoldenLogTests.configs)
    func s74ShippedStrategiesAreClean(name: String) throws {
        let outcome = try Program.run(["audit", "Strategies/\(name).yaml", "--cuts", "3", "--json"])
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        let report = try RunTests.object(outcome.output)
        #expect(report["schema"] as? String == "backtest.audit/1" && report["clean"] as? Bool == true)
        #expect((report["traced"] as? Int ?? 0) > 0)
        let fills = try #require(report["fills"] as? [[String: Any]])
        // On closes alone an order at the next open, close or middle is the same.
        let isOfCloses = fills.contains { ($0["assumption"] as? String)?.contains("closes alone") == true }
        #expect(fills.count == (isOfCloses ? 11 : 13))
        #expect(isOfCloses == ["momentum-rotation", "equal-risk", "sixty-forty", "buy-and-hold"].contains(name))
        #expect(fills.filter { $0["configured"] as? Bool == true }.count >= 2)
        let causality = try #require(report["causality"] as? [String: Any])
        #expect((causality["cuts"] as? [String])?.isEmpty == false)
    }

    @Test func theSameAuditPrintsTheSameAndAnotherSeedCutsElsewhere() throws {
        func cuts(_ seed: String) throws -> String {
            try Program.run(["audit", "Strategies/momentum-rotation.yaml", "--cuts", "3", "--seed", seed, "--json"])
                .output
        }
        let first = try cuts("1")
        #expect(try first == cuts("1"))
        #expect(try first != cuts("2"))
    }

    @Test func aColdAverageEndsWithStatusSixAndTheRemedy() throws {
        let config = """
            name: cold
            data: { source: csv, path: \(RunTests.goog), calendar: XNYS }
            strategy: { rules: { enter_long: "close > ema(close, 200)", exit_long: "close < ema(close, 200)" } }
            """
        let outcome = try Program.run(["audit", "-", "--cuts", "1"], input: config)
        #expect(outcome.status == 6, "\(outcome.errors)")
        #expect(
            outcome.output.contains("ema(close, 200)")
                && outcome.output.contains("set data.from so that at least 398 bars come"))
        let tolerant = try Program.run(["audit", "-", "--cuts", "1", "--tolerance", "1"], input: config)
        #expect(tolerant.status == 0, "\(tolerant.output)")
    }

    @Test func aStrategyThatIsNeverWarmIsNotCertified() throws {
        let config = """
            name: cold
            data: { source: csv, path: \(RunTests.goog), calendar: XNYS }
            strategy: { rules: { enter_long: "close > sma(close, 5000)" } }
            """
        let outcome = try Program.run(["audit", "-"], input: config)
        #expect(outcome.status == 3 && outcome.output.isEmpty, "\(outcome.output)")
        #expect(outcome.errors.contains("there is nothing to audit: no decision could be taken over 2148 bars"))
    }

    @Test func wrongArgumentsEndWithStatusTwo() throws {
        #expect(try Program.run(["audit", "x.yaml", "--cuts", "0"]).status == 2)
        #expect(try Program.run(["diff", "one"]).status == 2)
    }

    @Test func diffTellsEqualRunsFromConfigsAndDataThatDiffer() throws {
        let folder = try TemporaryFolder()
        let config = SharedFolder.projectRoot.appendingPathComponent("Strategies/moving-average-crossover.yaml").path
        func run(_ name: String, _ more: [String]) throws {
            let outcome = try Program.run(
                [
                    "run", config, "--quiet", "--out", folder.url.path + "/" + name, "--set",
                    "data.path=\(RunTests.goog)",
                ]
                    + more)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        try run("a", [])
        try run("b", ["--set", "name=other"])
        try run("c", ["--set", "fast=12"])
        try run("d", ["--set", "data.to=2012-01-03"])
        let equal = try Program.run(["diff", "a", "b"], in: folder.url)
        #expect(equal.status == 0 && equal.output.contains("The event logs are equal."), "\(equal.output)")

        let other = try Program.run(["diff", "a", "c", "--json"], in: folder.url)
        #expect(other.status == 6)
        let document = try RunTests.object(other.output)
        #expect(document["causes"] as? [String] == ["config"])
        #expect(
            document["settings"] as? [[String: String]] == [
                ["key": "strategy.parameters.fast", "first": "10", "second": "12"]
            ])
        #expect(document["config"] as? [String] == ["strategy.parameters.fast: 10 → 12"])
        let parting = try #require(document["parting"] as? [String: Any])
        let line = try #require(parting["line"] as? Int)
        let logs = try ["a", "c"].map { try folder.read("\($0)/events.jsonl").split(separator: "\n") }
        #expect(parting["first"] as? String == String(logs[0][line - 1]))
        #expect(parting["second"] as? String == String(logs[1][line - 1]))
        #expect(logs[0][..<(line - 1)] == logs[1][..<(line - 1)] && logs[0][line - 1] != logs[1][line - 1])
        let text = try Program.run(["diff", "a", "c"], in: folder.url).output
        #expect(
            text.contains("  strategy.parameters.fast: 10 → 12\n") && text.contains("Cause: the configs differ."),
            "\(text)")

        let data = try RunTests.object(try Program.run(["diff", "a", "d", "--json"], in: folder.url).output)
        #expect(data["causes"] as? [String] == ["data", "config"])
        #expect(data["config"] as? [String] == ["+ data.to: 2012-01-03"])
    }

    @Test func diffBlamesTheEngineOrAChangedLog() throws {
        let folder = try TemporaryFolder()
        let out = folder.url.path + "/a"
        let made = try Program.run(["run", "Strategies/moving-average-crossover.yaml", "--quiet", "--out", out])
        #expect(made.status == 0, "\(made.errors)")
        try FileManager.default.copyItem(atPath: out, toPath: folder.url.path + "/b")
        let log = try folder.read("b/events.jsonl")
        try folder.write(log.replacing("\"n\":3,", with: "\"n\":3, "), to: "b/events.jsonl")
        let changed = try Program.run(["diff", "a", "b"], in: folder.url)
        #expect(changed.status == 6 && changed.output.contains("part at line 3"), "\(changed.output)")
        #expect(changed.output.contains("it was changed after the run"))
    }

    @Test func aFolderThatNoRunLeftIsNamed() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(["diff", ".", "."], in: folder.url)
        #expect(outcome.status == 4 && outcome.errors.contains("there is no readable manifest.json in it"))
    }

    @Test func comparePutsTheFiguresOfResultsSideBySide() throws {
        let folder = try TemporaryFolder()
        for (name, more) in [("a", []), ("b", ["--set", "fast=12", "--set", "name=A <b>"])] {
            let outcome = try Program.run(
                [
                    "run", "Strategies/moving-average-crossover.yaml", "--quiet", "--out",
                    folder.url.path + "/" + name,
                ]
                    + more)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        func sharpe(_ name: String) throws -> Double? {
            let metrics = try RunTests.object(try folder.read("\(name)/result.json"))["metrics"] as? [String: Any]
            return (metrics?["sharpe"] as? [String: Any])?["value"] as? Double
        }
        let text = try Program.run(["compare", "a", "b", "--html", "page.html"], in: folder.url)
        #expect(text.status == 0 && text.output.contains("Sharpe ratio"), "\(text.errors)")
        let json = try RunTests.object(try Program.run(["compare", "a", "b", "--json"], in: folder.url).output)
        let metrics = try #require(json["metrics"] as? [String: Any])
        #expect(metrics["sharpe"] as? [Double?] == [try sharpe("a"), try sharpe("b")])
        let csv = try Program.run(["compare", "a", "b", "--csv"], in: folder.url).output.split(separator: "\n")
        let row = "sharpe,\(try sharpe("a") ?? 0),"
        #expect(csv.first == "metric,a,b" && csv.contains { $0.hasPrefix(row) })
        #expect(Set(csv.map { $0.prefix { $0 != "," } }).count == csv.count)
        // Curves: fast 12 is warm when fast 10 is, so that the instants are shared.
        func column(_ run: String, _ place: Int) throws -> [String] {
            try folder.read("\(run)/equity.csv").split(separator: "\n").dropFirst().map {
                String($0.split(separator: ",")[place])
            }
        }
        let curves = try #require(json["curves"] as? [String: Any])
        #expect(curves["times"] as? [String] == (try column("a", 0)))
        let runs = try #require(curves["runs"] as? [[String: Any]])
        for (place, name) in ["a", "b"].enumerated() {
            let (ours, theirs) = (runs[place]["equity"] as? [Double] ?? [], try column(name, 1))
            #expect(ours.count == theirs.count && theirs.count > 2_000)
            for (a, b) in zip(ours, theirs) { #expect(agree(a, Double(b) ?? .nan)) }
            #expect(runs[place]["times"] is NSNull)
        }
        let years = text.output.split(separator: "\n").drop { $0 != "Equity at the end of each year" }.dropFirst()
        #expect(years.map { $0.prefix(4) } == (2004...2013).map { "\($0)" }, "\(text.output)")
        let last = try #require(years.last).split(separator: " ").dropFirst().compactMap {
            Double($0.replacing(",", with: ""))
        }
        for (shown, name) in zip(last, ["a", "b"]) {
            let equity = try #require(try column(name, 1).last.flatMap { Double($0) })
            #expect(abs(shown - equity) < 0.0051)
        }
        #expect(last.count == 2)
        let page = try folder.read("page.html")
        #expect(page.components(separatedBy: "<polyline").count == 3 && page.contains("A &lt;b>"))
        #expect(!page.contains("NaN") && !page.contains("http"))
        #expect(try Program.run(["compare", "a"], in: folder.url).status == 2)
        #expect(try Program.run(["compare", "a", "x"], in: folder.url).status == 4)
    }
}

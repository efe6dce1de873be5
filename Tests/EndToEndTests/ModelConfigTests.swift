import Foundation
import TestSupport
import Testing

/// The shipped configs of models, over as much of their data as a test has time for.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct ModelConfigTests {
    /// Where the data end: of ten stocks a year after the first training, with fewer bars to learn from.
    private static let changes = [
        "ridge-panel": ["data.to=1993-06-30", "strategy.model.retrain.window=400"],
        "mlp-minutes": ["epochs=5"],
    ]

    private func settings(_ name: String) -> [String] {
        (ModelConfigTests.changes[name] ?? []).flatMap { ["--set", $0] }
    }

    @Test func thereIsAModelAmongTheShippedConfigs() {
        #expect(Set(ModelConfigs.shipped).isSuperset(of: ["mlp-minutes", "ridge-minutes", "ridge-panel"]))
        #expect(Set(GoldenLogTests.configs).isDisjoint(with: ModelConfigs.shipped))
    }

    @Test(
        "S69 S74: a shipped model trades, its quick check finds nothing, and it does so again",
        arguments: ModelConfigs.shipped)
    func s74TheQuickCheckFindsNothing(name: String) throws {
        let folder = try TemporaryFolder()
        var logs: [String] = []
        for run in ["a", "b"] {
            let out = folder.url.appendingPathComponent(run).path
            let outcome = try Program.run(["run", "Strategies/\(name).yaml", "--out", out] + settings(name))
            try #require(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("Quick check: no look-ahead at "), "\(outcome.output)")
            logs.append(try folder.read("\(run)/events.jsonl"))
        }
        #expect(logs[0] == logs[1] && logs[0].contains("\"trained\""))
    }

    @Test("S74: the audit of a shipped model is clean", arguments: ModelConfigs.shipped)
    func s74TheAuditIsClean(name: String) throws {
        let outcome = try Program.run(
            ["audit", "Strategies/\(name).yaml", "--cuts", "1", "--json"] + settings(name)
                + (name == "ridge-panel"
                    ? ["--set", "data.to=1992-12-31"] : ["--set", "data.to=2013-09-02T12:00:00Z"]))
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        let report = try RunTests.object(outcome.output)
        #expect(report["clean"] as? Bool == true && (report["traced"] as? Int ?? 0) >= 4)
    }
}

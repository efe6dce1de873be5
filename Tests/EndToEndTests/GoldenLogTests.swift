import Foundation
import TestSupport
import Testing

/// The event log of every shipped config but those of models, as it was when somebody last looked at it.
///
/// `BACKTEST_UPDATE_GOLDEN=1` writes the logs anew, and fails, so that recording is never a pass.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct GoldenLogTests {
    static let golden = SharedFolder.projectRoot.appendingPathComponent("Tests/Golden/Strategies")
    /// Those whose results are the same on every machine.
    static let configs: [String] = all.filter { !ModelConfigs.isModel($0) }
    /// All shipped configs.
    static let all: [String] = {
        let folder = SharedFolder.projectRoot.appendingPathComponent("Strategies").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    @Test(arguments: configs)
    func theEventLogIsAsRecorded(name: String) throws {
        let folder = try TemporaryFolder()
        let out = folder.url.appendingPathComponent("run").path
        let outcome = try Program.run(["run", "Strategies/\(name).yaml", "--out", out, "--quiet"])
        try #require(outcome.status == 0, "\(outcome.errors)")
        let log = try folder.read("run/events.jsonl")
        let file = GoldenLogTests.golden.appendingPathComponent("\(name).events.jsonl")
        if ProcessInfo.processInfo.environment["BACKTEST_UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: GoldenLogTests.golden, withIntermediateDirectories: true)
            try log.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("\(name): recorded anew; look at the change, then run without BACKTEST_UPDATE_GOLDEN")
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        guard log != expected else { return }
        let (new, old) = (log.split(separator: "\n"), expected.split(separator: "\n"))
        let first =
            zip(new, old).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(new.count, old.count)
        Issue.record(
            """
            \(name): the log differs from line \(first + 1) on (\(new.count) lines, \(old.count) recorded)
              is:  \(first < new.count ? String(new[first]) : "nothing")
              was: \(first < old.count ? String(old[first]) : "nothing")
            """)
    }
}

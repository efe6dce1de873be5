import Core
import DataSources
import Foundation
import ParameterSearch
import Research
import StrategyKit
import TestSupport
import Testing
import TrialLedger

/// Small sweeps over shipped data.
enum SweepFixture {
    /// Where configs of trials come from: moving averages on daily bars.
    static func source(_ sweep: String = "", data: String = "", changes: [String] = []) throws -> StudySource {
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path
        let text = """
            name: averages
            data: { source: csv, path: \(path), calendar: XNYS\(data) }
            strategy:
              rules:
                parameters: { fast: { default: 10, range: [2, 60] }, slow: { default: 30, range: [2, 400] } }
                enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
                exit_long: crosses_below(sma(close, $fast), sma(close, $slow))
            broker: { commission: { basis_points: 5 } }
            benchmark: none
            \(sweep)
            """
        return StudySource(text: text, file: "x.yaml", overrides: try changes.map { try ConfigOverride($0) })
    }

    /// A grid of pairs with the fast average below the slow one.
    static let grid = """
        sweep: { space: { fast: [5, 10, 20], slow: "10:40:10" }, constraints: ["fast < slow"] }
        """

    /// A plan with its bars.
    static func planned(_ source: StudySource) throws -> (plan: SweepPlan, evaluator: TrialEvaluator, sweep: String) {
        let plan = try SweepPlan(source)
        let study = try Study(plan.configuration)
        let evaluator = TrialEvaluator(base: study, source: plan.source, axes: plan.axes, columns: plan.columns)
        return (plan, evaluator, plan.hash(data: evaluator.dataHash))
    }

    /// Runs a sweep in a folder and writes its files.
    @discardableResult
    static func run(
        _ source: StudySource, in folder: URL, jobs: Int = 2, ledger: Ledger? = nil, isResumed: Bool = false,
        progress: (SweepProgress) -> Bool = { _ in true }
    ) throws -> SweepResult {
        let (plan, evaluator, sweep) = try planned(source)
        let target = SweepFolder(at: folder.path)
        let lock = try target.begin(plan, data: evaluator.dataHash, isResumed: isResumed, force: false)
        defer { withExtendedLifetime(lock) {} }
        let book = ledger.map { SweepLedger($0, plan: plan, evaluator: evaluator, sweep: sweep) }
        let run = SweepRun(
            plan: plan, evaluator: evaluator, parts: SweepParts(in: target.url, sweep: sweep), ledger: book)
        let trials = try run.run(
            jobs: jobs, limit: plan.sweep.trialSeconds.map { .seconds($0) }, progress: progress)
        let result = SweepResult(
            plan: plan, trials: trials, sessionDates: evaluator.sessionDates,
            hashes: (sweep, plan.configuration.hash, evaluator.dataHash))
        try target.finish(result, command: "test", jobs: jobs, timings: [])
        return result
    }

    /// Runs some trials of a sweep in a folder, and gathers nothing.
    static func runPart(_ source: StudySource, in folder: URL, of trials: [Int]) throws {
        let (plan, evaluator, sweep) = try planned(source)
        let target = SweepFolder(at: folder.path)
        let lock = try target.begin(plan, data: evaluator.dataHash, isResumed: false, force: false)
        defer { withExtendedLifetime(lock) {} }
        let run = SweepRun(plan: plan, evaluator: evaluator, parts: SweepParts(in: target.url, sweep: sweep))
        let done = try run.run(jobs: 2, of: trials)
        #expect(done.numbers.map { Int($0) } == trials.sorted())
    }

    /// The bytes of all files of a folder but those that say when and where it was made.
    static func files(_ folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        for name in names where ![".lock", "manifest.json", "manifest.jsonl"].contains(name) {
            var isFolder: ObjCBool = false
            let path = folder.appendingPathComponent(name).path
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[name] = FileManager.default.contents(atPath: path)
        }
        return files
    }
}

import Core
import DataSources
public import Foundation
import Reports
import StrategyKit

/// The folder that robustness runs leave: `robustness.json`, `runs.csv`, `report.html`, `config.yaml` and `manifest.json`.
public struct RobustnessFolder: Sendable {
    /// Where it is.
    public let url: URL

    /// The folder of a plan: a given one, or `runs/<name>-robustness-<short hash of data, config, settings, seed and version>`.
    public init(_ plan: RobustnessPlan, at path: String? = nil, under base: String = "runs") {
        let name = PlainName.of(plan.study.configuration.name, or: "robustness").prefix(60)
        url = URL(fileURLWithPath: path ?? "\(base)/\(name)-robustness-\(plan.hash.prefix(8))")
    }

    /// Refuses a place that holds something else.
    ///
    /// What equal runs left may be replaced; what other robustness runs left, with `force`; anything else, never.
    ///
    /// - Throws: `RobustnessError.folder` with the remedy.
    public func checkPlace(for plan: RobustnessPlan, force: Bool) throws(RobustnessError) {
        let place = FolderPlace(
            url: url, kind: ("robustness runs", "backtest.robustness-manifest/1"), other: "other robustness runs")
        do throws(FolderError) {
            try place.check(force: force) { $0.contains(plan.hash) }
        } catch { throw .folder(error) }
    }

    /// Writes all files, or none.
    ///
    /// - Parameters:
    ///   - command: The command that repeats the runs.
    ///   - timings: What took how long, for the manifest.
    /// - Throws: `RobustnessError.folder`.
    public func write(
        _ result: RobustnessResult, command: String, jobs: Int, timings: [(label: String, seconds: Double)]
    ) throws(RobustnessError) {
        do throws(FolderError) {
            let folder = try FolderWriter(target: url)
            try folder.write(result.report.html, to: "report.html")
            try folder.write(result.document.prettyText, to: "robustness.json")
            try folder.write(result.runsCSV, to: "runs.csv")
            try folder.write(result.plan.study.configuration.canonicalYAML, to: "config.yaml")
            try folder.write(
                manifest(of: result, command: command, jobs: jobs, timings: timings).prettyText, to: "manifest.json")
            try folder.finish()
        } catch {
            throw .folder(error)
        }
    }

    private func manifest(
        of result: RobustnessResult, command: String, jobs: Int, timings: [(label: String, seconds: Double)]
    ) -> JSONValue {
        let plan = result.plan
        return [
            "schema": "backtest.robustness-manifest/1",
            "name": .string(plan.study.configuration.name),
            "version": .string(Version.current),
            "command": .string(command),
            "hashes": [
                "robustness": .string(plan.hash), "config": .string(plan.study.configuration.hash),
                "data": .string(plan.study.dataHash),
            ],
            "seed": .integer(Int(truncatingIfNeeded: plan.seed)),
            "jobs": .integer(jobs),
            "host": .host(),
            "seconds": .seconds(timings),
        ]
    }
}

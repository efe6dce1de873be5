import Core
import DataSources
public import Foundation
import Reports
import StrategyKit

/// The folder that runs on other histories leave: `histories.json`, `histories.csv`, `report.html`, `config.yaml` and
/// `manifest.json`.
public struct HistoriesFolder: Sendable {
    /// Where it is.
    public let url: URL

    /// The folder of a plan: a given one, or `runs/<name>-histories-<short hash of data, config, settings, seed and version>`.
    public init(_ plan: HistoriesPlan, at path: String? = nil, under base: String = "runs") {
        let name = PlainName.of(plan.study.configuration.name, or: "histories").prefix(60)
        url = URL(fileURLWithPath: path ?? "\(base)/\(name)-histories-\(plan.hash.prefix(8))")
    }

    /// Refuses a place that holds something else.
    ///
    /// What equal runs left may be replaced; what other histories left, with `force`; anything else, never.
    ///
    /// - Throws: `RobustnessError.folder` with the remedy.
    public func checkPlace(for plan: HistoriesPlan, force: Bool) throws(RobustnessError) {
        let place = FolderPlace(
            url: url, kind: ("runs on histories", "backtest.histories-manifest/1"), other: "runs on other histories")
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
        _ result: HistoriesResult, command: String, jobs: Int, timings: [(label: String, seconds: Double)]
    ) throws(RobustnessError) {
        let plan = result.plan
        let manifest: JSONValue = [
            "schema": "backtest.histories-manifest/1",
            "name": .string(plan.study.configuration.name),
            "version": .string(Version.current),
            "command": .string(command),
            "hashes": [
                "histories": .string(plan.hash), "config": .string(plan.study.configuration.hash),
                "data": .string(plan.study.dataHash),
            ],
            "seed": .integer(Int(truncatingIfNeeded: plan.seed)),
            "jobs": .integer(jobs),
            "host": .host(),
            "seconds": .seconds(timings),
        ]
        do throws(FolderError) {
            let folder = try FolderWriter(target: url)
            try folder.write(result.report.html, to: "report.html")
            try folder.write(result.document.prettyText, to: "histories.json")
            try folder.write(result.historiesCSV, to: "histories.csv")
            try folder.write(plan.study.configuration.canonicalYAML, to: "config.yaml")
            try folder.write(manifest.prettyText, to: "manifest.json")
            try folder.finish()
        } catch {
            throw .folder(error)
        }
    }
}

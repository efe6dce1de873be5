import Core
public import Foundation
import Reports
public import StrategyKit

/// The folder that a calibration leaves.
///
///     calibration.json  schema backtest.calibration/1: distances, parameters, moments, what is weakly identified, the loss
///     report.html       the same as a page
///     config.yaml       the calibrated market, as backtest simulate takes it
///     manifest.json     what depends on clock and host
public struct CalibrationFolder: Sendable {
    /// Where it is.
    public let url: URL
    private let hash: String

    private static let schema = "backtest.calibration-manifest/1"

    /// The folder of a calibration: a given one, or `runs/<name>-calibration-<short hash>`.
    public init(_ plan: CalibrationPlan, at path: String? = nil, under base: String = "runs") {
        let name = PlainName.of(plan.configuration.name, or: "market").prefix(60)
        hash = plan.hash
        url = URL(fileURLWithPath: path ?? "\(base)/\(name)-calibration-\(plan.hash.prefix(8))")
    }

    /// Refuses a place that holds something else.
    ///
    /// - Throws: `CalibrationFailure.folder` with the remedy.
    public func checkPlace(force: Bool) throws(CalibrationFailure) {
        let place = FolderPlace(
            url: url, kind: ("a calibration", CalibrationFolder.schema), other: "another calibration")
        do throws(FolderError) {
            try place.check(force: force) { $0.contains(hash) }
        } catch { throw .folder(error) }
    }

    /// Writes all files, or none.
    ///
    /// - Parameters:
    ///   - calibrated: The config of the market that was found.
    ///   - command: The command that repeats it.
    public func write(
        _ outcome: CalibrationOutcome, calibrated: SimulationConfiguration, command: String, jobs: Int,
        timings: [(label: String, seconds: Double)]
    ) throws(CalibrationFailure) {
        let manifest: JSONValue = [
            "schema": .string(CalibrationFolder.schema),
            "name": .string(calibrated.name),
            "version": .string(Version.current),
            "command": .string(command),
            "hashes": ["calibration": .string(hash), "market": .string(calibrated.hash)],
            "jobs": .integer(jobs),
            "host": .host(),
            "seconds": .seconds(timings),
        ]
        do throws(FolderError) {
            let folder = try FolderWriter(target: url)
            try folder.write(outcome.document.prettyText, to: "calibration.json")
            try folder.write(outcome.report(configuration: calibrated.canonicalYAML).html, to: "report.html")
            try folder.write(calibrated.canonicalYAML, to: "config.yaml")
            try folder.write(manifest.prettyText, to: "manifest.json")
            try folder.finish()
        } catch { throw .folder(error) }
    }
}

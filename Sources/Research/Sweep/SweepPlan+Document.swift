import Foundation
import ParameterSearch
import Reports
public import StrategyKit

/// A plan as `plan.json`, from which any process makes the same trials: `backtest.sweep-plan/1`.
extension SweepPlan {
    static let schema = "backtest.sweep-plan/1"

    /// The document.
    ///
    /// - Parameter data: The hash of the bars.
    func document(data: String) -> JSONValue {
        [
            "schema": .string(SweepPlan.schema),
            "version": .string(Version.current),
            "name": .string(configuration.name),
            "hashes": [
                "sweep": .string(hash(data: data)), "config": .string(configuration.hash), "data": .string(data),
            ],
            "trials": .integer(most),
            "method": .string(sweep.method.rawValue),
            "points": sweep.trials.map { .integer($0) } ?? .null,
            "lowest_fraction": .number(sweep.lowestFraction),
            "reduction": .integer(sweep.reduction),
            "axes": .array(sweep.axes.map { .string($0.text) }),
            "constraints": .array(sweep.constraints.map { .string($0) }),
            "objectives": .array(sweep.objectives.map { .string($0) }),
            "trial_seconds": sweep.trialSeconds.map { .number($0) } ?? .null,
            "test_from": withheldFrom.map { .string($0) } ?? .null,
            "set": .array(source.overrides.map { .string("\($0.key)=\($0.value)") }),
            "file": .string(source.file),
            "config": .string(source.text),
        ]
    }

    /// What a trial sets, as texts by name: as a line of the manifest and the ledger have it.
    func settings(of trial: Int) -> JSONValue {
        .object(zip(axes, values(of: trial)).map { .init($0.name, .string($1)) })
    }

    /// What `plan.json` holds.
    struct Kept: Decodable {
        struct Hashes: Decodable {
            var sweep: String
            var config: String
            var data: String
        }

        var schema: String
        var version: String
        var hashes: Hashes
        var trials: Int
        var method: String
        var points: Int?
        var lowestFraction: Double
        var reduction: Int
        var axes: [String]
        var constraints: [String]
        var objectives: [String]
        var trialSeconds: Double?
        var testFrom: String?
        var set: [String]
        var file: String
        var config: String
    }

    /// The plan of a folder, and what was known of it when it was made.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - source: What its config may name; its text is taken from the file.
    /// - Throws: `SweepError.notThisSweep` for a file that is no plan, or another version's; whatever is wrong with it.
    public static func read(_ path: String, naming source: StudySource) throws(SweepError) -> (
        plan: SweepPlan, hashes: (sweep: String, config: String, data: String)
    ) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .notThisSweep(path: path, reason: "there is no plan; backtest sweep plan CONFIG --out DIR makes one")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let kept = try? decoder.decode(Kept.self, from: data), kept.schema == SweepPlan.schema else {
            throw .notThisSweep(
                path: path, reason: "it is no plan of this version (\(SweepPlan.schema)); plan the sweep anew")
        }
        var source = source
        (source.text, source.file) = (kept.config, kept.file)
        do throws(ConfigError) {
            source.overrides = []
            for text in kept.set { source.overrides.append(try ConfigOverride(text)) }
        } catch { throw .config(error) }
        var plan = try SweepPlan(source) { sweep throws(SearchError) in
            sweep.method = SweepConfiguration.Method(rawValue: kept.method) ?? .grid
            sweep.trials = kept.points
            (sweep.lowestFraction, sweep.reduction) = (kept.lowestFraction, kept.reduction)
            sweep.axes = []
            for text in kept.axes { sweep.axes.append(try SearchAxis(text: text)) }
            sweep.constraints = kept.constraints
            sweep.objectives = kept.objectives
            sweep.trialSeconds = kept.trialSeconds
        }
        plan.withheldFrom = kept.testFrom
        guard plan.hash(data: kept.hashes.data) == kept.hashes.sweep else {
            throw .notThisSweep(
                path: path,
                reason:
                    "it was planned by backtest \(kept.version) or altered: its trials would be others now; plan the "
                    + "sweep anew")
        }
        return (plan, (kept.hashes.sweep, kept.hashes.config, kept.hashes.data))
    }
}

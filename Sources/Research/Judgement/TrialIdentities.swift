import Simulation
import StrategyKit

/// What trials of several sweeps are told apart by, as in the ledger: the hash of their config, and the bars.
final class TrialIdentities {
    private let sweep: FinishedSweep
    private let axes: TrialAxes
    private var hashers: [[String]: ConfigHasher] = [:]

    /// As many combinations of keys that are no parameters are kept at a time.
    private static let mostHashers = 256

    /// The identities of a sweep's trials.
    init(_ sweep: FinishedSweep) {
        self.sweep = sweep
        axes = TrialAxes(sweep.plan.axes)
    }

    /// The identity of a trial.
    ///
    /// One whose config cannot be read has none of its own: what it set stands for it.
    func identity(of trial: Int) -> String {
        let plan = sweep.plan
        let values = plan.values(of: trial)
        guard let parameters = try? axes.settings(values), let hasher = hasher(axes.key(values)) else {
            let settings = zip(plan.axes, values).map { "\($0.name)=\($1)" }.joined(separator: "\n")
            return "\(sweep.hashes.data)\n\(sweep.hashes.config)\n\(settings)"
        }
        return "\(sweep.hashes.data)\n\(hasher.hash(setting: parameters.map(\.value)))"
    }

    private func hasher(_ key: [String]) -> ConfigHasher? {
        if let known = hashers[key] { return known }
        let overrides = axes.named(key).map { ConfigOverride(key: $0.name, value: $0.text) }
        guard let configuration = try? sweep.plan.source.configuration(setting: overrides) else { return nil }
        if hashers.count >= TrialIdentities.mostHashers { hashers.removeAll(keepingCapacity: true) }
        let made = ConfigHasher(configuration, setting: axes.parameters)
        hashers[key] = made
        return made
    }
}

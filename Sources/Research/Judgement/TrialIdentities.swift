import Simulation
import StrategyKit

/// What trials of several sweeps are told apart by, as in the ledger: the hash of their config, and the bars.
final class TrialIdentities {
    private let sweep: FinishedSweep
    private let direct: [Int]
    private let others: [Int]
    private var hashers: [[String]: ConfigHasher] = [:]

    /// As many combinations of keys that are no parameters are kept at a time.
    private static let mostHashers = 256

    /// The identities of a sweep's trials.
    init(_ sweep: FinishedSweep) {
        self.sweep = sweep
        let axes = sweep.plan.axes
        direct = axes.indices.filter { axes[$0].isDirect }
        others = axes.indices.filter { !axes[$0].isDirect }
    }

    /// The identity of a trial.
    ///
    /// One whose config cannot be read has none of its own: what it set stands for it.
    func identity(of trial: Int) -> String {
        let plan = sweep.plan
        let values = plan.values(of: trial)
        let parameters = direct.compactMap { plan.axes[$0].value(values[$0]) }
        guard parameters.count == direct.count, let hasher = hasher(others.map { values[$0] }) else {
            let settings = zip(plan.axes, values).map { "\($0.name)=\($1)" }.joined(separator: "\n")
            return "\(sweep.hashes.data)\n\(sweep.hashes.config)\n\(settings)"
        }
        return "\(sweep.hashes.data)\n\(hasher.hash(setting: parameters))"
    }

    private func hasher(_ key: [String]) -> ConfigHasher? {
        if let known = hashers[key] { return known }
        let plan = sweep.plan
        let overrides = zip(others, key).map { ConfigOverride(key: plan.axes[$0].name, value: $1) }
        guard let configuration = try? plan.source.configuration(setting: overrides) else { return nil }
        if hashers.count >= TrialIdentities.mostHashers { hashers.removeAll(keepingCapacity: true) }
        let made = ConfigHasher(configuration, setting: direct.map { plan.axes[$0].name })
        hashers[key] = made
        return made
    }
}

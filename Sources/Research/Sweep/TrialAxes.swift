import Simulation
import StrategyKit

/// What trials change, told apart by how it is set: parameters of what decides directly, all else by reading the config
/// again.
struct TrialAxes: Sendable {
    /// All, in the order of the values of a trial.
    let all: [TrialAxis]
    private let direct: [Int]
    private let others: [Int]

    /// What some trials change.
    init(_ all: [TrialAxis]) {
        self.all = all
        direct = all.indices.filter { all[$0].isDirect }
        others = all.indices.filter { !all[$0].isDirect }
    }

    /// The names of the parameters that trials set.
    var parameters: [String] { direct.map { all[$0].name } }

    /// The parameters that a trial sets.
    ///
    /// - Parameter values: A text for each axis.
    func settings(_ values: [String]) throws(TrialFault) -> [(name: String, value: ParameterValue)] {
        var settings: [(name: String, value: ParameterValue)] = []
        for place in direct {
            let axis = all[place]
            guard let value = axis.value(values[place]) else {
                throw .refused("'\(axis.name)' must be \(axis.domain?.allowed ?? "a value"); found \(values[place])")
            }
            settings.append((axis.name, value))
        }
        return settings
    }

    /// The texts of a trial's other keys: trials in which they are the same share a config.
    func key(_ values: [String]) -> [String] { others.map { values[$0] } }

    /// The other keys with the texts of `key`.
    func named(_ key: [String]) -> [(name: String, text: String)] { zip(others, key).map { (all[$0].name, $1) } }
}

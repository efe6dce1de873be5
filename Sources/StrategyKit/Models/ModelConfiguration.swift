import Core
import Indicators
import Learning
import Simulation

/// A model strategy as a config states it, not yet held against the models there are.
public struct ModelConfiguration: Sendable {
    /// The validated section.
    let section: ConfigValue
    /// The seed of the study.
    let seed: UInt64

    init(_ section: ConfigValue, seed: UInt64) {
        self.section = section
        self.seed = seed
    }

    /// The name of what learns.
    public var kind: String { section["kind"]?.text ?? "" }

    /// When the model is fitted anew.
    var schedule: TrainingSchedule { TrainingSchedule(section) }
}

/// When a model is fitted anew (S67), in instants at which some window of its instruments is whole.
public struct TrainingSchedule: Sendable, Equatable {
    /// How many must have passed before the first training.
    public var first: Int
    /// After how many it is trained again.
    public var every: Int
    /// The newest so many are learnt from; `nil` for all.
    public var longest: Int?

    init(_ model: ConfigValue) {
        every = model["retrain.every"]?.whole ?? 21
        longest = model["retrain.window"]?.whole
        first = model["retrain.first"]?.whole ?? longest ?? 250
    }

    /// Whether the model is fitted when so many instants have passed before this one.
    func isDue(after passed: Int) -> Bool { passed >= first && (passed - first) % every == 0 }

    /// What it is, in a line.
    public var text: String {
        "after \(first) instants, then every \(every), on "
            + (longest.map { "the newest \($0) (rolling)" } ?? "all of the past (expanding)")
    }
}

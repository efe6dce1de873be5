import Learning
import Simulation

/// The parameters of `last`.
struct LastValueParameters: StrategyParameters {
    var feature = ""

    static var declarations: [ParameterDeclaration<Self>] {
        [.text("feature", \.feature, "The feature whose newest value is the forecast; the first where empty")]
    }
}

extension ModelDeclaration {
    /// What every other model must beat.
    static let baselines: [ModelDeclaration] = [
        .model("zero", "Baseline: nothing moves, the forecast is 0") { Baseline(.zero) },
        .model("mean", "Baseline: the mean of the training labels") { Baseline(.mean) },
        .model("last", "Baseline: the newest value of a feature", parameters: LastValueParameters.self) {
            Baseline($0.feature.isEmpty ? .first : .last(feature: $0.feature))
        },
    ]
}

import Learning
import Simulation

/// The parameters of `pca-regression` and `pls`.
struct ProjectionParameters: StrategyParameters {
    var components = 3

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .integer(
                "components", \.components, in: 1...10_000,
                "How many directions of the features, at most as many as a window has numbers; standardise the features"
            )
        ]
    }
}

extension ModelDeclaration {
    /// Regressions on few directions of the features.
    static let projections: [ModelDeclaration] = [
        .model(
            "pca-regression", "Least squares on the first principal components", parameters: ProjectionParameters.self
        ) { PrincipalComponentRegression(components: $0.components) },
        .model("pls", "Partial least squares", parameters: ProjectionParameters.self) {
            PartialLeastSquares(components: $0.components)
        },
    ]
}

import Learning
import Simulation

/// The parameters of `ridge`.
struct RidgeParameters: StrategyParameters {
    var penalties = [0.01, 0.1, 1, 10, 100, 1_000, 10_000]

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .numbers(
                "penalties", \.penalties, in: 0...1e12, count: 1...1_000,
                "Weights of the squared coefficients, of which generalised cross-validation of the training samples "
                    + "chooses one; standardise the features")
        ]
    }
}

/// The parameters of `lasso`.
struct LassoParameters: StrategyParameters {
    var penalty = 0.0
    var relative = 0.1

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .number(
                "penalty", \.penalty, in: 0...1e12,
                "The weight of the magnitudes of coefficients, against half the mean square of the residuals; 0: as "
                    + "relative says; standardise the features"),
            .number(
                "relative", \.relative, in: 1e-6...1,
                "The penalty as a part of the least one that leaves no feature, which fits labels of any scale"),
        ]
    }
}

/// The parameters of `elastic-net`.
struct ElasticNetParameters: StrategyParameters {
    var penalty = 0.0
    var relative = 0.1
    var share = 0.5

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .number(
                "penalty", \.penalty, in: 0...1e12,
                "The weight of the penalty, against half the mean square of the residuals; 0: as relative says; "
                    + "standardise the features"),
            .number(
                "relative", \.relative, in: 1e-6...1,
                "The penalty as a part of the least one that leaves no feature, which fits labels of any scale"),
            .number(
                "share", \.share, in: 0.01...1,
                "The part of the penalty that is of magnitudes, the rest of half the squares; 1 is lasso"),
        ]
    }
}

extension ElasticNet {
    /// With a penalty, or where it is 0 with a part of the least one that leaves no feature.
    fileprivate init(penalty: Double, relative: Double, share: Double) {
        self =
            penalty > 0
            ? ElasticNet(penalties: [penalty], share: share)
            : ElasticNet(share: share, pathLength: relative < 1 ? 10 : 1, pathEnd: relative)
    }
}

extension ModelDeclaration {
    /// Regressions with a penalty on coefficients.
    static let penalised: [ModelDeclaration] = [
        .model("ridge", "Ridge regression with the best of some penalties", parameters: RidgeParameters.self) {
            RidgeRegression(penalties: $0.penalties)
        },
        .model("lasso", "Lasso: least squares that leaves features out", parameters: LassoParameters.self) {
            ElasticNet(penalty: $0.penalty, relative: $0.relative, share: 1)
        },
        .model("elastic-net", "Elastic net: between lasso and ridge", parameters: ElasticNetParameters.self) {
            ElasticNet(penalty: $0.penalty, relative: $0.relative, share: $0.share)
        },
    ]
}

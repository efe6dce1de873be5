import Learning
import Simulation

/// The parameters of `ols`.
struct LeastSquaresParameters: StrategyParameters {
    enum Dependent: String, CaseIterable {
        case refuse
        case leaveOut = "leave-out"
    }

    var dependent = Dependent.refuse

    static var declarations: [ParameterDeclaration<Self>] {
        [.choice("dependent", \.dependent, "What becomes of features that are constant or depend on others")]
    }
}

/// The parameters of `huber`.
struct HuberParameters: StrategyParameters {
    var threshold = HuberRegression().threshold

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .number(
                "threshold", \.threshold, in: 0.01...100,
                "Residuals above so many scales count by their magnitude, not its square")
        ]
    }
}

/// The parameters of `quantile`.
struct QuantileParameters: StrategyParameters {
    var level = 0.5

    static var declarations: [ParameterDeclaration<Self>] {
        [.number("level", \.level, in: 0.001...0.999, "Which quantile of the label is forecast; 0.5 is the median")]
    }
}

extension ModelDeclaration {
    /// Regressions without a penalty.
    static let regressions: [ModelDeclaration] = [
        .model("ols", "Ordinary least squares with an intercept", parameters: LeastSquaresParameters.self) {
            LeastSquares(dependent: $0.dependent == .refuse ? .refuse : .leaveOut)
        },
        .model("huber", "Huber's regression, robust against outliers of the label", parameters: HuberParameters.self) {
            HuberRegression(threshold: $0.threshold)
        },
        .model("quantile", "Regression of a quantile of the label", parameters: QuantileParameters.self) {
            QuantileRegression(quantile: $0.level)
        },
    ]
}

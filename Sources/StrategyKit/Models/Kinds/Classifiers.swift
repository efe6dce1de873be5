import Learning
import Simulation

/// The parameters of `logistic` and `multinomial`.
struct ClassifierParameters: StrategyParameters {
    var penalty = 1.0

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .number(
                "penalty", \.penalty, in: 0...1e12,
                "The weight of half the squared coefficients, against the sum over samples; standardise the features")
        ]
    }
}

extension ModelDeclaration {
    /// Models of classes.
    static let classifiers: [ModelDeclaration] = [
        .model(
            "logistic", "Logistic regression: the probability of the greater of two labels",
            parameters: ClassifierParameters.self
        ) { LogisticRegression(penalty: $0.penalty) },
        .model(
            "multinomial", "Multinomial regression: the most probable of some labels",
            parameters: ClassifierParameters.self
        ) { MultinomialRegression(penalty: $0.penalty) },
    ]
}

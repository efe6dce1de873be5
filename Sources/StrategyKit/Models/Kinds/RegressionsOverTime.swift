import Learning
import Simulation

/// The parameters of `rolling-ols`.
struct RollingParameters: StrategyParameters {
    enum Span: String, CaseIterable { case rolling, expanding }

    var window = 250
    var span = Span.rolling

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .integer(
                "window", \.window, in: 2...10_000_000,
                "How many samples, of all instruments together, a fit takes; of expanding the fewest"),
            .choice("span", \.span, "Whether a fit takes the last samples or all"),
        ]
    }
}

/// The parameters of `rolling-ridge`.
struct RollingRidgeParameters: StrategyParameters {
    var window = 250
    var span = RollingParameters.Span.rolling
    var penalty = 1.0

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .integer(
                "window", \.window, in: 2...10_000_000,
                "How many samples, of all instruments together, a fit takes; of expanding the fewest"),
            .choice("span", \.span, "Whether a fit takes the last samples or all"),
            .number(
                "penalty", \.penalty, in: 0...1e12, "The weight of the squared coefficients; standardise the features"),
        ]
    }
}

/// The parameters of `kalman`.
struct KalmanParameters: StrategyParameters {
    var drift = 1e-5
    var prior = 1e6

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .number(
                "drift", \.drift, in: 0...1e6,
                "The variance by which each coefficient moves from sample to sample, over that of the label's noise"),
            .number(
                "prior", \.prior, in: 1e-12...1e12,
                "The variance of each coefficient about zero before the first sample, over that of the label's noise"),
        ]
    }
}

/// The parameters of `ar`.
struct AutoregressionParameters: StrategyParameters {
    var feature = ""
    var lags = [1]
    var exogenous = false

    static var declarations: [ParameterDeclaration<Self>] {
        [
            .text("feature", \.feature, "The feature whose past explains the label; the first where empty"),
            .integers(
                "lags", \.lags, in: 1...100_000, count: 1...1_000,
                "Which values of it, 1 the newest, ascending; windows must have as many rows"),
            .boolean("exogenous", \.exogenous, "Whether the newest values of the other features explain too"),
        ]
    }
}

extension ModelDeclaration {
    /// Regressions over time: those that take new samples in, and autoregressions.
    static let overTime: [ModelDeclaration] = [
        .model(
            "rolling-ols", "Least squares on the last samples, updated by each new one",
            parameters: RollingParameters.self
        ) { RollingRegression(window: $0.window, span: $0.span == .rolling ? .rolling : .expanding) },
        .model(
            "rolling-ridge", "Ridge regression on the last samples, updated by each new one",
            parameters: RollingRidgeParameters.self
        ) {
            RollingRegression(
                window: $0.window, span: $0.span == .rolling ? .rolling : .expanding, penalty: $0.penalty)
        },
        .model(
            "kalman", "Regression whose coefficients wander, by the Kalman filter", parameters: KalmanParameters.self
        ) { KalmanRegression(processVariance: $0.drift, priorVariance: $0.prior) },
        .model(
            "ar", "Autoregression: least squares on the newest values of a feature",
            parameters: AutoregressionParameters.self
        ) {
            AutoregressiveModel(
                feature: $0.feature.isEmpty ? nil : $0.feature, lags: $0.lags, includesOthers: $0.exogenous)
        },
    ]
}

public import Core
public import Simulation
internal import Statistics

/// Volatility that follows from the returns before.
///
///     r[t] = mean + √h[t]·ε[t],    h[t] = omega + alpha·(r[t−1] − mean)² + beta·h[t−1]
///
/// Innovations ε are normal, or Student's t with a variance of 1, or drawn from what remains of the real returns: the same
/// bar for all instruments (filtered historical simulation). Student innovations are normal ones put through the quantiles of
/// t, so that the instruments keep a Gaussian copula. A history begins at the variance omega/(1 − alpha − beta).
///
/// - Source: Bollerslev (1986), "Generalized Autoregressive Conditional Heteroskedasticity"; Bollerslev (1987) for Student's t;
///   Bollerslev (1990) for constant conditional correlations; Barone-Adesi, Giannopoulos & Vosper (1999) for drawn innovations.
/// - Verified by: `GARCHTests`: the kurtosis in closed form, and fits held to `arch` 8.0 on shipped series.
public struct GARCH: ReturnModel {
    /// The law of innovations.
    public enum Innovations: String, CaseIterable, Sendable {
        /// Normal.
        case normal
        /// Student's t.
        case student
        /// What remains of the real returns.
        case historical
    }

    /// Mean, variance and innovations, per bar.
    public struct Parameters: StrategyParameters, Hashable {
        /// The law of innovations.
        public var innovations = Innovations.student
        /// Mean log return of a bar.
        public var mean = 0.0003
        /// What the variance of a bar gets each time.
        public var omega = 2e-6
        /// The weight of the last squared return.
        public var alpha = 0.09
        /// The weight of the last variance.
        public var beta = 0.89
        /// Degrees of freedom of Student's t.
        public var degrees = 7.0
        /// The defaults.
        public init() {}
        /// One each.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .choice("innovations", \.innovations, "Law of the innovations"),
                .number("mean", \.mean, in: -1...1, "Mean log return of a bar"),
                .number("omega", \.omega, in: 1e-18...10, "What the variance of a bar gets each time"),
                .number("alpha", \.alpha, in: 0...0.9999, "Weight of the last squared return"),
                .number("beta", \.beta, in: 0...0.9999, "Weight of the last variance"),
                .number("degrees", \.degrees, in: 2.05...500, "Degrees of freedom of Student's t"),
            ]
        }
    }

    /// What it hangs on.
    public let parameters: Parameters
    private let quantiles: StudentQuantiles?

    /// A model; it knows bars and no years.
    public init(_ parameters: Parameters, yearsPerBar: Double) {
        self.parameters = parameters
        quantiles = parameters.innovations == .student ? StudentQuantiles(degrees: parameters.degrees) : nil
    }

    /// Whether innovations are historical.
    public var drawsResiduals: Bool { parameters.innovations == .historical }

    /// The variance to which it reverts.
    public var longVariance: Double { parameters.omega / max(1e-4, 1 - parameters.alpha - parameters.beta) }

    /// The mean of the returns in place of that of the likelihood.
    ///
    /// The likelihood's is the middle of a symmetric law: of skewed returns it lies beside their mean, and histories would
    /// grow by the difference each bar. Drawn innovations bring the difference along.
    public static func centred(_ fitted: Parameters, on returns: [Double]) -> Parameters {
        guard fitted.innovations != .historical else { return fitted }
        var parameters = fitted
        parameters.mean = Moments(returns).mean
        return parameters
    }

    /// Variances that grow without end.
    public static func problem(with parameters: Parameters) -> HistoryError? {
        let sum = parameters.alpha + parameters.beta
        guard sum >= 1 else { return nil }
        return .parameter(
            name: "alpha",
            problem: "and beta have the sum \(ParameterValue.number(sum)), and the variance reverts only below 1")
    }

    /// Replaces innovations by log returns.
    public func fill(_ path: ReturnPath, own: inout RandomStream, common: UnsafeBufferPointer<Double>) {
        if let quantiles { quantiles.replace(path.returns) }
        let (mean, omega, alpha, beta) = (parameters.mean, parameters.omega, parameters.alpha, parameters.beta)
        var variance = longVariance
        for bar in path.returns.indices {
            let noise = variance.squareRoot() * path.returns[bar]
            path.variances[bar] = variance
            path.returns[bar] = mean + noise
            variance = omega + alpha * noise * noise + beta * variance
        }
    }

    /// The returns less the mean, over the deviation that was expected of each.
    public func residuals(of returns: [Double]) -> [Double] {
        let noise = returns.map { $0 - parameters.mean }
        var variance = GARCH.firstVariance(
            backcast: GARCH.backcast(noise), parameters.omega, parameters.alpha, parameters.beta)
        return noise.map { value in
            let residual = value / variance.squareRoot()
            variance = parameters.omega + parameters.alpha * value * value + parameters.beta * variance
            return residual
        }
    }
}

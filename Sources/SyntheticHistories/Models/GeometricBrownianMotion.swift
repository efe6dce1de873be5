public import Core
public import Simulation
internal import Statistics

/// Independent normal log returns.
///
///     log(S[t] / S[t−1]) = (drift − volatility²/2)·Δ + volatility·√Δ·z
///
/// with Δ the time of a bar in years: the expected price grows by exp(drift·Δ).
///
/// - Source: Samuelson (1965), "Rational Theory of Warrant Pricing". The fit is by maximum likelihood: the mean and the
///   variance with divisor n.
/// - Verified by: `GeometricBrownianMotionTests`.
public struct GeometricBrownianMotion: ReturnModel {
    /// Drift and volatility.
    public struct Parameters: StrategyParameters, Hashable {
        /// Growth of the expected price a year, continuously compounded, as a fraction.
        public var drift = 0.05
        /// Deviation of the log return of a year, as a fraction.
        public var volatility = 0.2
        /// The defaults.
        public init() {}
        /// One each.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .number("drift", \.drift, in: -10...10, "Growth of the expected price a year"),
                .number("volatility", \.volatility, in: 1e-6...20, "Deviation of the log return of a year"),
            ]
        }
    }

    /// What it hangs on.
    public let parameters: Parameters
    private let mean: Double
    private let variance: Double

    /// A model.
    public init(_ parameters: Parameters, yearsPerBar: Double) {
        self.parameters = parameters
        variance = parameters.volatility * parameters.volatility * yearsPerBar
        mean = parameters.drift * yearsPerBar - variance / 2
    }

    /// By maximum likelihood.
    public static func fit(_ returns: [Double], yearsPerBar: Double, options: Parameters) -> ReturnFit<Self> {
        let moments = Moments(returns)
        let n = Double(returns.count)
        let variance = moments.sumOfSquares / n
        var parameters = options
        parameters.volatility = (variance / yearsPerBar).squareRoot()
        parameters.drift = (moments.mean + variance / 2) / yearsPerBar
        return ReturnFit(
            Self(parameters, yearsPerBar: yearsPerBar),
            logLikelihood: -0.5 * n * (LogDensity.twoPi(variance) + 1))
    }

    /// The returns less their mean, over their deviation.
    public func residuals(of returns: [Double]) -> [Double] {
        let deviation = variance.squareRoot()
        return returns.map { ($0 - mean) / deviation }
    }

    /// Replaces innovations by log returns.
    public func fill(_ path: ReturnPath, own: inout RandomStream, common: UnsafeBufferPointer<Double>) {
        let deviation = variance.squareRoot()
        for bar in path.returns.indices { path.returns[bar] = mean + deviation * path.returns[bar] }
        path.variances.update(repeating: variance)
    }
}

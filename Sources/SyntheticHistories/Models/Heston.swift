public import Core
internal import Glibc
public import Simulation

/// Volatility of its own that reverts to a mean, and falls when prices rise.
///
///     d log S = (drift − v/2) dt + √v dW,    dv = reversion·(long − v) dt + variation·√v dB,    corr(dW, dB) = correlation
///
/// with `long` the square of `long_volatility`. Steps are those of the quadratic-exponential scheme, which keeps the first two
/// moments of v and never makes it negative; the scheme's martingale correction is left out.
///
/// - Source: Heston (1993), "A Closed-Form Solution for Options with Stochastic Volatility"; Andersen (2008), "Simple and
///   Efficient Simulation of the Heston Stochastic Volatility Model", sections 3.2 and 4.2, with ψ_c = 1.5, γ₁ = γ₂ = ½.
/// - Verified by: `HestonTests`: the option prices of Andersen's cases I and II, and the variance of integrated variance.
public struct Heston: ReturnModel {
    /// Drift and the law of the variance.
    public struct Parameters: StrategyParameters, Hashable {
        /// Growth of the expected price a year.
        public var drift = 0.05
        /// How fast the variance reverts, a year.
        public var reversion = 4.0
        /// The root of the mean variance, a year.
        public var longVolatility = 0.2
        /// Volatility of the variance, a year.
        public var variation = 0.5
        /// Between price and variance.
        public var correlation = -0.6
        /// The root of the variance at the start; 0 for a draw from its stationary law.
        public var initialVolatility = 0.0
        /// The defaults.
        public init() {}
        /// One each.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .number("drift", \.drift, in: -10...10, "Growth of the expected price a year"),
                .number(
                    "reversion", \.reversion, in: 1e-3...2_000, "How fast the variance reverts to its mean, a year"),
                .number("long_volatility", \.longVolatility, in: 1e-4...20, "Root of the mean variance of a year"),
                .number("variation", \.variation, in: 1e-3...200, "Volatility of the variance, a year"),
                .number("correlation", \.correlation, in: -0.99...0.99, "Between the moves of price and variance"),
                .number(
                    "initial_volatility", \.initialVolatility, in: 0...20,
                    "Root of the variance at the start; 0 draws it from its stationary law"),
            ]
        }
    }

    /// What it hangs on.
    public let parameters: Parameters
    private let step: Double

    /// A model.
    public init(_ parameters: Parameters, yearsPerBar: Double) {
        (self.parameters, step) = (parameters, yearsPerBar)
    }

    /// What the price's own noise carries.
    public var innovationShare: Double { 1 - parameters.correlation * parameters.correlation }

    /// The returns less their mean, over the root of the mean variance.
    public func residuals(of returns: [Double]) -> [Double] {
        let variance = parameters.longVolatility * parameters.longVolatility * step
        let mean = parameters.drift * step - variance / 2
        return returns.map { ($0 - mean) / variance.squareRoot() }
    }

    /// Replaces innovations by log returns.
    public func fill(_ path: ReturnPath, own: inout RandomStream, common: UnsafeBufferPointer<Double>) {
        let (kappa, xi, rho) = (parameters.reversion, parameters.variation, parameters.correlation)
        let theta = parameters.longVolatility * parameters.longVolatility
        let normals = NormalDraws.shared
        let decay = exp(-kappa * step)
        // The variance of the next v is linear in this one.
        let (slope, level) = (
            xi * xi * decay * (1 - decay) / kappa, theta * xi * xi * (1 - decay) * (1 - decay) / (2 * kappa)
        )
        let half = 0.5 * step
        let (k0, tilt) = (-rho * kappa * theta * step / xi, half * (kappa * rho / xi - 0.5))
        let (k1, k2, k3) = (tilt - rho / xi, tilt + rho / xi, half * (1 - rho * rho))
        var variance =
            parameters.initialVolatility > 0
            ? parameters.initialVolatility * parameters.initialVolatility
            : GammaDraws.next(shape: 2 * kappa * theta / (xi * xi), from: &own) * xi * xi / (2 * kappa)
        let least = 1e-12 * theta * step
        for bar in path.returns.indices {
            let mean = theta + (variance - theta) * decay
            let psi = (variance * slope + level) / (mean * mean)
            let next: Double
            if psi <= 1.5 {
                let inverse = 2 / psi
                let square = inverse - 1 + (inverse * (inverse - 1)).squareRoot()
                let root = square.squareRoot() + normals.next(from: &own)
                next = mean / (1 + square) * root * root
            } else {
                let share = (psi - 1) / (psi + 1)
                let uniform = own.uniform()
                next = uniform <= share ? 0 : mean / (1 - share) * log((1 - share) / (1 - uniform))
            }
            let noise = (k3 * (variance + next)).squareRoot() * path.returns[bar]
            path.returns[bar] = parameters.drift * step + k0 + k1 * variance + k2 * next + noise
            path.variances[bar] = max(least, half * (variance + next))
            variance = next
        }
    }
}

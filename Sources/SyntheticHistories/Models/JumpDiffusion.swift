public import Core
internal import Glibc
public import Simulation

/// Normal log returns, and now and then a jump.
///
///     log(S[t] / S[t−1]) = (drift − volatility²/2 − intensity·k)·Δ + volatility·√Δ·z + Σ jump,
///     jump ~ N(jump_mean, jump_deviation²),   their number ~ Poisson(intensity·Δ),   k = E[exp(jump)] − 1
///
/// so that the expected price grows by exp(drift·Δ). Jumps are each instrument's own; the correlation of the diffusions is
/// raised so that that of the returns is kept.
///
/// - Source: Merton (1976), "Option Pricing When Underlying Stock Returns Are Discontinuous". The fit is by maximum
///   likelihood of the Poisson mixture of normals; see `JumpDiffusion+Fit`.
/// - Verified by: `JumpDiffusionTests`: cumulants in closed form, and parameters found again.
public struct JumpDiffusion: ReturnModel {
    /// Diffusion and jumps.
    public struct Parameters: StrategyParameters, Hashable {
        /// Growth of the expected price a year.
        public var drift = 0.05
        /// Deviation of the log return of a year without jumps.
        public var volatility = 0.15
        /// Jumps a year.
        public var intensity = 10.0
        /// Mean log return of a jump.
        public var jumpMean = -0.01
        /// Deviation of the log return of a jump.
        public var jumpDeviation = 0.03
        /// The defaults.
        public init() {}
        /// One each.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .number("drift", \.drift, in: -10...10, "Growth of the expected price a year"),
                .number("volatility", \.volatility, in: 1e-6...20, "Deviation of a year's log return without jumps"),
                .number("intensity", \.intensity, in: 0...1e6, "Jumps a year"),
                .number("jump_mean", \.jumpMean, in: -5...5, "Mean log return of a jump"),
                .number("jump_deviation", \.jumpDeviation, in: 0...5, "Deviation of the log return of a jump"),
            ]
        }
    }

    /// What it hangs on.
    public let parameters: Parameters
    private let mean: Double
    private let variance: Double
    private let jumpsPerBar: Double

    /// A model.
    public init(_ parameters: Parameters, yearsPerBar: Double) {
        self.parameters = parameters
        variance = parameters.volatility * parameters.volatility * yearsPerBar
        jumpsPerBar = parameters.intensity * yearsPerBar
        let growth = expm1(parameters.jumpMean + parameters.jumpDeviation * parameters.jumpDeviation / 2)
        mean = parameters.drift * yearsPerBar - variance / 2 - jumpsPerBar * growth
    }

    /// The variance of the jumps of a bar.
    private var jumpVariance: Double {
        jumpsPerBar * (parameters.jumpMean * parameters.jumpMean + parameters.jumpDeviation * parameters.jumpDeviation)
    }

    /// That of the diffusion.
    public var innovationShare: Double { variance / (variance + jumpVariance) }

    /// The returns less their mean, over their deviation.
    public func residuals(of returns: [Double]) -> [Double] {
        let (mean, deviation) = (
            self.mean + jumpsPerBar * parameters.jumpMean, (variance + jumpVariance).squareRoot()
        )
        return returns.map { ($0 - mean) / deviation }
    }

    /// Replaces innovations by log returns.
    ///
    /// A bar with a jump has the variance of its diffusion inside: the jump shows in the range as the distance of its ends.
    public func fill(_ path: ReturnPath, own: inout RandomStream, common: UnsafeBufferPointer<Double>) {
        let (deviation, none) = (variance.squareRoot(), exp(-jumpsPerBar))
        let normals = NormalDraws.shared
        for bar in path.returns.indices {
            var value = mean + deviation * path.returns[bar]
            var uniform = own.uniform()
            if uniform >= none {
                // Inversion: the number of jumps is the first whose share is not passed.
                var (count, share) = (0, none)
                while uniform >= share, count < 10_000 {
                    uniform -= share
                    count += 1
                    share *= jumpsPerBar / Double(count)
                    if share == 0 { break }
                }
                let jumps = Double(count)
                value +=
                    jumps * parameters.jumpMean
                    + jumps.squareRoot() * parameters.jumpDeviation * normals.next(from: &own)
            }
            path.returns[bar] = value
        }
        path.variances.update(repeating: variance)
    }
}

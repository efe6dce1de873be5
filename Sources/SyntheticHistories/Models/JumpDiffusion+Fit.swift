internal import Glibc
internal import Statistics

extension JumpDiffusion {
    /// By maximum likelihood of a mixture.
    ///
    ///     f(x) = Σₖ Poisson(k; λ) · N(x; m + k·a, s² + k·b²),    k = 0 … 12
    ///
    /// with λ the jumps a bar. The likelihood has no upper bound as s goes to zero on a single return (Kiefer 1978), so s stays
    /// above a twentieth of the deviation of the returns, and λ below 5. The search starts at rare large jumps, and at frequent
    /// small ones; the better end counts. More than 20,000 returns are counted in 8,192 cells.
    ///
    /// - Source: Ball & Torous (1985), "On Jumps in Common Stock Prices and Their Impact on Call Option Pricing", eq. 4, 5.
    public static func fit(_ returns: [Double], yearsPerBar: Double, options: Parameters) -> ReturnFit<Self> {
        let moments = Moments(returns)
        let n = Double(returns.count)
        let deviation = (moments.sumOfSquares / n).squareRoot()
        let cells = CountedValues(returns.map { ($0 - moments.mean) / deviation })
        let search = SimplexSearch(tolerance: 1e-10, mostCalls: 3_000)
        func parts(_ point: [Double]) -> (m: Double, s: Double, rate: Double, a: Double, b: Double) {
            (point[0], 0.05 + exp(point[1]), min(5, exp(point[2])), point[3], exp(point[4]))
        }
        func cost(_ point: [Double]) -> Double {
            let (m, s, rate, a, b) = parts(point)
            var terms: [(log: Double, mean: Double, factor: Double)] = []
            var share = exp(-rate)
            for count in 0...12 {
                if count > 0 { share *= rate / Double(count) }
                if share < 1e-12, Double(count) > rate { break }
                let variance = s * s + Double(count) * b * b
                terms.append((share / (2 * Double.pi * variance).squareRoot(), m + Double(count) * a, -0.5 / variance))
            }
            return -cells.sum { value in
                var density = 1e-300
                for term in terms {
                    let distance = value - term.mean
                    density += term.log * exp(term.factor * distance * distance)
                }
                return log(density)
            } / n
        }
        let starts = [
            [0, log(0.75), log(0.02), 0, log(2.5)], [0, log(0.55), log(0.3), 0, log(1.0)],
        ]
        let found = starts.map { search.minimise(from: $0, steps: [0.1, 0.2, 0.5, 0.2, 0.3], cost) }
        let best = found[0].value <= found[1].value ? found[0] : found[1]
        let (m, s, rate, a, b) = parts(best.point)
        var parameters = options
        let variance = s * s * deviation * deviation
        parameters.volatility = (variance / yearsPerBar).squareRoot()
        parameters.intensity = rate / yearsPerBar
        (parameters.jumpMean, parameters.jumpDeviation) = (a * deviation, b * deviation)
        let growth = expm1(parameters.jumpMean + parameters.jumpDeviation * parameters.jumpDeviation / 2)
        parameters.drift = (moments.mean + m * deviation + variance / 2 + rate * growth) / yearsPerBar
        return ReturnFit(
            Self(parameters, yearsPerBar: yearsPerBar), logLikelihood: -n * (best.value + log(deviation)),
            isConverged: best.isConverged,
            note: best.isConverged
                ? nil
                : "the likelihood of jump-diffusion did not settle; the best of \(search.mostCalls) points is taken")
    }
}

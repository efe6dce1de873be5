internal import Glibc
internal import MarketSimulator

extension Distribution {
    /// The distribution of its draws times a positive factor.
    func scaled(by factor: Double) -> Distribution {
        switch self {
        case .fixed(let value): .fixed(value * factor)
        case .uniform(let lower, let upper): .uniform(lower: lower * factor, upper: upper * factor)
        case .exponential(let mean): .exponential(mean: mean * factor)
        case .normal(let mean, let deviation): .normal(mean: mean * factor, standardDeviation: deviation * factor)
        case .logNormal(let mean, let deviation): .logNormal(mean: mean + log(factor), standardDeviation: deviation)
        case .pareto(let minimum, let exponent): .pareto(minimum: minimum * factor, exponent: exponent)
        case .mixture(let components):
            .mixture(components.map { Component($0.weight, $0.distribution.scaled(by: factor)) })
        }
    }
}

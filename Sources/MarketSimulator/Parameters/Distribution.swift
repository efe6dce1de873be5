public import Core
internal import Glibc

/// What a parameter of a market is drawn from: a number, or numbers around it.
///
/// A parameter that is drawn per participant makes a group of unequal participants out of one line of a config.
///
/// - Verified by: `DistributionTests` against the moments in closed form.
public indirect enum Distribution: Hashable, Sendable {
    /// Always this number.
    case fixed(Double)
    /// Equally likely from the lower end to the upper.
    case uniform(lower: Double, upper: Double)
    /// Exponential with a mean.
    case exponential(mean: Double)
    /// Normal.
    case normal(mean: Double, standardDeviation: Double)
    /// The exponential of a normal number with this mean and standard deviation.
    case logNormal(mean: Double, standardDeviation: Double)
    /// Pareto: `P(X > x) = (minimum / x)^exponent` from `minimum` on.
    case pareto(minimum: Double, exponent: Double)
    /// One of several, each as likely as its weight in the sum of the weights.
    case mixture([Component])

    /// One distribution of a mixture.
    public struct Component: Hashable, Sendable {
        /// How often it is taken, beside the weights of the others.
        public var weight: Double
        /// What is drawn from then.
        public var distribution: Distribution

        /// A component of a weight.
        public init(_ weight: Double, _ distribution: Distribution) {
            self.weight = weight
            self.distribution = distribution
        }
    }

    /// A number drawn from it.
    ///
    /// - Parameter stream: Where the draws come from: none for a fixed number, one to three otherwise.
    public func draw(_ stream: inout RandomStream) -> Double {
        switch self {
        case .fixed(let value): return value
        case .uniform(let lower, let upper): return lower + (upper - lower) * stream.uniform()
        case .exponential(let mean): return mean * stream.exponential()
        case .normal(let mean, let deviation): return mean + deviation * stream.normal()
        case .logNormal(let mean, let deviation): return exp(mean + deviation * stream.normal())
        case .pareto(let minimum, let exponent): return minimum * exp(stream.exponential() / exponent)
        case .mixture(let components):
            var left = stream.uniform() * components.reduce(0) { $0 + $1.weight }
            for component in components {
                left -= component.weight
                if left < 0 { return component.distribution.draw(&stream) }
            }
            return components.last?.distribution.draw(&stream) ?? .nan
        }
    }

    /// A number drawn from it, moved to the edge of a range where it lies beyond.
    func draw(in range: ClosedRange<Double>, _ stream: inout RandomStream) -> Double {
        min(range.upperBound, max(range.lowerBound, draw(&stream)))
    }

    /// The mean in closed form; infinite for a Pareto exponent of at most 1.
    public var mean: Double {
        switch self {
        case .fixed(let value): value
        case .uniform(let lower, let upper): (lower + upper) / 2
        case .exponential(let mean), .normal(let mean, _): mean
        case .logNormal(let mean, let deviation): exp(mean + deviation * deviation / 2)
        case .pareto(let minimum, let exponent): exponent > 1 ? minimum * exponent / (exponent - 1) : .infinity
        case .mixture(let components):
            components.reduce(0) { $0 + $1.weight * $1.distribution.mean } / components.reduce(0) { $0 + $1.weight }
        }
    }

    /// What at most one draw in a million exceeds; of a uniform one the upper end.
    var rarelyExceeded: Double {
        let chance = 1e-6
        // The quantile of a standard normal number.
        let deviations = 4.753_424_3
        switch self {
        case .fixed(let value): return value
        case .uniform(_, let upper): return upper
        case .exponential(let mean): return -mean * log(chance)
        case .normal(let mean, let deviation): return mean + deviations * deviation
        case .logNormal(let mean, let deviation): return exp(mean + deviations * deviation)
        case .pareto(let minimum, let exponent): return minimum * pow(chance, -1 / exponent)
        case .mixture(let components):
            return components.reduce(-.infinity) { max($0, $1.distribution.rarelyExceeded) }
        }
    }

    /// What is wrong with it; `nil` where nothing is.
    ///
    /// - Parameter range: Where its numbers should lie: a fixed number and the ends of a uniform one must, a minimum, a mean
    ///   or the median of a log-normal one must; draws beyond it are moved to its edge.
    public func fault(in range: ClosedRange<Double>) -> String? {
        func outside(_ value: Double, _ what: String) -> String? {
            range.contains(value) ? nil : "\(what) of \(value) is outside \(range.lowerBound) to \(range.upperBound)"
        }
        func spread(_ value: Double, _ what: String) -> String? {
            value.isFinite && value >= 0 ? nil : "\(what) of \(value) is no number from 0 on"
        }
        switch self {
        case .fixed(let value): return outside(value, "a value")
        case .uniform(let lower, let upper):
            if lower > upper { return "a lower end of \(lower) is above the upper end of \(upper)" }
            return outside(lower, "a lower end") ?? outside(upper, "an upper end")
        case .exponential(let mean): return mean > 0 ? outside(mean, "a mean") : "a mean of \(mean) is not positive"
        case .normal(let mean, let deviation):
            return outside(mean, "a mean") ?? spread(deviation, "a standard deviation")
        case .logNormal(let mean, let deviation):
            return spread(deviation, "a standard deviation") ?? outside(exp(mean), "a median")
        case .pareto(let minimum, let exponent):
            guard minimum > 0 else { return "a minimum of \(minimum) is not positive" }
            return exponent > 0 && exponent.isFinite
                ? outside(minimum, "a minimum") : "an exponent of \(exponent) is not positive"
        case .mixture(let components):
            guard !components.isEmpty else { return "a mixture of nothing" }
            for component in components {
                guard component.weight > 0, component.weight.isFinite else {
                    return "a weight of \(component.weight) is not positive"
                }
                if let fault = component.distribution.fault(in: range) { return fault }
            }
            return nil
        }
    }
}

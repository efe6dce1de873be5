internal import Core
internal import Glibc

/// Distributions laid out flat, so that a draw follows no reference and counts none.
///
/// - Verified by: `DistributionTests`: draws are those of `Distribution`.
struct SamplerTable: ~Copyable {
    enum Shape: UInt8 {
        case fixed, uniform, exponential, normal, logNormal, pareto
    }

    /// Not private: 6.3.1 makes a broken debug module of memory for a type that other files cannot name.
    struct Entry {
        /// The weights up to and including this entry.
        var cumulative: Double
        var shape: Shape
        var a: Double
        var b: Double
    }

    private var entries = OwnedBuffer<Entry>(capacity: 64)

    /// Takes a distribution in.
    mutating func add(_ distribution: Distribution) -> Sampler {
        let first = entries.count
        var total = 0.0
        add(distribution, weight: 1, &total)
        return Sampler(first: UInt32(first), count: UInt32(entries.count - first))
    }

    private mutating func add(_ distribution: Distribution, weight: Double, _ total: inout Double) {
        if case .mixture(let components) = distribution {
            let sum = components.reduce(0) { $0 + $1.weight }
            for component in components {
                add(component.distribution, weight: weight * component.weight / sum, &total)
            }
            return
        }
        total += weight
        let (shape, a, b): (Shape, Double, Double) =
            switch distribution {
            case .fixed(let value): (.fixed, value, 0)
            case .uniform(let lower, let upper): (.uniform, lower, upper - lower)
            case .exponential(let mean): (.exponential, mean, 0)
            case .normal(let mean, let deviation): (.normal, mean, deviation)
            case .logNormal(let mean, let deviation): (.logNormal, mean, deviation)
            case .pareto(let minimum, let exponent): (.pareto, minimum, 1 / exponent)
            case .mixture: (.fixed, 0, 0)
            }
        entries.append(Entry(cumulative: total, shape: shape, a: a, b: b))
    }

    /// A number of a distribution.
    @inline(__always)
    func draw(_ sampler: Sampler, _ stream: inout RandomStream) -> Double {
        var place = Int(sampler.first)
        if sampler.count > 1 {
            let last = place + Int(sampler.count) - 1
            let pick = stream.uniform()
            while place < last, entries[place].cumulative <= pick { place += 1 }
        }
        let entry = entries[place]
        switch entry.shape {
        case .fixed: return entry.a
        case .uniform: return entry.a + entry.b * stream.uniform()
        case .exponential: return entry.a * stream.exponential()
        case .normal: return entry.a + entry.b * stream.normal()
        case .logNormal: return exp(entry.a + entry.b * stream.normal())
        case .pareto: return entry.a * exp(stream.exponential() * entry.b)
        }
    }
}

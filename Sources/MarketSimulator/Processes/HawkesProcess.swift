internal import Core
internal import Glibc

/// Four kinds of events that excite each other, with exponential kernels of one decay, simulated exactly.
///
///     λᵢ(t) = μᵢ + Σⱼ Σ_{tⱼ < t} nᵢⱼ β e^(−β (t − tⱼ))
///
/// An event costs O(1): the excess of the total intensity over its base decays exponentially, so that the time to the
/// next event is the smaller of one by inversion of the excess and one of the base.
///
/// - Source: Dassios and Zhao (2013), "Exact simulation of Hawkes process with exponentially decaying intensity",
///   algorithm 3.1, applied to the total intensity; the kind by its share of it.
/// - Verified by: `HawkesProcessTests` against the stationary rate (I − n)⁻¹ μ and the variance of counts in closed form.
struct HawkesProcess {
    private let base: SIMD4<Double>
    private let decay: Double
    /// By kind that happened: what it adds to the intensities.
    private let jumps: (SIMD4<Double>, SIMD4<Double>, SIMD4<Double>, SIMD4<Double>)
    private var excess: SIMD4<Double>

    /// A stationary process.
    ///
    /// - Parameters:
    ///   - base: μ, per second.
    ///   - branching: By kind that happened: the expected number of direct followers of each kind.
    ///   - decay: β, per second.
    /// - Precondition: the branching ratio is below 1.
    init(base: SIMD4<Double>, branching: [SIMD4<Double>], decay: Double) {
        precondition(branching.count == 4, "four kinds")
        precondition(HawkesProcess.branchingRatio(branching) < 1, "a supercritical process explodes")
        self.base = base
        self.decay = decay
        jumps = (branching[0] * decay, branching[1] * decay, branching[2] * decay, branching[3] * decay)
        excess = HawkesProcess.stationaryRates(base: base, branching: branching) - base
    }

    /// The time to the next event in seconds, and its kind.
    mutating func next(_ stream: inout RandomStream) -> (wait: Double, kind: Int) {
        let (baseSum, excessSum) = (base.sum(), excess.sum())
        var wait = baseSum > 0 ? stream.exponential() / baseSum : .infinity
        let inner = excessSum > 0 ? 1 - decay * stream.exponential() / excessSum : 0
        if inner > 0 { wait = min(wait, -log(inner) / decay) }
        guard wait < .infinity else { return (.infinity, 0) }
        excess *= exp(-decay * wait)
        let intensity = base + excess
        var left = stream.uniform() * intensity.sum()
        var kind = 0
        while kind < 3, left >= intensity[kind] {
            left -= intensity[kind]
            kind += 1
        }
        switch kind {
        case 0: excess += jumps.0
        case 1: excess += jumps.1
        case 2: excess += jumps.2
        default: excess += jumps.3
        }
        return (wait, kind)
    }

    /// The expected rates in the long run: (I − n)⁻¹ μ, as the sum of generations.
    static func stationaryRates(base: SIMD4<Double>, branching: [SIMD4<Double>]) -> SIMD4<Double> {
        var (total, generation) = (base, base)
        for _ in 0..<10_000 {
            generation = children(of: generation, branching)
            total += generation
            if generation.sum() < 1e-13 * total.sum() { break }
        }
        return total
    }

    /// The spectral radius of the matrix of expected followers: below 1, every event's family dies out.
    ///
    /// - Source: Hawkes (1971), "Spectra of some self-exciting and mutually exciting point processes", section 2. Found by
    ///   the power method on n + I, which converges for every matrix without negative entries.
    static func branchingRatio(_ branching: [SIMD4<Double>]) -> Double {
        var vector = SIMD4<Double>(repeating: 0.25)
        var growth = 1.0
        for _ in 0..<2_000 {
            let next = vector + children(of: vector, branching)
            growth = next.sum()
            vector = next / growth
        }
        return growth - 1
    }

    private static func children(of parents: SIMD4<Double>, _ branching: [SIMD4<Double>]) -> SIMD4<Double> {
        branching[0] * parents[0] + branching[1] * parents[1] + branching[2] * parents[2] + branching[3] * parents[3]
    }
}

internal import Glibc

/// The signed order flow of an instrument, as sums that forget at several rates.
///
///     F_k(t) = Σ ε √v e^(−(t − s) / τ_k)  over the trades at s ≤ t,  τ_k = 8 · 4^k seconds, k = 0 … 5
///
/// with ε the sign of who came and v the lots. A sum of the F_k weighted by τ_k^(−β) forgets as the power −β of the time from
/// seconds to hours.
///
/// - Source: the propagator of Bouchaud, Gefen, Potters and Wyart (2004), "Fluctuations and response in financial markets:
///   the subtle nature of 'random' price changes", section 3; exponentials in place of a power as in Bochud and Challet
///   (2007), "Optimal approximations of power laws with exponentials".
struct FlowMemory {
    /// The number of rates.
    static let count = 6
    private static let longest = 8.0 * 1_024

    /// The F_k, from the fastest to the slowest.
    private var sums = SIMD8<Double>()
    private var last: Int64 = 0

    /// The weights of a memory that forgets as a power.
    ///
    /// - Parameter exponent: β.
    /// - Returns: Weights that sum to 1.
    static func weights(exponent: Double) -> SIMD8<Double> {
        var weights = SIMD8<Double>()
        for place in 0..<count { weights[place] = pow(4, -exponent * Double(place)) }
        return weights / weights.sum()
    }

    /// What is left of the sums after a time, as factors.
    private static func decay(_ nanoseconds: Int64) -> SIMD8<Double> {
        var factors = SIMD8<Double>()
        var factor = exp(-Double(nanoseconds) * 1e-9 / longest)
        for place in (0..<count).reversed() {
            factors[place] = factor
            factor *= factor
            factor *= factor
        }
        return factors
    }

    /// Forgets everything.
    mutating func beginDay(at time: Int64) { (sums, last) = (SIMD8(), time) }

    /// Adds a trade.
    mutating func add(lots: Int64, isBuy: Bool, at time: Int64) {
        sums *= FlowMemory.decay(time - last)
        last = time
        let size = Double(lots).squareRoot()
        let change = SIMD8<Double>(repeating: isBuy ? size : -size)
        sums += change
    }

    /// The weighted sum at a time.
    func value(at time: Int64, _ weights: SIMD8<Double>) -> Double {
        (sums * FlowMemory.decay(time - last) * weights).sum()
    }
}

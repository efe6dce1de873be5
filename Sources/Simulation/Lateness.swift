import Core

/// By how many bars of their instrument messages to the market are late.
public enum Lateness: Hashable, Sendable {
    /// All by so many.
    case bars(Int)
    /// Each by a number of bars drawn anew: `weights[k]` is how often it is k bars, in proportion; the n-th message has the
    /// n-th draw of the stream `robustness.delays` of a seed.
    case drawn(weights: [Double], seed: UInt64, run: UInt64)

    /// The bars by which a message is late.
    ///
    /// - Parameter number: The number of the message, from 1.
    func bars(ofMessage number: Int) -> Int {
        switch self {
        case .bars(let bars): return bars
        case .drawn(let weights, let seed, let run):
            var stream = RandomStream(seed: seed, name: "robustness.delays", index: run << 32 | UInt64(number))
            var rest = stream.uniform() * weights.reduce(0, +)
            for (bars, weight) in weights.enumerated() {
                rest -= weight
                if rest < 0 { return bars }
            }
            return max(0, (weights.lastIndex { $0 > 0 } ?? 0))
        }
    }
}

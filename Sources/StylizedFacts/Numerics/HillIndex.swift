internal import Glibc

/// The tail index of a distribution by Hill's estimator.
///
///     1/α = (1/k) Σ_{i ≤ k} ln(x₍ᵢ₎ / x₍ₖ₊₁₎)
///
/// with x₍₁₎ ≥ x₍₂₎ ≥ … the values in falling order.
///
/// - Source: Hill (1975), "A Simple General Approach to Inference About the Tail of a Distribution".
/// - Verified by: `OracleFactsTests/hill`, against numpy on real returns.
public struct HillIndex: Sendable, Hashable {
    /// α.
    public let index: Double
    /// k, the number of values in the tail.
    public let tail: Int
    /// x₍ₖ₊₁₎, the value from which the tail begins.
    public let threshold: Double

    /// The index of the uppermost share of magnitudes.
    ///
    /// - Parameters:
    ///   - falling: Magnitudes in falling order, shape `[n]`.
    ///   - share: The share that is the tail; `k = ⌊share·n⌋`.
    /// - Returns: `nil` for an empty tail, for one that begins at 0, or where all of it is one value.
    /// - Complexity: O(k).
    public init?(falling: [Double], share: Double) {
        let count = Int(share * Double(falling.count))
        guard count >= 1, count < falling.count, falling[count] > 0 else { return nil }
        var sum = 0.0
        for place in 0..<count { sum += log(falling[place] / falling[count]) }
        guard sum > 0 else { return nil }
        (index, tail, threshold) = (Double(count) / sum, count, falling[count])
    }
}

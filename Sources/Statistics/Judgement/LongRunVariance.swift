internal import Glibc

/// The variance of `√n · mean` of a resample by the stationary bootstrap, exactly, without resampling.
///
///     γ₀ + 2 Σ_{i=1}^{n−1} κ(i) γᵢ,   κ(i) = (1 − i/n)(1 − q)ⁱ + (i/n)(1 − q)ⁿ⁻ⁱ,   q = 1 / mean block length
///
/// with autocovariances γᵢ of divisor n. Both parts of κ together weigh products of days i apart around a circle by
/// `(1 − i/n)(1 − q)ⁱ`, a weight that a running sum over the circle follows.
///
/// - Parameters:
///   - deviations: The series less its mean, shape `[n]`.
///   - blockLength: The mean block length, at least 1.
/// - Returns: The variance, not negative beyond rounding.
/// - Complexity: O(n), where the definition is O(n²).
/// - Source: Politis & Romano (1994), eq. 6; Hansen (2005), "A Test for Superior Predictive Ability", section 3.
/// - Verified by: `DataSnoopingTests/pValuesOfStoredResamplesAreThoseOfTheOracle`,
///   `ResamplingTests/theRunningSumIsTheDefinition`.
func longRunVariance(deviations: UnsafeBufferPointer<Double>, blockLength: Double) -> Double {
    let count = deviations.count
    let n = Double(count)
    let stay = 1 - 1 / blockLength
    // What lies a whole circle back must leave the running sums.
    let gone = pow(stay, n)
    // Σ stayⁱ x[t−i] and Σ i·stayⁱ x[t−i] over i = 1 … n − 1.
    var (level, slope) = (0.0, 0.0)
    var (own, cross) = (0.0, 0.0)
    guard var before = deviations.first else { return 0 }
    for day in 1..<max(1, count) {
        slope = stay * (slope + level + before)
        level = stay * (level + before)
        before = deviations[day]
    }
    for day in 0..<count {
        let now = deviations[day]
        slope = stay * (slope + level + before) - n * gone * now
        level = stay * (level + before) - gone * now
        own += now * now
        cross += now * (level - slope / n)
        before = now
    }
    return (own + 2 * cross) / n
}

/// The value below which a share of sorted values lies, interpolated linearly between neighbours.
///
/// - Parameters:
///   - sorted: Values in ascending order, shape `[n]`.
///   - probability: A share in `0...1`.
/// - Returns: `x[k] + (h − k)(x[k+1] − x[k])` with `h = (n − 1)·probability`, `k = ⌊h⌋`; `nil` without values.
/// - Source: Hyndman & Fan (1996), definition 7: what NumPy and R use by default.
public func quantile(ofSorted sorted: [Double], _ probability: Double) -> Double? {
    guard let last = sorted.last, probability >= 0, probability <= 1 else { return nil }
    let position = Double(sorted.count - 1) * probability
    let below = Int(position)
    guard below + 1 < sorted.count else { return last }
    let weight = position - Double(below)
    let (low, high) = (sorted[below], sorted[below + 1])
    // From the nearer end, as NumPy does, so that a weight of one gives the upper value exactly.
    return weight < 0.5 ? low + weight * (high - low) : high - (1 - weight) * (high - low)
}

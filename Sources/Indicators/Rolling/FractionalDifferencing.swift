/// The difference of any order, fractions too, over a window of fixed width: it takes a trend out and keeps as much memory
/// as the order leaves.
///
///     frac_diff[t] = Σ wₖ · x[t−k] over k = 0 … period−1,   w₀ = 1,   wₖ = −wₖ₋₁ · (order − k + 1) / k
///
/// An order of 1 is the change from one value to the next. Prices are taken as logarithms first: frac_diff(log(close)).
///
/// - Timing: The value at t uses values up to and including t; defined from index `period − 1`.
/// - Edge cases: A `nan` is passed over.
/// - Source: López de Prado (2018), "Advances in Financial Machine Learning", section 5.5.
/// - Verified by: `FractionalDifferencingTests` (`fractional_difference_spy.csv`).
@frozen
public struct FractionalDifferencing: SeriesIndicator {
    @usableFromInline var ring: ValueRing
    /// The weight of each value of the window, the oldest's first.
    @usableFromInline let weights: [Double]

    /// A difference of an order over the last `period` values, at least 1.
    @inlinable
    public init(period: Int, order: Double) {
        ring = ValueRing(length: period)
        var weights = [1.0]
        for place in 1..<max(1, period) {
            weights.append(-weights[place - 1] * (order - Double(place) + 1) / Double(place))
        }
        self.weights = weights.reversed()
    }

    /// Takes the next value; gives the difference, `nan` before there are `period` values.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        _ = ring.exchange(value)
        guard ring.isFull else { return .nan }
        var (sum, place) = (0.0, 0)
        ring.forEachFromOldest { value in
            sum += weights[place] * value
            place += 1
        }
        return sum
    }
}

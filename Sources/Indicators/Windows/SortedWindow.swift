/// The last `length` values in order of size, for medians and quantiles.
///
/// A value costs a search and a move of at most `length` places.
@frozen
@usableFromInline
struct SortedWindow: Sendable {
    @usableFromInline var ring: ValueRing
    @usableFromInline var sorted: [Double] = []

    /// A window of `length` values, at least 1.
    @inlinable
    init(length: Int) {
        ring = ValueRing(length: length)
        sorted.reserveCapacity(length + 1)
    }

    /// Takes the next value, which is not `nan`.
    @inlinable
    mutating func update(_ value: Double) {
        let oldest = ring.exchange(value)
        if !oldest.isNaN { sorted.remove(at: firstPlace(notBelow: oldest)) }
        sorted.insert(value, at: firstPlace(notBelow: value))
    }

    /// The first place whose value is not below `value`.
    @inlinable
    func firstPlace(notBelow value: Double) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The value at a fraction of the way from the lowest to the highest, between two values on the line joining them.
    @inlinable
    func quantile(_ fraction: Double) -> Double {
        let place = fraction * Double(sorted.count - 1)
        let below = Int(place)
        let share = place - Double(below)
        if share == 0 { return sorted[below] }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * share
    }
}

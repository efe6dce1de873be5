/// The last `length` values, the oldest at hand: what differences over several bars need.
@frozen
@usableFromInline
struct ValueRing: Sendable {
    @usableFromInline var values: [Double]
    @usableFromInline var next = 0
    /// Whether `length` values were seen.
    @usableFromInline var isFull = false

    /// A ring of `length` values, at least 1.
    @inlinable
    init(length: Int) {
        precondition(length >= 1, "a window holds at least one value")
        values = [Double](repeating: .nan, count: length)
    }

    /// Puts a value in the place of the oldest, which it gives: `nan` while there are fewer than `length`.
    @inlinable
    mutating func exchange(_ value: Double) -> Double {
        let oldest = values[next]
        values[next] = value
        next += 1
        if next == values.count {
            next = 0
            isFull = true
        }
        return oldest
    }

    /// Calls `body` with each value from the oldest to the newest, once the ring is full.
    @inlinable
    func forEachFromOldest(_ body: (Double) -> Void) {
        for place in next..<values.count { body(values[place]) }
        for place in 0..<next { body(values[place]) }
    }
}

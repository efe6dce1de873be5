/// The sum of the last `length` values, which does not drift.
///
/// The series is cut into blocks of `length`. Each window is the end of one block and the beginning of the next: its sum
/// is that of the end, added from the back when the block was complete, plus that of the beginning, added from the front.
/// No value is ever subtracted, so errors of the past do not stay, and the order of additions depends only on the place
/// in the series. Constant time a value on average; a block's last value costs `length` additions.
///
/// - Edge cases: A `nan` is passed over. An infinite value leaves with its window.
/// - Source: The two-ended scheme of van Herk (1992) and Gil and Werman (1993) for extremes, with addition.
@frozen
public struct WindowSum: SeriesIndicator {
    /// How many values a window has.
    public let length: Int
    /// The block that is being filled, then the sums of the values of the block before from each place on.
    @usableFromInline var storage: [Double]
    /// How many values the block has.
    @usableFromInline var filled = 0
    /// Their sum.
    @usableFromInline var beginning = 0.0
    /// Whether there is a block before.
    @usableFromInline var hasEnds = false

    /// A sum of the last `length` values, at least 1.
    @inlinable
    public init(length: Int) {
        precondition(length >= 1, "a window holds at least one value")
        self.length = length
        storage = [Double](repeating: 0, count: 2 * length)
    }

    /// Takes the next value; gives the sum of the last `length`, `nan` before there are so many.
    @inlinable
    public mutating func update(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        storage[filled] = value
        beginning += value
        filled += 1
        if filled < length { return hasEnds ? storage[length + filled] + beginning : .nan }
        let whole = beginning
        var end = 0.0
        var place = length - 1
        while place > 0 {
            end += storage[place]
            storage[length + place] = end
            place -= 1
        }
        filled = 0
        beginning = 0
        hasEnds = true
        return whole
    }
}

/// The first two power sums of the last `length` values about a value of the same window: what mean, variance, standard
/// deviation, z-score and Bollinger bands need, without drift and without cancellation.
///
/// The series is cut into blocks, and each window's sums are those of the end of one block, added from the back, plus
/// those of the beginning of the next, added from the front (see `WindowSum`). All differences are taken from the last
/// value of the earlier block, the anchor `a`, which lies in every window that uses it. As the anchor belongs to the
/// window, `(mean − a)² ≤ (length − 1) · variance`, so `sum2 − sum1²/length` loses at most a factor `length` of
/// accuracy, whatever the level of the series; in a constant window both sums are exactly 0.
///
/// - Edge cases: The caller passes no `nan`. An infinite value leaves after at most two windows.
@frozen
@usableFromInline
struct AnchoredWindow: Sendable {
    /// How many values a window has.
    @usableFromInline let length: Int
    /// One over it.
    @usableFromInline let inverse: Double
    /// The sum of `x − anchor` over the window.
    @usableFromInline var sum1 = 0.0
    /// The sum of `(x − anchor)²` over the window.
    @usableFromInline var sum2 = 0.0
    /// The value from which differences are taken.
    @usableFromInline var anchor = 0.0
    /// Whether `length` values were seen.
    @usableFromInline var isDefined = false
    /// Whether `sum2` is kept.
    @usableFromInline let needsSquares: Bool
    /// The block that is being filled, then the sums of the block before from each place on, plain and of squares.
    @usableFromInline var storage: [Double]
    @usableFromInline var filled = 0
    @usableFromInline var beginning1 = 0.0
    @usableFromInline var beginning2 = 0.0

    /// A window of `length` values, at least 1; without `needsSquares` `sum2` stays 0.
    @inlinable
    init(length: Int, needsSquares: Bool = true) {
        precondition(length >= 1, "a window holds at least one value")
        self.length = length
        self.needsSquares = needsSquares
        inverse = 1 / Double(length)
        storage = [Double](repeating: 0, count: (needsSquares ? 3 : 2) * length)
    }

    /// The window's mean.
    @inlinable var mean: Double { AnchoredWindow.mean(sum1, anchor: anchor, inverse: inverse) }

    /// The sum of squared deviations from the window's mean; 0 or more.
    @inlinable var squares: Double { AnchoredWindow.squares(sum1, sum2, inverse: inverse) }

    /// A mean from an anchored sum and the inverse of the number of values.
    @inlinable
    @inline(__always)
    static func mean(_ sum1: Double, anchor: Double, inverse: Double) -> Double { anchor + sum1 * inverse }

    /// A sum of squared deviations from anchored sums and the inverse of the number of values.
    @inlinable
    @inline(__always)
    static func squares(_ sum1: Double, _ sum2: Double, inverse: Double) -> Double {
        let squares = sum2 - sum1 * sum1 * inverse
        return squares > 0 ? squares : 0
    }

    /// Takes the next value.
    @inlinable
    mutating func update(_ value: Double) {
        storage[filled] = value
        filled += 1
        if filled == length { return completeBlock() }
        guard isDefined else { return }
        let difference = value - anchor
        beginning1 += difference
        sum1 = storage[length + filled] + beginning1
        if needsSquares {
            beginning2 += difference * difference
            sum2 = storage[2 * length + filled] + beginning2
        }
    }

    /// Sums the block from its back about its last value.
    @inlinable
    mutating func completeBlock() {
        let length = length
        let last = storage[length - 1]
        var (end1, end2) = (0.0, 0.0)
        storage.withUnsafeMutableBufferPointer { storage in
            var place = length - 1
            while place >= 0 {
                let difference = storage[place] - last
                end1 += difference
                storage[length + place] = end1
                if needsSquares {
                    end2 += difference * difference
                    storage[2 * length + place] = end2
                }
                place -= 1
            }
        }
        (anchor, sum1, sum2) = (last, end1, end2)
        filled = 0
        beginning1 = 0
        beginning2 = 0
        isDefined = true
    }
}

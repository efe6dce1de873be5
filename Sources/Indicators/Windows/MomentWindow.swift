/// The first four power sums of the last `length` values about a value of the same window: what skew and kurtosis need.
///
/// Blocks, anchor and order of additions are those of `AnchoredWindow`; the central moments lose at most a factor
/// `length²` of accuracy, whatever the level of the series, and in a constant window all sums are exactly 0.
///
/// - Edge cases: The caller passes no `nan`. An infinite value leaves after at most two windows.
@frozen
@usableFromInline
struct MomentWindow: Sendable {
    /// Powers one to four of a difference, or their sums.
    @usableFromInline typealias Powers = SIMD4<Double>

    /// How many values a window has.
    @usableFromInline let length: Int
    /// The sums of the powers of `x − anchor` over the window.
    @usableFromInline var sums = Powers(repeating: 0)
    /// The value from which differences are taken.
    @usableFromInline var anchor = 0.0
    /// Whether `length` values were seen.
    @usableFromInline var isDefined = false
    @usableFromInline var block: [Double]
    @usableFromInline var ends: [Powers]
    @usableFromInline var filled = 0
    @usableFromInline var beginning = Powers(repeating: 0)

    /// A window of `length` values, at least 1.
    @inlinable
    init(length: Int) {
        precondition(length >= 1, "a window holds at least one value")
        self.length = length
        block = [Double](repeating: 0, count: length)
        ends = [Powers](repeating: Powers(repeating: 0), count: length)
    }

    /// Powers one to four.
    @inlinable
    static func powers(_ difference: Double) -> Powers {
        let square = difference * difference
        return Powers(difference, square, square * difference, square * square)
    }

    /// Takes the next value.
    @inlinable
    mutating func update(_ value: Double) {
        block[filled] = value
        filled += 1
        if filled == length { return completeBlock() }
        guard isDefined else { return }
        beginning += MomentWindow.powers(value - anchor)
        sums = ends[filled] + beginning
    }

    /// Sums the block from its back about its last value.
    @inlinable
    mutating func completeBlock() {
        anchor = block[length - 1]
        sums = Powers(repeating: 0)
        var place = length - 1
        while place >= 0 {
            sums += MomentWindow.powers(block[place] - anchor)
            ends[place] = sums
            place -= 1
        }
        filled = 0
        beginning = Powers(repeating: 0)
        isDefined = true
    }

    /// The second, third and fourth central moments (divisor `length`); all 0 where the window is constant.
    @inlinable var centralMoments: (second: Double, third: Double, fourth: Double) {
        let count = Double(length)
        let shift = sums[0] / count
        let (two, three, four) = (sums[1] / count, sums[2] / count, sums[3] / count)
        let square = shift * shift
        let second = two - square
        let third = three - 3 * shift * two + 2 * square * shift
        let fourth = four - 4 * shift * three + 6 * square * two - 3 * square * square
        return (second > 0 ? second : 0, third, fourth > 0 ? fourth : 0)
    }
}

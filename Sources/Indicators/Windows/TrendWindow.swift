/// The sum and the age-weighted sum of the last `length` values about a value of the same window: what weighted moving
/// averages and linear regressions on time need, without drift and without cancellation.
///
/// Blocks, anchor and order of additions are those of `AnchoredWindow`. The age of a value is 0 for the newest; weighted
/// sums are built by adding the plain sums up, never by subtracting.
///
/// - Edge cases: The caller passes no `nan`. An infinite value leaves after at most two windows.
@frozen
@usableFromInline
struct TrendWindow: Sendable {
    /// How many values a window has.
    @usableFromInline let length: Int
    /// One over it.
    @usableFromInline let inverse: Double
    /// Half the distance in bars from the oldest value to the newest.
    @usableFromInline let half: Double
    /// One over the sum of squared distances in bars from the window's middle.
    @usableFromInline let inverseSpread: Double
    /// The sum of `x − anchor` over the window.
    @usableFromInline var sum = 0.0
    /// The sum of `age · (x − anchor)` over the window.
    @usableFromInline var aged = 0.0
    /// The value from which differences are taken.
    @usableFromInline var anchor = 0.0
    /// Whether `length` values were seen.
    @usableFromInline var isDefined = false
    @usableFromInline var block: [Double]
    @usableFromInline var ends: [Double]
    /// Of the block before, the aged sum of its values from each place on, once the next block has `place` values.
    @usableFromInline var agedEnds: [Double]
    @usableFromInline var filled = 0
    @usableFromInline var beginning = 0.0
    @usableFromInline var agedBeginning = 0.0

    /// A window of `length` values, at least 1.
    @inlinable
    init(length: Int) {
        precondition(length >= 1, "a window holds at least one value")
        self.length = length
        let count = Double(length)
        inverse = 1 / count
        half = (count - 1) / 2
        inverseSpread = 12 / (count * (count * count - 1))
        block = [Double](repeating: 0, count: length)
        ends = block
        agedEnds = block
    }

    /// The slope per bar of the least-squares line through the window; `nan` for a window of one value.
    @inlinable var slope: Double { TrendWindow.slope(sum, aged, half: half, inverseSpread: inverseSpread) }

    /// The window's mean.
    @inlinable var mean: Double { AnchoredWindow.mean(sum, anchor: anchor, inverse: inverse) }

    /// The mean with weights `length, length − 1 … 1` from the newest value back.
    @inlinable var weightedMean: Double {
        let count = Double(length)
        return anchor + (count * sum - aged) / (count * (count + 1) / 2)
    }

    /// A slope per bar from anchored sums.
    @inlinable
    @inline(__always)
    static func slope(_ sum: Double, _ aged: Double, half: Double, inverseSpread: Double) -> Double {
        (half * sum - aged) * inverseSpread
    }

    /// Takes the next value.
    @inlinable
    mutating func update(_ value: Double) {
        block[filled] = value
        filled += 1
        if filled == length { return completeBlock() }
        guard isDefined else { return }
        agedBeginning += beginning
        beginning += value - anchor
        sum = ends[filled] + beginning
        aged = agedEnds[filled] + agedBeginning
    }

    /// Sums the block from its back about its last value.
    @inlinable
    mutating func completeBlock() {
        anchor = block[length - 1]
        sum = 0
        aged = 0
        var place = length - 1
        while place >= 0 {
            let difference = block[place] - anchor
            sum += difference
            aged += Double(length - 1 - place) * difference
            ends[place] = sum
            agedEnds[place] = aged + Double(place) * sum
            place -= 1
        }
        filled = 0
        beginning = 0
        agedBeginning = 0
        isDefined = true
    }
}

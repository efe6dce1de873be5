/// The column form of `AnchoredWindow` without squares, four blocks at a time, whose sums do not wait for each other.
///
/// Each sum is made of the same terms in the same order as by `AnchoredWindow`, so that it is the same bit for bit.
@usableFromInline
struct BlockSums {
    private let values: UnsafePointer<Double>
    private let period: Int
    private let inverse: Double
    private let output: UnsafeMutablePointer<Double>
    /// Of the block before the present one, the sums of differences from its anchor, from each place on to its end.
    private let ends: UnsafeMutablePointer<Double>
    /// The same of four blocks side by side.
    private let fourEnds: UnsafeMutablePointer<SIMD4<Double>>
    /// The last value of the block before.
    private var anchor = 0.0

    /// Writes the mean of each full window; rows before the first are left as they are.
    ///
    /// - Returns: Whether all is done; false at the first `nan`.
    @usableFromInline
    static func writeMeans(
        of values: UnsafeBufferPointer<Double>, _ period: Int, to output: UnsafeMutablePointer<Double>
    ) -> Bool {
        guard let source = values.baseAddress else { return true }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: period) { ends in
            withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: period) { fourEnds in
                guard let ends = ends.baseAddress, let fourEnds = fourEnds.baseAddress else { return true }
                var sums = BlockSums(
                    values: source, period: period, inverse: 1 / Double(period), output: output, ends: ends,
                    fourEnds: fourEnds)
                return sums.write(values)
            }
        }
    }

    private mutating func write(_ values: UnsafeBufferPointer<Double>) -> Bool {
        let count = values.count
        var (start, checked) = (0, 0)
        while start < count {
            let isFour = start > 0 && start + 4 * period <= count
            let length = min(isFour ? 4 * period : period, count - start)
            if start + length > checked {
                let end = min(count, start + max(length, DefinedValues.stretch))
                guard DefinedValues.areAllDefined(values, from: checked, to: end) else { return false }
                checked = end
            }
            if isFour { writeFourBlocks(from: start) } else { writeBlock(from: start, length) }
            start += length
        }
        return true
    }

    /// One block, or the beginning of one.
    private mutating func writeBlock(from start: Int, _ length: Int) {
        let block = values + start
        var beginning = 0.0
        for place in 0..<(start == 0 ? 0 : min(length, period - 1)) {
            beginning += block[place] - anchor
            output[start + place] = AnchoredWindow.mean(ends[place + 1] + beginning, anchor: anchor, inverse: inverse)
        }
        guard length == period else { return }
        anchor = block[period - 1]
        var end = 0.0
        var place = period - 1
        while place >= 0 {
            end += block[place] - anchor
            ends[place] = end
            place -= 1
        }
        output[start + period - 1] = AnchoredWindow.mean(end, anchor: anchor, inverse: inverse)
    }

    /// Four blocks.
    private mutating func writeFourBlocks(from start: Int) {
        let (period, inverse, ends, fourEnds) = (period, inverse, ends, fourEnds)
        let (a, b, c, d) = (
            values + start, values + start + period, values + start + 2 * period, values + start + 3 * period
        )
        let target = output + start
        let last = period - 1
        let anchors = SIMD4(a[last], b[last], c[last], d[last])
        var end = SIMD4<Double>()
        var place = last
        while place >= 0 {
            end += SIMD4(a[place], b[place], c[place], d[place]) - anchors
            fourEnds[place] = end
            place &-= 1
        }
        // The windows that end inside a block begin in the one before.
        let before = SIMD4(anchor, anchors[0], anchors[1], anchors[2])
        var beginning = SIMD4<Double>()
        for place in 0..<last {
            beginning += SIMD4(a[place], b[place], c[place], d[place]) - before
            let next = fourEnds[place &+ 1]
            let mean = before + (SIMD4(ends[place &+ 1], next[0], next[1], next[2]) + beginning) * inverse
            target[place] = mean[0]
            target[period &+ place] = mean[1]
            target[2 &* period &+ place] = mean[2]
            target[3 &* period &+ place] = mean[3]
        }
        for lane in 0..<4 {
            target[lane * period + last] = AnchoredWindow.mean(end[lane], anchor: anchors[lane], inverse: inverse)
        }
        for place in 0..<period { ends[place] = fourEnds[place][3] }
        anchor = anchors[3]
    }
}

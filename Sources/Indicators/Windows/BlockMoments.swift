/// The column form of `AnchoredWindow`.
@usableFromInline
enum BlockMoments {
    /// Computes the anchored sums of each full window and hands them on, row by row: `emit(row, anchor, sum1, sum2)`.
    ///
    /// Rows before the first full window are not handed on.
    ///
    /// - Returns: Whether all is done; false at the first `nan`.
    @inlinable
    @inline(__always)
    static func forEachWindow(
        _ values: UnsafeBufferPointer<Double>, _ period: Int,
        emit: (Int, Double, Double, Double) -> Void
    ) -> Bool {
        guard let source = values.baseAddress else { return true }
        let count = values.count
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * period) { scratch in
            guard let base = scratch.baseAddress else { return true }
            var (ends1, nextEnds1) = (base, base + period)
            var (ends2, nextEnds2) = (base + 2 * period, base + 3 * period)
            var (anchor, start, checked) = (0.0, 0, 0)
            while start < count {
                let length = min(period, count - start)
                if start + length > checked {
                    let end = min(count, start + max(period, DefinedValues.stretch))
                    guard DefinedValues.areAllDefined(values, from: checked, to: end) else { return false }
                    checked = end
                }
                let block = source + start
                var (beginning1, beginning2) = (0.0, 0.0)
                if length < period {
                    for place in 0..<(start == 0 ? 0 : length) {
                        let difference = block[place] - anchor
                        beginning1 += difference
                        beginning2 += difference * difference
                        emit(
                            start + place, anchor, ends1[place + 1] + beginning1, ends2[place + 1] + beginning2)
                    }
                    break
                }
                let nextAnchor = block[period - 1]
                var (end1, end2) = (0.0, 0.0)
                for place in 0..<(period - 1) {
                    let back = period - 1 - place
                    let backDifference = block[back] - nextAnchor
                    end1 += backDifference
                    nextEnds1[back] = end1
                    end2 += backDifference * backDifference
                    nextEnds2[back] = end2
                    if start > 0 {
                        let difference = block[place] - anchor
                        beginning1 += difference
                        beginning2 += difference * difference
                        emit(
                            start + place, anchor, ends1[place + 1] + beginning1, ends2[place + 1] + beginning2)
                    }
                }
                let difference = block[0] - nextAnchor
                emit(start + period - 1, nextAnchor, end1 + difference, end2 + difference * difference)
                anchor = nextAnchor
                swap(&ends1, &nextEnds1)
                swap(&ends2, &nextEnds2)
                start += period
            }
            return true
        }
    }
}

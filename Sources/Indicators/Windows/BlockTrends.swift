/// The column form of `TrendWindow`.
@usableFromInline
enum BlockTrends {
    /// Computes the anchored sums of each full window and hands them on, row by row: `emit(row, anchor, sum, aged)`.
    ///
    /// Rows before the first full window are not handed on.
    ///
    /// - Returns: Whether all is done; false at the first `nan`.
    @inlinable
    @inline(__always)
    static func forEachWindow(
        _ values: UnsafeBufferPointer<Double>, _ period: Int, emit: (Int, Double, Double, Double) -> Void
    ) -> Bool {
        guard let source = values.baseAddress else { return true }
        let count = values.count
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * period) { scratch in
            guard let base = scratch.baseAddress else { return true }
            var (ends, nextEnds) = (base, base + period)
            var (agedEnds, nextAgedEnds) = (base + 2 * period, base + 3 * period)
            var (anchor, start, checked) = (0.0, 0, 0)
            while start < count {
                let length = min(period, count - start)
                if start + length > checked {
                    let end = min(count, start + max(period, DefinedValues.stretch))
                    guard DefinedValues.areAllDefined(values, from: checked, to: end) else { return false }
                    checked = end
                }
                let block = source + start
                var (beginning, agedBeginning) = (0.0, 0.0)
                if length < period {
                    for place in 0..<(start == 0 ? 0 : length) {
                        agedBeginning += beginning
                        beginning += block[place] - anchor
                        emit(start + place, anchor, ends[place + 1] + beginning, agedEnds[place + 1] + agedBeginning)
                    }
                    break
                }
                let nextAnchor = block[period - 1]
                var (end, agedEnd, age) = (0.0, 0.0, 0.0)
                var places = Double(period - 1)
                for place in 0..<(period - 1) {
                    let back = period - 1 - place
                    let backDifference = block[back] - nextAnchor
                    end += backDifference
                    agedEnd += age * backDifference
                    nextEnds[back] = end
                    nextAgedEnds[back] = agedEnd + places * end
                    age += 1
                    places -= 1
                    if start > 0 {
                        agedBeginning += beginning
                        beginning += block[place] - anchor
                        emit(start + place, anchor, ends[place + 1] + beginning, agedEnds[place + 1] + agedBeginning)
                    }
                }
                let difference = block[0] - nextAnchor
                emit(start + period - 1, nextAnchor, end + difference, agedEnd + age * difference)
                anchor = nextAnchor
                swap(&ends, &nextEnds)
                swap(&agedEnds, &nextAgedEnds)
                start += period
            }
            return true
        }
    }
}

/// The column form of `TrendWindow`.
@usableFromInline
enum BlockTrends {
    /// Computes the anchored sums of each full window, block by block, and hands them on.
    ///
    /// `emit(start, length, anchor, sums, agedSums)` is called for each stretch of rows, with sums of shape `[length]`. Rows before
    /// the first full window are not handed on. No value is `nan`.
    @inlinable
    @inline(__always)
    static func forEachBlock(
        _ values: UnsafeBufferPointer<Double>, _ period: Int,
        emit: (Int, Int, Double, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
    ) {
        guard let source = values.baseAddress else { return }
        let count = values.count
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 6 * period) { scratch in
            guard let base = scratch.baseAddress else { return }
            var (ends, nextEnds) = (base, base + period)
            var (agedEnds, nextAgedEnds) = (base + 2 * period, base + 3 * period)
            let (sums, agedSums) = (base + 4 * period, base + 5 * period)
            var anchor = 0.0
            var start = 0
            while start < count {
                let length = min(period, count - start)
                let block = source + start
                let within = start == 0 ? 0 : min(length, period - 1)
                var (beginning, agedBeginning) = (0.0, 0.0)
                if length == period {
                    let nextAnchor = block[period - 1]
                    var (end, agedEnd, age) = (0.0, 0.0, 0.0)
                    for place in 0..<within {
                        agedBeginning += beginning
                        beginning += block[place] - anchor
                        sums[place] = ends[place + 1] + beginning
                        agedSums[place] = agedEnds[place + 1] + agedBeginning
                        let back = period - 1 - place
                        let backDifference = block[back] - nextAnchor
                        end += backDifference
                        agedEnd += age * backDifference
                        age += 1
                        nextEnds[back] = end
                        nextAgedEnds[back] = agedEnd + Double(back) * end
                    }
                    var back = period - 1 - within
                    while back >= 0 {
                        let backDifference = block[back] - nextAnchor
                        end += backDifference
                        agedEnd += age * backDifference
                        age += 1
                        nextEnds[back] = end
                        nextAgedEnds[back] = agedEnd + Double(back) * end
                        back -= 1
                    }
                    emit(start, within, anchor, sums, agedSums)
                    sums[0] = end
                    agedSums[0] = agedEnd
                    emit(start + period - 1, 1, nextAnchor, sums, agedSums)
                    anchor = nextAnchor
                } else {
                    for place in 0..<within {
                        agedBeginning += beginning
                        beginning += block[place] - anchor
                        sums[place] = ends[place + 1] + beginning
                        agedSums[place] = agedEnds[place + 1] + agedBeginning
                    }
                    emit(start, within, anchor, sums, agedSums)
                }
                swap(&ends, &nextEnds)
                swap(&agedEnds, &nextAgedEnds)
                start += period
            }
        }
    }
}

/// The column form of `AnchoredWindow`.
@usableFromInline
enum BlockMoments {
    /// Computes the anchored sums of each full window, block by block, and hands them on.
    ///
    /// `emit(start, length, anchor, sums1, sums2)` is called for each stretch of rows, with sums of shape `[length]`. Rows before
    /// the first full window are not handed on. No value is `nan`. With `needsSquares` false the second sums are
    /// undefined.
    @inlinable
    @inline(__always)
    static func forEachBlock(
        _ values: UnsafeBufferPointer<Double>, _ period: Int, needsSquares: Bool,
        emit: (Int, Int, Double, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
    ) {
        guard let source = values.baseAddress else { return }
        let count = values.count
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 6 * period) { scratch in
            guard let base = scratch.baseAddress else { return }
            var (ends1, nextEnds1) = (base, base + period)
            var (ends2, nextEnds2) = (base + 2 * period, base + 3 * period)
            let (sums1, sums2) = (base + 4 * period, base + 5 * period)
            var anchor = 0.0
            var start = 0
            while start < count {
                let length = min(period, count - start)
                let block = source + start
                let within = start == 0 ? 0 : min(length, period - 1)
                var (beginning1, beginning2) = (0.0, 0.0)
                if length == period {
                    let nextAnchor = block[period - 1]
                    var (end1, end2) = (0.0, 0.0)
                    for place in 0..<within {
                        let difference = block[place] - anchor
                        beginning1 += difference
                        sums1[place] = ends1[place + 1] + beginning1
                        let back = period - 1 - place
                        let backDifference = block[back] - nextAnchor
                        end1 += backDifference
                        nextEnds1[back] = end1
                        if needsSquares {
                            beginning2 += difference * difference
                            sums2[place] = ends2[place + 1] + beginning2
                            end2 += backDifference * backDifference
                            nextEnds2[back] = end2
                        }
                    }
                    var back = period - 1 - within
                    while back >= 0 {
                        let backDifference = block[back] - nextAnchor
                        end1 += backDifference
                        nextEnds1[back] = end1
                        end2 += backDifference * backDifference
                        nextEnds2[back] = end2
                        back -= 1
                    }
                    emit(start, within, anchor, sums1, sums2)
                    sums1[0] = end1
                    sums2[0] = end2
                    emit(start + period - 1, 1, nextAnchor, sums1, sums2)
                    anchor = nextAnchor
                } else {
                    for place in 0..<within {
                        let difference = block[place] - anchor
                        beginning1 += difference
                        sums1[place] = ends1[place + 1] + beginning1
                        if needsSquares {
                            beginning2 += difference * difference
                            sums2[place] = ends2[place + 1] + beginning2
                        }
                    }
                    emit(start, within, anchor, sums1, sums2)
                }
                swap(&ends1, &nextEnds1)
                swap(&ends2, &nextEnds2)
                start += period
            }
        }
    }
}

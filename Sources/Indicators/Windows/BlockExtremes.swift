/// The column form of moving extremes.
@usableFromInline
enum BlockExtremes {
    /// Writes the moving extreme of each window, `nan` before the first is full.
    ///
    ///
    ///
    /// - Parameters:
    ///   - values: The series. Shape `[n]`.
    ///   - period: How many values a window has.
    ///   - least: The extreme of no values.
    ///   - output: Where to write. Shape `[n]`.
    ///   - pick: The extreme of two values.
    @inlinable
    @inline(__always)
    static func fill(
        _ values: UnsafeBufferPointer<Double>, _ period: Int, _ least: Double,
        into output: UnsafeMutableBufferPointer<Double>, pick: (Double, Double) -> Double
    ) -> Bool {
        guard let source = values.baseAddress, let target = output.baseAddress else { return true }
        let count = values.count
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * period) { scratch in
            guard var ends = scratch.baseAddress else { return true }
            var nextEnds = ends + period
            var (start, checked) = (0, 0)
            while start < count {
                let length = min(period, count - start)
                if start + length > checked {
                    let end = min(count, start + max(period, DefinedValues.stretch))
                    guard DefinedValues.areAllDefined(values, from: checked, to: end) else { return false }
                    checked = end
                }
                let block = source + start
                let result = target + start
                var beginning = least
                if length == period {
                    var end = least
                    for place in 0..<(period - 1) {
                        beginning = pick(beginning, block[place])
                        result[place] = start == 0 ? .nan : pick(ends[place + 1], beginning)
                        let fromBack = period - 1 - place
                        end = pick(end, block[fromBack])
                        nextEnds[fromBack] = end
                    }
                    result[period - 1] = pick(beginning, block[period - 1])
                } else {
                    for place in 0..<length {
                        beginning = pick(beginning, block[place])
                        result[place] = start == 0 ? .nan : pick(ends[place + 1], beginning)
                    }
                }
                swap(&ends, &nextEnds)
                start += period
            }
            return true
        }
    }
}

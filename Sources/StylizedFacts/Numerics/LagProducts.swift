/// Sums of products of a series with its own or another's past, within runs.
///
/// - Verified by: `LagProductsTests`, against plain loops; `OracleFactsTests`, against statsmodels.
enum LagProducts {
    /// Values that are visited for all lags before the next ones, so that they stay in the nearest cache.
    private static let chunk = 2_048

    /// `Σ x[t]·y[t − k]` over the t whose t − k lies in the same run, for each lag k.
    ///
    /// Four lanes of two over consecutive values, the lanes folded by halves, then the tail, chunk by chunk.
    ///
    /// - Complexity: O(values × lags).
    static func sums(_ x: [Double], _ y: [Double], runs: [Range<Int>], lags: [Int]) -> [Double] {
        var sums = [Double](repeating: 0, count: lags.count)
        x.withUnsafeBytes { x in
            y.withUnsafeBytes { y in
                for run in runs {
                    var start = run.lowerBound
                    while start < run.upperBound {
                        let end = min(start + chunk, run.upperBound)
                        for (place, lag) in lags.enumerated() {
                            let first = max(start, run.lowerBound + lag)
                            if first < end { sums[place] += product(x, y, first: first, end: end, lag: lag) }
                        }
                        start = end
                    }
                }
            }
        }
        return sums
    }

    @inline(__always)
    private static func product(
        _ x: UnsafeRawBufferPointer, _ y: UnsafeRawBufferPointer, first: Int, end: Int, lag: Int
    ) -> Double {
        var lanes = SIMD8<Double>.zero
        var place = first
        while place + 8 <= end {
            lanes +=
                x.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self)
                * y.loadUnaligned(fromByteOffset: (place - lag) * 8, as: SIMD8<Double>.self)
            place += 8
        }
        let four = lanes.lowHalf + lanes.highHalf
        let two = four.lowHalf + four.highHalf
        var total = two[0] + two[1]
        while place < end {
            total +=
                x.loadUnaligned(fromByteOffset: place * 8, as: Double.self)
                * y.loadUnaligned(fromByteOffset: (place - lag) * 8, as: Double.self)
            place += 1
        }
        return total
    }

    /// How many pairs at a distance of `lag` lie within runs.
    static func pairs(_ runs: [Range<Int>], lag: Int) -> Int {
        runs.reduce(0) { $0 + max(0, $1.count - lag) }
    }

    /// `x[t]·x[t − k]`, and 0 where t − k lies in another run; shape of `x`.
    static func series(_ x: [Double], _ y: [Double], runs: [Range<Int>], lag: Int) -> [Double] {
        var products = [Double](repeating: 0, count: x.count)
        products.withUnsafeMutableBufferPointer { products in
            x.withUnsafeBufferPointer { x in
                y.withUnsafeBufferPointer { y in
                    for run in runs {
                        var place = run.lowerBound + lag
                        while place < run.upperBound {
                            products[place] = x[place] * y[place - lag]
                            place += 1
                        }
                    }
                }
            }
        }
        return products
    }

    /// Whole lags from 1 to at most `most`, ten to a power of ten, so that each octave weighs the same in a fit.
    static func spread(to most: Int) -> [Int] {
        var lags: [Int] = []
        for base in [1.0, 10, 100] {
            for step in [1.0, 1.26, 1.585, 1.995, 2.512, 3.162, 3.981, 5.012, 6.31, 7.943] {
                let lag = Int((base * step).rounded())
                if lag <= most, lag > (lags.last ?? 0) { lags.append(lag) }
            }
        }
        if most >= 1_000 { lags.append(1_000) }
        return lags
    }
}

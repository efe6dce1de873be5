/// Sums in a stated order: eight lanes over consecutive blocks of eight, the lanes folded by halves, then the tail.
///
/// The order is part of the result, so that figures are the same bits on every machine. The rounding error grows with
/// `n / 8`, not `n`.
enum Reductions {
    /// The sum of the eight lanes, by halves.
    @inline(__always)
    static func fold(_ lanes: SIMD8<Double>) -> Double {
        let four = lanes.lowHalf + lanes.highHalf
        let two = four.lowHalf + four.highHalf
        return two[0] + two[1]
    }

    /// `Σ x`.
    static func sum(_ values: [Double]) -> Double {
        values.withUnsafeBytes { bytes in
            let count = values.count
            var lanes = SIMD8<Double>.zero
            var index = 0
            while index + 8 <= count {
                lanes += bytes.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
                index += 8
            }
            var total = fold(lanes)
            while index < count {
                total += bytes.loadUnaligned(fromByteOffset: index * 8, as: Double.self)
                index += 1
            }
            return total
        }
    }

    /// `Σ (x − center)^k` for `k` = 2, 3 and 4.
    static func powers(_ values: [Double], about center: Double) -> (second: Double, third: Double, fourth: Double) {
        values.withUnsafeBytes { bytes in
            let count = values.count
            var (second, third, fourth) = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
            let shift = SIMD8<Double>(repeating: center)
            var index = 0
            while index + 8 <= count {
                let deviation = bytes.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self) - shift
                let square = deviation * deviation
                second += square
                third += square * deviation
                fourth += square * square
                index += 8
            }
            var totals = (fold(second), fold(third), fold(fourth))
            while index < count {
                let deviation = bytes.loadUnaligned(fromByteOffset: index * 8, as: Double.self) - center
                let square = deviation * deviation
                totals.0 += square
                totals.1 += square * deviation
                totals.2 += square * square
                index += 1
            }
            return totals
        }
    }

    /// `Σ (x[i + lag] − xCenter)(y[i] − yCenter)` over the `i` where both are there.
    static func products(
        _ x: [Double], about xCenter: Double, _ y: [Double], about yCenter: Double, lag: Int = 0
    ) -> Double {
        x.withUnsafeBytes { left in
            y.withUnsafeBytes { right in
                let count = min(x.count - lag, y.count)
                guard count > 0 else { return 0 }
                var lanes = SIMD8<Double>.zero
                let (xShift, yShift) = (SIMD8<Double>(repeating: xCenter), SIMD8<Double>(repeating: yCenter))
                var index = 0
                while index + 8 <= count {
                    let a = left.loadUnaligned(fromByteOffset: (index + lag) * 8, as: SIMD8<Double>.self)
                    let b = right.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self)
                    lanes += (a - xShift) * (b - yShift)
                    index += 8
                }
                var total = fold(lanes)
                while index < count {
                    let a = left.loadUnaligned(fromByteOffset: (index + lag) * 8, as: Double.self)
                    let b = right.loadUnaligned(fromByteOffset: index * 8, as: Double.self)
                    total += (a - xCenter) * (b - yCenter)
                    index += 1
                }
                return total
            }
        }
    }

    /// `Σ max(x − threshold, 0)`, `Σ max(threshold − x, 0)` and `Σ min(x − threshold, 0)²`.
    static func partial(
        _ values: [Double], about threshold: Double
    ) -> (above: Double, below: Double, squaresBelow: Double) {
        values.withUnsafeBytes { bytes in
            let count = values.count
            var (above, below, squares) = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
            let (shift, zero) = (SIMD8<Double>(repeating: threshold), SIMD8<Double>.zero)
            var index = 0
            while index + 8 <= count {
                let deviation = bytes.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self) - shift
                let down = deviation.replacing(with: zero, where: deviation .> zero)
                above += deviation - down
                below -= down
                squares += down * down
                index += 8
            }
            var totals = (fold(above), fold(below), fold(squares))
            while index < count {
                let deviation = bytes.loadUnaligned(fromByteOffset: index * 8, as: Double.self) - threshold
                let down = deviation > 0 ? 0 : deviation
                totals.0 += deviation - down
                totals.1 -= down
                totals.2 += down * down
                index += 1
            }
            return totals
        }
    }
}

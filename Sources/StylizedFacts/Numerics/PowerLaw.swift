internal import Glibc

/// A power law `y = c·xᵉ`.
///
/// - Verified by: `OracleFactsTests`, against numpy; `PowerLawTests`, against laws that are known.
struct PowerLaw: Sendable {
    /// The exponent e.
    let exponent: Double
    /// The factor c.
    let factor: Double

    /// The law by least squares of the logarithms, through points of which those not above 0 are left out; `nil` with fewer
    /// than `fewest`.
    init?(_ x: [Double], _ y: [Double], fewest: Int) {
        var (n, sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for (x, y) in zip(x, y) where x > 0 && y > 0 {
            let (u, v) = (log(x), log(y))
            n += 1
            sumX += u
            sumY += v
            sumXX += u * u
            sumXY += u * v
        }
        let spread = n * sumXX - sumX * sumX
        guard n >= Double(fewest), spread > 0 else { return nil }
        exponent = (n * sumXY - sumX * sumY) / spread
        factor = exp((sumY - exponent * sumX) / n)
    }

    /// The law by weighted least squares of the values themselves, of which noise may make some 0 or less.
    ///
    /// The factor that fits best is known for each exponent; the exponent is searched for from −1 to 3.
    ///
    /// - Parameters:
    ///   - x: Places, above 0.
    ///   - weights: The weight of each square, above 0.
    /// - Returns: `nil` where no positive law fits, or the best exponent lies at an end.
    init?(_ x: [Double], _ y: [Double], weights: [Double]) {
        let logs = x.map { log($0) }
        let middle = logs.reduce(0, +) / Double(max(1, logs.count))
        /// The sums Σwyxᵉ and Σwx²ᵉ, by places over the middle one.
        func sums(_ exponent: Double) -> (cross: Double, square: Double) {
            var (cross, square) = (0.0, 0.0)
            for place in logs.indices {
                let power = exp(exponent * (logs[place] - middle))
                cross += weights[place] * y[place] * power
                square += weights[place] * power * power
            }
            return (cross, square)
        }
        // The squares that are left fall as this rises.
        func explained(_ exponent: Double) -> Double {
            let (cross, square) = sums(exponent)
            return cross > 0 ? cross * cross / square : 0
        }
        let (lowest, step, count) = (-1.0, 0.1, 40)
        let heights = (0...count).map { explained(lowest + step * Double($0)) }
        guard let best = heights.indices.max(by: { heights[$0] < heights[$1] }), heights[best] > 0, best > 0,
            best < count
        else { return nil }
        var (low, high) = (lowest + step * Double(best - 1), lowest + step * Double(best + 1))
        let ratio = (5.0.squareRoot() - 1) / 2
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (atLeft, atRight) = (explained(left), explained(right))
        while high - low > 1e-9 {
            if atLeft > atRight {
                (high, right, atRight) = (right, left, atLeft)
                left = high - ratio * (high - low)
                atLeft = explained(left)
            } else {
                (low, left, atLeft) = (left, right, atRight)
                right = low + ratio * (high - low)
                atRight = explained(right)
            }
        }
        exponent = (low + high) / 2
        let (cross, square) = sums(exponent)
        factor = cross / square * exp(-exponent * middle)
    }

    /// The value at `x`, above 0.
    func callAsFunction(_ x: Double) -> Double { factor * pow(x, exponent) }
}

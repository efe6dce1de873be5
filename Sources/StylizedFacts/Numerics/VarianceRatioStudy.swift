/// Deviations of returns and their overlapping sums.
struct VarianceRatioStudy {
    /// `r_t − m`.
    let deviations: [Double]
    /// `Σ (r_t − m)²`.
    let sumOfSquares: Double
    private let runs: [Range<Int>]

    /// `nil` where returns do not vary.
    init?(_ values: [Double], runs: [Range<Int>]) {
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        deviations = values.map { $0 - mean }
        sumOfSquares = deviations.reduce(0) { $0 + $1 * $1 }
        self.runs = runs
        guard sumOfSquares > 0, values.count > 2 else { return nil }
    }

    /// The squares of the overlapping sums, each at the place of its last return; 0 where no run holds the sum.
    func squaredSums(_ horizon: Int) -> [Double] {
        var squares = [Double](repeating: 0, count: deviations.count)
        deviations.withUnsafeBufferPointer { deviations in
            squares.withUnsafeMutableBufferPointer { squares in
                for run in runs where run.count >= horizon {
                    var sum = 0.0
                    for place in run.lowerBound..<(run.lowerBound + horizon - 1) { sum += deviations[place] }
                    for place in (run.lowerBound + horizon - 1)..<run.upperBound {
                        sum += deviations[place]
                        squares[place] = sum * sum
                        sum -= deviations[place - horizon + 1]
                    }
                }
            }
        }
        return squares
    }

    /// What the sum of squared sums is divided by.
    func divisor(_ horizon: Int) -> Double {
        let sums = Double(LagProducts.pairs(runs, lag: horizon - 1))
        return Double(horizon) * sums * (1 - Double(horizon) / Double(deviations.count))
    }

    /// VR(q); `nil` where no run is long enough.
    func ratio(_ horizon: Int) -> Double? {
        let divisor = divisor(horizon)
        guard divisor > 0 else { return nil }
        return squaredSums(horizon).reduce(0, +) / divisor / (sumOfSquares / Double(deviations.count - 1))
    }
}

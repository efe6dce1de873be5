internal import Glibc

/// How much samples count whose labels overlap in time: they share what happened, and so are worth less than apart.
///
/// A label spans the rows from its decision to its end, both included.
///
/// - Source: López de Prado (2018), "Advances in Financial Machine Learning", chapter 4.
/// - Verified by: `SampleWeightsTests` (`uniqueness_spy.csv`, mlfinpy).
public enum SampleWeights {
    /// How many labels span each row.
    ///
    /// - Parameter count: The number of rows of the data.
    /// - Returns: Shape `[count]`.
    /// - Throws: `LearningError.parameter` for a label that ends beyond the rows.
    /// - Complexity: O(`count` + labels).
    public static func concurrency(_ labels: LabelSeries, count: Int) throws(LearningError) -> [Int] {
        if let last = labels.ends.max(), last >= count {
            throw .parameter(name: "the end of a label", found: "row \(last)", allowed: "below \(count)")
        }
        var changes = [Int](repeating: 0, count: count + 1)
        for place in 0..<labels.count {
            changes[labels.rows[place]] += 1
            changes[labels.ends[place] + 1] -= 1
        }
        var (open, concurrency) = (0, [Int]())
        concurrency.reserveCapacity(count)
        for row in 0..<count {
            open += changes[row]
            concurrency.append(open)
        }
        return concurrency
    }

    /// The average uniqueness of each label: the mean of `1 / concurrency` over its rows, above 0 and at most 1.
    ///
    /// - Throws: as `concurrency(_:count:)`.
    /// - Complexity: O(`count` + rows of all labels).
    public static func uniqueness(_ labels: LabelSeries, count: Int) throws(LearningError) -> [Double] {
        let concurrency = try concurrency(labels, count: count)
        return (0..<labels.count).map { place in
            let rows = labels.rows[place]...labels.ends[place]
            return rows.reduce(0.0) { $0 + 1 / Double(concurrency[$1]) } / Double(rows.count)
        }
    }

    /// Weights by the return that is each label's own: the size of the sum of log returns over its rows, each divided by
    /// the concurrency, scaled to a mean of 1.
    ///
    ///     weight ∝ |Σ ln(x[t] / x[t−1]) / concurrency[t]| over the label's rows
    ///
    /// Missing prices, and the move into the first row of the data, count as no move.
    ///
    /// - Parameter prices: Prices at each row. Shape `[count]`.
    /// - Returns: Shape `[labels]`; all 1 where nothing moved.
    /// - Throws: as `concurrency(_:count:)`.
    public static func returnAttribution(
        _ labels: LabelSeries, prices: [Double]
    ) throws(LearningError) -> [Double] {
        let concurrency = try concurrency(labels, count: prices.count)
        let weights = (0..<labels.count).map { place in
            var sum = 0.0
            for row in max(1, labels.rows[place])...max(1, labels.ends[place]) where row < prices.count {
                let move = log(prices[row] / prices[row - 1])
                if move.isFinite, concurrency[row] > 0 { sum += move / Double(concurrency[row]) }
            }
            return abs(sum)
        }
        let total = weights.reduce(0, +)
        guard total > 0 else { return weights.map { _ in 1 } }
        return weights.map { $0 * Double(weights.count) / total }
    }

    /// Factors that fall with age, counted in uniqueness: 1 for the newest, `oldest` for the oldest, on a straight line.
    ///
    /// - Parameters:
    ///   - uniqueness: Of each label, in order of time.
    ///   - oldest: The factor of the oldest, above −1 and at most 1: 1 is no decay; a negative one gives the oldest part
    ///     of that size no weight at all.
    /// - Throws: `LearningError.parameter` for a factor out of range.
    public static func timeDecay(uniqueness: [Double], oldest: Double) throws(LearningError) -> [Double] {
        guard oldest > -1, oldest <= 1 else {
            throw .parameter(name: "the weight of the oldest", found: "\(oldest)", allowed: "above -1 and at most 1")
        }
        var sum = 0.0
        let ages = uniqueness.map { one in
            sum += one
            return sum
        }
        guard sum > 0 else { return ages.map { _ in 1 } }
        let slope = oldest >= 0 ? (1 - oldest) / sum : 1 / ((oldest + 1) * sum)
        return ages.map { max(0, 1 + slope * ($0 - sum)) }
    }
}

internal import Core
internal import Statistics

/// Intervals of figures that are functions of sums, by the stationary bootstrap.
///
/// A long series is cut into at most `mostCells` cells of consecutive values, whose sums are resampled.
///
/// - Verified by: `FactBootstrapTests`.
struct FactBootstrap: Sendable {
    /// How many resamples; below 2 there are no intervals.
    let resamples: Int
    /// The seed of the resamples.
    let seed: UInt64
    /// The share of resamples within an interval.
    static let confidence = 0.95
    /// The most cells that are resampled.
    static let mostCells = 32_768

    /// How many consecutive values make a cell.
    static func cellSize(_ count: Int) -> Int { max(1, (count + mostCells - 1) / mostCells) }

    /// The sums of a series over its cells.
    static func cells(_ values: [Double]) -> [Double] {
        let size = cellSize(values.count)
        guard size > 1 else { return values }
        return stride(from: 0, to: values.count, by: size).map { start in
            var sum = 0.0
            for place in start..<min(start + size, values.count) { sum += values[place] }
            return sum
        }
    }

    /// The mean block length in values that suits a series, by that of its cells' sums.
    static func blockLength(_ values: [Double]) -> Double {
        optimalBlockLength(of: cells(values)) * Double(cellSize(values.count))
    }

    /// Estimates of figures.
    ///
    /// - Parameters:
    ///   - columns: Series of one length, in cells already where `isCells`.
    ///   - blockLength: The mean block length in places of the columns.
    ///   - name: The name of the draws: facts of other names are resampled independently.
    ///   - figures: Figures as functions of the sums of the columns.
    /// - Returns: By figure; without an interval where more than one resample in a hundred has no figure.
    func estimates(
        _ columns: [[Double]], blockLength: Double, name: StylizedFact, isCells: Bool = false,
        figures: ([Double]) -> [Double]
    ) -> [Estimate] {
        let count = columns.first?.count ?? 0
        guard count > 0 else { return [] }
        let size = isCells ? 1 : FactBootstrap.cellSize(count)
        let sums = RunningSums(size == 1 ? columns : columns.map(FactBootstrap.cells))
        var totals = sums.totals
        let values = figures(totals)
        guard resamples > 1, sums.count > 1, sums.count < 1 << 30 else { return values.map { Estimate($0) } }
        let length = max(1, min(blockLength / Double(size), Double(sums.count) / 2))
        let blocks = StationaryBlocks(meanLength: length, count: sums.count)
        var drawn = [[Double]](repeating: [], count: values.count)
        for resample in 0..<resamples {
            var stream = RandomStream(seed: seed, name: "facts.\(name.key)", index: UInt64(resample))
            sums.resample(blocks, from: &stream, into: &totals)
            for (place, value) in figures(totals).enumerated() where value.isFinite { drawn[place].append(value) }
        }
        return zip(values, drawn).map { value, drawn in
            guard value.isFinite, drawn.count * 100 >= resamples * 99 else { return Estimate(value) }
            let sorted = drawn.sorted()
            let half = (1 - FactBootstrap.confidence) / 2
            guard let low = quantile(ofSorted: sorted, half), let high = quantile(ofSorted: sorted, 1 - half) else {
                return Estimate(value)
            }
            return Estimate(
                value, interval: StationaryBootstrap.Interval(low: low, high: high),
                standardError: Moments(drawn).standardDeviation(ddof: 1))
        }
    }

    /// The estimate of one figure.
    func estimate(
        _ columns: [[Double]], blockLength: Double, name: StylizedFact, isCells: Bool = false,
        figure: ([Double]) -> Double
    ) -> Estimate {
        estimates(columns, blockLength: blockLength, name: name, isCells: isCells) { [figure($0)] }.first
            ?? Estimate(.nan)
    }

    /// Excess kurtosis (g2) of a series, and its interval.
    func kurtosis(_ values: [Double], blockLength: Double, name: StylizedFact) -> Estimate {
        let moments = Moments(values)
        guard moments.varies, let deviation = moments.standardDeviation(ddof: 0) else { return Estimate(.nan) }
        let columns = FactBootstrap.powers(values.map { ($0 - moments.mean) / deviation })
        return estimate(columns, blockLength: blockLength, name: name) {
            FactBootstrap.kurtosis(count: Double(values.count), $0[0], $0[1], $0[2], $0[3])
        }
    }

    /// The first four powers of values, by column.
    static func powers(_ values: [Double]) -> [[Double]] {
        let squares = values.map { $0 * $0 }
        return [values, squares, zip(values, squares).map { $0 * $1 }, squares.map { $0 * $0 }]
    }

    /// Excess kurtosis from sums of powers of values that are scaled to mean near 0 and variance near 1.
    static func kurtosis(count n: Double, _ s1: Double, _ s2: Double, _ s3: Double, _ s4: Double) -> Double {
        let mean = s1 / n
        let second = s2 / n - mean * mean
        let fourth = s4 / n - 4 * mean * s3 / n + 6 * mean * mean * s2 / n - 3 * mean * mean * mean * mean
        return fourth / (second * second) - 3
    }
}

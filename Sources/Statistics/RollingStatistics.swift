internal import Glibc

/// Statistics over a moving window of returns.
///
/// Each window is the end of one block of `window` values joined to the beginning of the next, both summed up afresh,
/// so that nothing drifts however long the series is, and a constant stretch has no variance left over.
///
/// The value at t uses the window that ends with t. Before the first full window, and where a figure is undefined, the
/// column holds `nan`.
///
/// - Complexity: O(n) whatever the window.
/// - Verified by: `RollingStatisticsTests`, against each window alone and against `statistics/rolling_*.csv`.
public enum RollingStatistics {
    /// Count, means and central sums of a stretch of one or two series.
    private struct Stretch {
        var count = 0.0
        var (x, y) = (0.0, 0.0)
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        var squaresBelow = 0.0

        /// Adds a pair of values (Welford 1962).
        mutating func add(_ newX: Double, _ newY: Double, target: Double) {
            count += 1
            let before = newX - x
            x += before / count
            let beforeY = newY - y
            y += beforeY / count
            xx += before * (newX - x)
            xy += before * (newY - y)
            yy += beforeY * (newY - y)
            let down = min(newX - target, 0)
            squaresBelow += down * down
        }

        /// Joins another stretch (Chan, Golub & LeVeque 1979).
        func joined(_ other: Stretch) -> Stretch {
            if other.count == 0 { return self }
            if count == 0 { return other }
            var both = Stretch()
            both.count = count + other.count
            let (dx, dy) = (other.x - x, other.y - y)
            let weight = count * other.count / both.count
            both.x = x + dx * other.count / both.count
            both.y = y + dy * other.count / both.count
            both.xx = xx + other.xx + dx * dx * weight
            both.xy = xy + other.xy + dx * dy * weight
            both.yy = yy + other.yy + dy * dy * weight
            both.squaresBelow = squaresBelow + other.squaresBelow
            return both
        }

        /// The standard deviation of x, ddof 1, or `nil` where x varies by no more than rounding.
        var deviation: Double? {
            guard count > 1 else { return nil }
            let value = (xx / (count - 1)).squareRoot()
            return value > 1e-14 ? value : nil
        }
    }

    private static func column(
        _ x: [Double], _ y: [Double]?, window: Int, target: Double = 0, _ figure: (Stretch) -> Double?
    ) -> [Double] {
        var result = [Double](repeating: .nan, count: x.count)
        guard window > 0, x.count >= window else { return result }
        let y = y ?? x
        var ends = [Stretch](repeating: Stretch(), count: window)
        for block in stride(from: 0, to: x.count, by: window) {
            var beginning = Stretch()
            for index in block..<min(block + window, x.count) {
                beginning.add(x[index], y[index], target: target)
                let first = index - window + 1
                guard first >= 0 else { continue }
                let whole = first == block ? beginning : ends[first - (block - window)].joined(beginning)
                result[index] = figure(whole) ?? .nan
            }
            guard block + window <= x.count else { break }
            var end = Stretch()
            for index in (block..<(block + window)).reversed() {
                end.add(x[index], y[index], target: target)
                ends[index - block] = end
            }
        }
        return result
    }

    /// The annualised standard deviation, ddof 1.
    ///
    /// A window without variation has 0.
    public static func volatility(_ returns: [Double], window: Int, periodsPerYear: Double) -> [Double] {
        column(returns, nil, window: window) { stretch in
            stretch.count > 1 ? (stretch.deviation ?? 0) * periodsPerYear.squareRoot() : nil
        }
    }

    /// The annualised Sharpe ratio of excess returns; undefined in a window without variation.
    public static func sharpe(_ excess: [Double], window: Int, periodsPerYear: Double) -> [Double] {
        column(excess, nil, window: window) { stretch in
            stretch.deviation.map { stretch.x / $0 * periodsPerYear.squareRoot() }
        }
    }

    /// The annualised Sortino ratio against a least acceptable return per period; undefined without a shortfall.
    public static func sortino(_ returns: [Double], window: Int, periodsPerYear: Double, target: Double = 0) -> [Double]
    {
        column(returns, nil, window: window, target: target) { stretch in
            let downside = (stretch.squaresBelow / stretch.count).squareRoot()
            return downside > 1e-14 ? (stretch.x - target) / downside * periodsPerYear.squareRoot() : nil
        }
    }

    /// The slope of returns on a benchmark's; undefined in a window in which the benchmark does not vary.
    public static func beta(_ returns: [Double], benchmark: [Double], window: Int) -> [Double] {
        column(benchmark, returns, window: window) { stretch in
            stretch.deviation.map { _ in stretch.xy / stretch.xx }
        }
    }

    /// Pearson's correlation with a benchmark; undefined in a window in which either does not vary.
    public static func correlation(_ returns: [Double], benchmark: [Double], window: Int) -> [Double] {
        column(benchmark, returns, window: window) { stretch in
            guard stretch.deviation != nil, (stretch.yy / (stretch.count - 1)).squareRoot() > 1e-14 else { return nil }
            return max(-1, min(1, stretch.xy / (stretch.xx.squareRoot() * stretch.yy.squareRoot())))
        }
    }
}

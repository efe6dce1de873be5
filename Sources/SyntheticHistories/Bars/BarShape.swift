internal import Glibc
internal import TimeSeries

/// What the real bars of an instrument have that a model of returns does not know: which of them come after a pause, how much
/// larger their returns are, and what part of the variance lies in the gap before the open.
struct BarShape: Sendable {
    /// Bars of a class that are needed for figures of its own.
    static let fewest = 30

    /// For each bar whether it comes after a pause: it starts later than the one before ended.
    let isAfterPause: [Bool]
    /// By what the deviation of returns differs from that of all: within trading, and after a pause.
    let scales: (within: Double, after: Double)
    /// The share of the variance of a bar's return that lies before its open, likewise.
    let gapShares: (within: Double, after: Double)
    /// The mean log return of all bars.
    let mean: Double

    /// Of a series with prices above zero and at least two bars.
    init(_ series: BarSeries) {
        let count = series.count
        var isAfterPause = [Bool](repeating: true, count: count)
        for bar in 1..<count { isAfterPause[bar] = series.start[bar] > series.end[bar - 1] }
        var (within, after) = (Sums(), Sums())
        for bar in 1..<count {
            let (gap, inner) = (
                log(series.open[bar] / series.close[bar - 1]), log(series.close[bar] / series.open[bar])
            )
            if isAfterPause[bar] { after.add(gap, inner) } else { within.add(gap, inner) }
        }
        let all = within + after
        mean = all.total / all.count
        let isSplit = within.count >= Double(BarShape.fewest) && after.count >= Double(BarShape.fewest)
        func scale(_ sums: Sums) -> Double { isSplit ? (sums.variance / all.variance).squareRoot() : 1 }
        func share(_ sums: Sums) -> Double { (sums.count >= Double(BarShape.fewest) ? sums : all).gapShare }
        let (one, other) = (scale(within), scale(after))
        // A class that never moves gets the scale of all.
        scales = one > 0 && other > 0 ? (one, other) : (1, 1)
        gapShares = (share(within), share(after))
        self.isAfterPause = isAfterPause
    }

    /// Log returns from close to close, brought to one scale.
    ///
    /// Shape `[count − 1]`.
    func returns(of series: BarSeries) -> [Double] {
        (1..<max(1, series.count)).map { bar in
            let value = log(series.close[bar] / series.close[bar - 1])
            return mean + (value - mean) / (isAfterPause[bar] ? scales.after : scales.within)
        }
    }

    private struct Sums {
        var (count, total, squares, gaps, inners) = (0.0, 0.0, 0.0, 0.0, 0.0)

        mutating func add(_ gap: Double, _ inner: Double) {
            count += 1
            total += gap + inner
            squares += (gap + inner) * (gap + inner)
            gaps += gap * gap
            inners += inner * inner
        }

        static func + (a: Sums, b: Sums) -> Sums {
            var sums = Sums()
            (sums.count, sums.total, sums.squares) = (a.count + b.count, a.total + b.total, a.squares + b.squares)
            (sums.gaps, sums.inners) = (a.gaps + b.gaps, a.inners + b.inners)
            return sums
        }

        var variance: Double { count > 0 ? max(0, squares / count - (total / count) * (total / count)) : 0 }
        var gapShare: Double { gaps + inners > 0 ? gaps / (gaps + inners) : 0 }
    }
}

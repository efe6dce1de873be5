internal import Core
internal import Glibc
internal import TimeSeries

/// Turns log returns into bars at the times of real ones.
///
/// Of a bar with the return r and the variance v, the gap before the open is that of a Brownian path at the share w of its
/// time, N(w·r, w(1−w)·v), with w from the data (`BarShape`). From open to close the path is a Brownian bridge over d, the rest of
/// r, with the variance u = (1−w)·v:
///
///     high = open · exp((d + √(d² − 2u·log U₁)) / 2),    low = open · exp((d − √(d² − 2u·log U₂)) / 2).
///
/// High and low each have their exact law given both ends. They are drawn apart, though a path that rose far tends to have
/// fallen less: means of ranges are exact, their spread is a little too wide. Jumps inside a bar are taken for the move of the bridge.
///
/// Volume is that of the real bar at the same place, as are missing bars. Prices are in the units after the last split, and
/// whole ticks where the data's are. Dividends and the price of a delisting keep their proportion to the close before.
///
/// - Source: the reflection principle for the extremes of a bridge, as in Karatzas & Shreve (1991), "Brownian Motion and
///   Stochastic Calculus", 4.3.40; Beaglehole, Dybvig & Zhou (1997), "Going to Extremes", for its use.
/// - Verified by: `SyntheticBarsTests`: means of extremes in closed form, and the range of a finely stepped path.
struct SyntheticBars: Sendable {
    let series: BarSeries
    let shape: BarShape
    private let isOnTicks: Bool

    /// Of a series with prices above zero.
    init(_ series: BarSeries) {
        self.series = series
        shape = BarShape(series)
        isOnTicks = series.isOnTicks
    }

    /// The bars of log returns.
    ///
    /// - Parameters:
    ///   - returns: The return and the variance of each bar but the first, in the scale of the model. Shape `[count − 1]`.
    ///   - stream: Draws for gaps and extremes.
    func history(
        _ returns: UnsafeBufferPointer<Double>, _ variances: UnsafeBufferPointer<Double>,
        from stream: inout RandomStream
    ) -> BarSeries {
        let count = series.count
        var (open, high, low) = ([Price](), [Price](), [Price]())
        let isClose = series.content == .closes
        var close = [Price]()
        if isClose {
            close = LongArray.make(count) { closes in
                walk(returns, closes)
                return count
            }
            (open, high, low) = (close, close, close)
        } else {
            high = LongArray.make(count) { highs in
                low = LongArray.make(count) { lows in
                    open = LongArray.make(count) { opens in
                        close = LongArray.make(count) { closes in
                            fill(returns, variances, (opens, highs, lows, closes), &stream)
                            return count
                        }
                        return count
                    }
                    return count
                }
                return count
            }
        }
        return BarSeries(
            kept: series.instrument, calendar: series.calendar, content: series.content,
            volumeKnowledge: series.volumeKnowledge, start: series.start, end: series.end, open: open, high: high,
            low: low, close: close, volume: series.volume, isFilled: series.isFilled
        ).with(actions(close))
    }

    /// Closes alone.
    private func walk(_ returns: UnsafeBufferPointer<Double>, _ closes: UnsafeMutableBufferPointer<Price>) {
        var last = series.close[0]
        closes[0] = last
        for bar in 1..<max(1, series.count) {
            let value = returns[bar - 1]
            let scale = shape.isAfterPause[bar] ? shape.scales.after : shape.scales.within
            last *= exp(shape.mean + scale * (value - shape.mean))
            closes[bar] = rounded(last)
        }
    }

    private typealias Columns = (
        open: UnsafeMutableBufferPointer<Price>, high: UnsafeMutableBufferPointer<Price>,
        low: UnsafeMutableBufferPointer<Price>, close: UnsafeMutableBufferPointer<Price>
    )

    private func fill(
        _ returns: UnsafeBufferPointer<Double>, _ variances: UnsafeBufferPointer<Double>, _ columns: Columns,
        _ stream: inout RandomStream
    ) {
        let (count, block) = (series.count, 512)
        // The first bar is the data's: the history begins at its close.
        (columns.open[0], columns.high[0]) = (series.open[0], series.high[0])
        (columns.low[0], columns.close[0]) = (series.low[0], series.close[0])
        var last = series.close[0]
        let mean = shape.mean
        let normals = NormalDraws.shared
        let exponentials = ExponentialDraws.shared
        func parts(_ scale: Double, _ share: Double) -> SIMD4<Double> {
            SIMD4(scale, share, scale * (share * (1 - share)).squareRoot(), 2 * (1 - share) * scale * scale)
        }
        let within = parts(shape.scales.within, shape.gapShares.within)
        let after = parts(shape.scales.after, shape.gapShares.after)
        shape.isAfterPause.withUnsafeBufferPointer { isAfterPause in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * block) { draws in
                withUnsafeTemporaryAllocation(of: UInt64.self, capacity: block) { words in
                    let gaps = UnsafeMutableBufferPointer(rebasing: draws[..<block])
                    let extremes = UnsafeMutableBufferPointer(rebasing: draws[block...])
                    var first = 1
                    while first < count {
                        normals.fill(gaps, from: &stream)
                        exponentials.fill(extremes, through: words, from: &stream)
                        for bar in first..<min(count, first + block) {
                            // Scale, share of the gap, its part of the deviation, twice the inner part of the variance.
                            let parts = isAfterPause[bar] ? after : within
                            let total = mean + parts[0] * (returns[bar - 1] - mean)
                            let variance = variances[bar - 1]
                            let gap = parts[1] * total + parts[2] * variance.squareRoot() * gaps[bar - first]
                            let inner = total - gap
                            let twice = parts[3] * variance
                            let (up, down) = (extremes[2 * (bar - first)], extremes[2 * (bar - first) + 1])
                            let rise = 0.5 * (inner + (inner * inner + twice * up).squareRoot())
                            let fall = 0.5 * (inner - (inner * inner + twice * down).squareRoot())
                            let ratios = SyntheticBars.exponentials(SIMD4(gap, inner, rise, fall))
                            let opening = last * ratios[0]
                            last = opening * ratios[1]
                            // Rounding of the last digit must not put an end outside the range.
                            columns.open[bar] = opening
                            columns.close[bar] = last
                            columns.high[bar] = max(opening, last, opening * ratios[2])
                            columns.low[bar] = min(opening, last, opening * ratios[3])
                        }
                        first += block
                    }
                }
            }
        }
        guard isOnTicks else { return }
        for bar in 1..<max(1, count) {
            (columns.open[bar], columns.high[bar]) = (rounded(columns.open[bar]), rounded(columns.high[bar]))
            (columns.low[bar], columns.close[bar]) = (rounded(columns.low[bar]), rounded(columns.close[bar]))
        }
    }

    /// The exponential of four numbers: by its series to the seventh power where all are below 0.04, which is exact to the
    /// last digits there.
    @inline(__always)
    private static func exponentials(_ x: SIMD4<Double>) -> SIMD4<Double> {
        let isSmall = abs(x[0]) < 0.04 && abs(x[1]) < 0.04 && abs(x[2]) < 0.04 && abs(x[3]) < 0.04
        guard isSmall else { return SIMD4(exp(x[0]), exp(x[1]), exp(x[2]), exp(x[3])) }
        var sum = x * (1.0 / 5_040) + (1.0 / 720)
        sum = sum * x + (1.0 / 120)
        sum = sum * x + (1.0 / 24)
        sum = sum * x + (1.0 / 6)
        sum = sum * x + 0.5
        sum = sum * x + 1
        return sum * x + 1
    }

    /// A whole number of ticks above zero, where the data's prices are.
    private func rounded(_ price: Price) -> Price {
        guard isOnTicks else { return price }
        let tick = series.instrument.tickSize
        return max(tick, (price / tick).rounded() * tick)
    }

    private func actions(_ close: [Price]) -> [CorporateAction] {
        series.actions.map { action in
            var action = action
            let bar = max(0, min(series.count - 1, series.firstIndex(startingAtOrAfter: action.instant) - 1))
            let ratio = close[bar] / series.close[bar]
            switch action.kind {
            case .dividend(let amount, let paid): action.kind = .dividend(amount: amount * ratio, paid: paid)
            case .delisting(let price): action.kind = .delisting(price: price.map { $0 * ratio })
            case .split: break
            }
            return action
        }
    }
}

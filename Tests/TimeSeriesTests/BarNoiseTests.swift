import Core
import TestSupport
import Testing
import TimeSeries

/// Noise on prices.
@Suite struct BarNoiseTests {
    private static func walk(_ count: Int, seed: UInt64, symbol: String = "A", tick: Price = 0) -> BarSeries {
        var random = RandomStream(seed: seed, name: "walk")
        var close = 50.0
        func priced(_ value: Double) -> Double { tick > 0 ? (value / tick).rounded() * tick : value }
        let prices = (0..<count).map { _ -> (Double, Double, Double, Double) in
            let open = priced(close * (0.99 + 0.02 * random.uniform()))
            let last = priced(close * (0.99 + 0.02 * random.uniform()))
            close = last
            return (open, priced(max(open, last) * 1.01), priced(min(open, last) * 0.99), last)
        }
        return BarFixtures.series(prices, symbol: symbol, tick: tick)
    }

    private static func stream(_ place: Int) -> RandomStream {
        RandomStream(seed: 4, name: "noise", index: UInt64(place))
    }

    private static func columns(_ series: BarSeries) -> [[Double]] {
        [series.open, series.high, series.low, series.close]
    }

    @Test func noNoiseIsTheSamePanel() {
        let panel = Panel([Self.walk(50, seed: 1)])
        for (level, share) in [(0.0, 1.0), (0.5, 0.0)] {
            let same = BarNoise(panel).panel(level: level, share: share, random: Self.stream)
            #expect(Self.columns(same.series[0]) == Self.columns(panel.series[0]))
        }
    }

    @Test(arguments: [UInt64(1), 2, 3], [0.1, 0.5, 3.0])
    func pricesMoveByAtMostTheLevelTimesTheMeanTrueRangeAndKeepTheirOrder(seed: UInt64, level: Double) {
        let series = Self.walk(300, seed: seed)
        let noisy = BarNoise(Panel([series]), window: 14).panel(level: level, random: Self.stream).series[0]
        #expect(noisy.start == series.start && noisy.volume == series.volume)
        var (moved, sum) = (0, 0.0)
        for bar in 0..<300 {
            let (open, high, low, close) = (noisy.open[bar], noisy.high[bar], noisy.low[bar], noisy.close[bar])
            #expect(low > 0 && low <= min(open, close) && high >= max(open, close), "seed \(seed), bar \(bar)")
            let ranges = (max(0, bar - 13)...bar).map { place -> Double in
                let before = place > 0 ? series.close[place - 1] : series.low[place]
                let known = place > 0 ? before : series.high[place]
                return max(
                    series.high[place] - series.low[place], abs(series.high[place] - known),
                    abs(series.low[place] - before))
            }
            let most = level * ranges.reduce(0, +) / Double(ranges.count)
            #expect(abs(close - series.close[bar]) <= most * (1 + 1e-12), "seed \(seed), bar \(bar)")
            if close != series.close[bar] { moved += 1 }
            sum += (close - series.close[bar]) / most
        }
        // Even between −1 and 1: a mean of 300 has the standard deviation 1/√900.
        #expect(moved == 300 && abs(sum / 300) < 5.0 / 30, "seed \(seed): mean \(sum / 300)")
    }

    @Test func noiseOnABarDependsOnNoLaterBarAndOnNoOtherInstrument() {
        let (whole, other) = (Self.walk(120, seed: 6), Self.walk(90, seed: 7, symbol: "B"))
        let noisy = BarNoise(Panel([whole, other])).panel(level: 0.3, random: Self.stream).series[0]
        let part = BarNoise(Panel([whole.slice(0..<40)])).panel(level: 0.3, random: Self.stream).series[0]
        #expect(Self.columns(part) == Self.columns(noisy.slice(0..<40)))
    }

    @Test func aShareOfBarsIsLeftAloneAndSomeSeriesAltogether() {
        let panel = Panel([Self.walk(1_000, seed: 6), Self.walk(50, seed: 7, symbol: "X.mood")])
        let noisy = BarNoise(panel, keeping: ["X.mood"]).panel(level: 0.3, share: 0.25, random: Self.stream)
        let moved = zip(noisy.series[0].close, panel.series[0].close).count { $0 != $1 }
        // Standard deviation √(1000·¼·¾) = 13.7.
        #expect(abs(Double(moved) - 250) < 5 * 13.7)
        #expect(Self.columns(noisy.series[1]) == Self.columns(panel.series[1]))
    }

    @Test func pricesStayWholeTicks() {
        let series = Self.walk(200, seed: 9, tick: 0.25)
        let noisy = BarNoise(Panel([series])).panel(level: 0.5, random: Self.stream).series[0]
        for column in Self.columns(noisy) {
            #expect(column.allSatisfy { abs($0 / 0.25 - ($0 / 0.25).rounded()) < 1e-9 })
        }
        #expect(noisy.close != series.close)
    }

    @Test func aSplitIsNoRange() {
        let sessions = BarFixtures.calendar.sessions
        let prices = (0..<30).map { bar -> (Double, Double, Double, Double) in
            let price = bar < 20 ? 400.0 : 100.0
            return (price, price * 1.01, price * 0.99, price)
        }
        let series = BarFixtures.series(prices, length: Timestamp.day).with([
            CorporateAction(date: sessions[20].date, instant: sessions[20].open, kind: .split(ratio: 4))
        ])
        let noisy = BarNoise(Panel([series])).panel(level: 1, random: Self.stream).series[0]
        // The range is 2 % of the price on both sides of the split, and never the 300 between them.
        for bar in 0..<30 { #expect(abs(noisy.close[bar] / series.close[bar] - 1) <= 0.02 + 1e-12) }
        #expect(noisy.actions == series.actions)
    }

    @Test func closesAloneAreOnePrice() {
        let prices = (0..<20).map { bar -> (Double, Double, Double, Double) in
            let price = 10 + Double(bar % 3)
            return (price, price, price, price)
        }
        let series = BarFixtures.series(prices, content: .closes)
        let noisy = BarNoise(Panel([series])).panel(level: 0.5, random: Self.stream).series[0]
        #expect(noisy.open == noisy.close && noisy.high == noisy.close && noisy.low == noisy.close)
        #expect(noisy.close != series.close && noisy.content == .closes)
    }
}

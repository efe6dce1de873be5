import Core
import Statistics
import Testing
import TimeSeries

@testable import SyntheticHistories

@Suite struct SyntheticBarsTests {
    /// Bars of a walk in `steps` small steps: what the law of extremes is held to.
    private static func walk(bars: Int, steps: Int, deviation: Double, seed: UInt64) -> BarSeries {
        var stream = RandomStream(seed: seed, name: "walk")
        var price = 100.0
        let made = (0..<bars).map { bar -> Bar in
            let session = HistoryFixtures.calendar.sessions[bar]
            let open = price
            var (high, low) = (open, open)
            for _ in 0..<steps {
                price *= exponential(deviation / Double(steps).squareRoot() * NormalDraws.shared.next(from: &stream))
                (high, low) = (max(high, price), min(low, price))
            }
            return Bar(
                start: session.open, end: session.close, open: open, high: high, low: low, close: price, volume: 1)
        }
        return BarSeries(instrument: Instrument(symbol: "W"), calendar: HistoryFixtures.calendar, bars: made)
    }

    @Test func rangesAreThoseOfAFinelySteppedPath() throws {
        let real = Self.walk(bars: 3_000, steps: 1_000, deviation: 0.02, seed: 13)
        let generator = try HistoryGenerator(
            Panel([real]), kind: .geometricBrownianMotion, seed: 5, places: HistoryFixtures.places(3_000))
        let history = generator.history(0).series[0]
        func ranges(_ series: BarSeries) -> [Double] {
            series.high.indices.map { logarithm(series.high[$0] / series.low[$0]) }
        }
        func rises(_ series: BarSeries) -> [Double] {
            series.high.indices.map { logarithm(series.high[$0] / series.open[$0]) }
        }
        let (one, other) = (Moments(ranges(history)), Moments(ranges(real)))
        // E[range] = σ√(8/π), Feller (1951).
        #expect(HistoryFixtures.isNear(one.mean, 0.02 * (8 / Double.pi).squareRoot(), within: 0.03))
        // A walk in steps misses a little of its extremes.
        #expect(HistoryFixtures.isNear(one.mean, other.mean, within: 0.045))
        // E[max] = σ√(2/π), E[max²] = σ².
        let rise = Moments(rises(history))
        #expect(HistoryFixtures.isNear(rise.mean, 0.02 * (2 / Double.pi).squareRoot(), within: 0.04))
        #expect(HistoryFixtures.isNear(rise.sumOfSquares / 3_000 + rise.mean * rise.mean, 0.0004, within: 0.08))
        // High and low are drawn apart: the spread of ranges is too wide, by less than a quarter.
        let (spread, true_) = (one.sumOfSquares.squareRoot(), other.sumOfSquares.squareRoot())
        #expect(spread > 0.95 * true_ && spread < 1.25 * true_, "\(spread / true_)")
    }

    @Test(arguments: HistoryKind.allCases) func openAndCloseLieWithinTheRangeAtTheTimesOfTheData(kind: HistoryKind)
        throws
    {
        let (returns, _) = HistoryFixtures.path(GARCH(.init(), yearsPerBar: 1), count: 1_500, seed: 14)
        let real = HistoryFixtures.series("A", returns: returns, tick: 0.01)
        let generator = try HistoryGenerator(Panel([real]), kind: kind, seed: 6, places: HistoryFixtures.places(1_500))
        let history = generator.history(3).series[0]
        history.checkInvariants()
        #expect(history.start == real.start && history.end == real.end)
        #expect(history.count == real.count && history.close != real.close)
        for bar in 0..<history.count {
            let (open, high, low, close) = (history.open[bar], history.high[bar], history.low[bar], history.close[bar])
            #expect(low <= min(open, close) && high >= max(open, close) && low > 0 && high.isFinite)
            let ticks = close / 0.01
            #expect(abs(ticks - ticks.rounded()) < 1e-6)
        }
        if kind != .blockBootstrap { #expect(history.volume == real.volume) }
    }

    @Test func gapsKeepTheirShareOfTheVariance() throws {
        var stream = RandomStream(seed: 15, name: "gaps")
        var close = 100.0
        let bars = (0..<4_000).map { day -> Bar in
            let session = HistoryFixtures.calendar.sessions[day]
            let open = close * exponential(0.006 * NormalDraws.shared.next(from: &stream))
            close = open * exponential(0.008 * NormalDraws.shared.next(from: &stream))
            return Bar(
                start: session.open, end: session.close, open: open, high: max(open, close), low: min(open, close),
                close: close, volume: 1)
        }
        let real = BarSeries(instrument: Instrument(symbol: "A"), calendar: HistoryFixtures.calendar, bars: bars)
        let generator = try HistoryGenerator(
            Panel([real]), kind: .geometricBrownianMotion, seed: 7, places: HistoryFixtures.places(4_000))
        let history = generator.history(0).series[0]
        let gaps = (1..<4_000).map { logarithm(history.open[$0] / history.close[$0 - 1]) }
        let inner = (1..<4_000).map { logarithm(history.close[$0] / history.open[$0]) }
        #expect(HistoryFixtures.isNear(Moments(gaps).standardDeviation(ddof: 1) ?? 0, 0.006, within: 0.05))
        #expect(HistoryFixtures.isNear(Moments(inner).standardDeviation(ddof: 1) ?? 0, 0.008, within: 0.05))
        #expect(abs(HistoryFixtures.correlation(gaps, inner)) < 0.06)
    }

    @Test func closesAloneStayClosesAlone() throws {
        let (returns, _) = HistoryFixtures.path(GARCH(.init(), yearsPerBar: 1), count: 300, seed: 16)
        let bars = HistoryFixtures.series("A", returns: returns)
        let closes = BarSeries(
            instrument: bars.instrument, calendar: bars.calendar, content: .closes, start: bars.start, end: bars.end,
            open: bars.close, high: bars.close, low: bars.close, close: bars.close, volume: bars.volume)
        let generator = try HistoryGenerator(
            Panel([closes]), kind: .garch, seed: 8, places: HistoryFixtures.places(300))
        let history = generator.history(0).series[0]
        #expect(history.content == .closes && history.open == history.close && history.high == history.low)
    }
}

import Core
import TestSupport
import Testing
import TimeSeries

/// Histories of whole sessions in another order.
@Suite struct SessionPoolTests {
    /// Sessions from 9 to 17 UTC, each seventh only to 13.
    private static let calendar = TradingCalendar(
        name: "TEST", zone: .utc, periodsPerYear: 250,
        sessions: (0..<120).map { day in
            let date = CivilDate(year: 2020, month: 1, day: 1) + day
            let isHalf = day % 7 == 6
            return Session(
                date: date, open: Timestamp(date, hour: 9), close: Timestamp(date, hour: isHalf ? 13 : 17),
                isHalfDay: isHalf)
        })

    private static func places(_ count: Int) -> [SessionPool.Place] {
        calendar.sessions.prefix(count).map { .init(date: $0.date, open: $0.open, close: $0.close, last: $0.close) }
    }

    /// Bars of random walks: the volume says of which session a bar is.
    private static func walk(
        _ symbol: String, days: Range<Int>, seed: UInt64, length: Int64? = nil, tick: Price = 0, level: Price = 100
    ) -> BarSeries {
        var random = RandomStream(seed: seed, name: symbol)
        var bars: [Bar] = []
        var close = level
        func step() -> Double { 1 + 0.02 * (random.uniform() - 0.5) }
        func priced(_ value: Double) -> Double { tick > 0 ? (value / tick).rounded() * tick : value }
        for day in days {
            let session = calendar.sessions[day]
            var start = session.open
            while start < session.close {
                let end = length.map { min(start + $0, session.close) } ?? session.close
                let (open, last) = (priced(close * step()), priced(close * step()))
                bars.append(
                    Bar(
                        start: start, end: end, open: open, high: priced(max(open, last) * 1.003),
                        low: priced(min(open, last) * 0.996), close: last, volume: Double(1_000 + day)))
                (close, start) = (last, end)
            }
        }
        return BarSeries(instrument: Instrument(symbol: symbol, tickSize: tick), calendar: calendar, bars: bars)
    }

    private static func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
    }

    @Test(arguments: [nil, Timestamp.hour]) func allSessionsInTheirOrderGiveBackTheBars(length: Int64?) {
        let panel = Panel([
            Self.walk("A", days: 0..<60, seed: 1, length: length),
            Self.walk("B", days: 0..<60, seed: 2, length: length),
        ])
        let pool = SessionPool(panel, places: Self.places(60))
        #expect(pool.drawable == 0..<60 && pool.sparseSymbol == nil)
        let history = pool.history(of: Array(0..<60))
        for (one, other) in zip(history.series, panel.series) {
            #expect(one.start == other.start && one.end == other.end && one.volume == other.volume)
            #expect(Self.isNear(one.open, other.open) && Self.isNear(one.high, other.high))
            #expect(Self.isNear(one.low, other.low) && Self.isNear(one.close, other.close))
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4]) func drawnBarsKeepTheirRelationToTheCloseBeforeAndToEachOther(seed: UInt64) {
        let panel = Panel([Self.walk("A", days: 0..<60, seed: seed), Self.walk("B", days: 0..<60, seed: seed + 9)])
        let pool = SessionPool(panel, places: Self.places(60))
        var random = RandomStream(seed: seed, name: "draw")
        let drawn = (0..<60).map { _ in random.below(60) }
        let history = pool.history(of: drawn)
        for (one, source) in zip(history.series, panel.series) {
            // Times are those of the sessions, volume is that of the drawn one: of the same for both instruments.
            #expect(one.start == source.start && one.volume == drawn.map { Double(1_000 + $0) })
            for bar in 1..<60 {
                #expect(one.low[bar] <= min(one.open[bar], one.close[bar]), "seed \(seed)")
                #expect(one.high[bar] >= max(one.open[bar], one.close[bar]))
                let place = drawn[bar]
                let before = place > 0 ? source.close[place - 1] : source.open[0]
                let found = [one.open, one.high, one.low, one.close].map { $0[bar] / one.close[bar - 1] }
                let pool = [source.open, source.high, source.low, source.close].map { $0[place] / before }
                #expect(Self.isNear(found, pool), "seed \(seed), bar \(bar)")
            }
        }
    }

    @Test func wholeSessionsOfIntradayBarsAreDrawnAndCutAtTheCloseOfAHalfDay() {
        let series = Self.walk("A", days: 0..<14, seed: 3, length: Timestamp.hour)
        let pool = SessionPool(Panel([series]), places: Self.places(14))
        // Days 6 and 13 are half days: a whole day in the place of one, and one in the place of a whole day.
        var drawn = Array(0..<14)
        (drawn[6], drawn[7]) = (2, 6)
        let history = pool.history(of: drawn).series[0]
        func bars(_ day: Int) -> [Int] {
            let session = Self.calendar.sessions[day]
            return (0..<history.count).filter {
                history.start[$0] >= session.open.nanoseconds && history.end[$0] <= session.close.nanoseconds
            }
        }
        #expect((0..<14).map { bars($0).count } == [8, 8, 8, 8, 8, 8, 4, 4, 8, 8, 8, 8, 8, 4])
        #expect(
            bars(6).allSatisfy { history.volume[$0] == 1_002 } && bars(7).allSatisfy { history.volume[$0] == 1_006 })
        // The gap over night after the cut day is that of the drawn day, from the close that there is.
        let (last, next) = (bars(6)[3], bars(7)[0])
        let source = pool.history(of: Array(0..<14)).series[0]
        let first = (0..<source.count).first { source.volume[$0] == 1_006 } ?? 0
        #expect(abs(history.open[next] / history.close[last] - source.open[first] / source.close[first - 1]) < 1e-12)
    }

    @Test func anInstrumentTradesWhileItIsListedAndAllAreDrawnFromCommonSessions() {
        let panel = Panel([Self.walk("A", days: 0..<60, seed: 1), Self.walk("B", days: 20..<50, seed: 2)])
        let pool = SessionPool(panel, places: Self.places(60))
        #expect(pool.drawable == 20..<50)
        let history = pool.history(of: [Int](repeating: 33, count: 60))
        #expect(history.series[0].count == 60 && history.series[1].start == panel.series[1].start)
        #expect(history.series.allSatisfy { $0.volume.allSatisfy { $0 == 1_033 } })
        let apart = Panel([Self.walk("A", days: 0..<20, seed: 1), Self.walk("B", days: 30..<50, seed: 2)])
        #expect(SessionPool(apart, places: Self.places(60)).drawable.isEmpty)
    }

    @Test func weeklyBarsBesideDailyOnesAreSparse() {
        let daily = Self.walk("A", days: 0..<60, seed: 1)
        let weekly = Self.walk("W", days: 0..<60, seed: 2)
        let bars = stride(from: 0, to: 60, by: 5).map { weekly[$0] }
        let sparse = BarSeries(instrument: weekly.instrument, calendar: Self.calendar, bars: bars)
        #expect(SessionPool(Panel([daily, sparse]), places: Self.places(60)).sparseSymbol == "W")
    }

    @Test func pricesBelowZeroAreMovedByDifferences() {
        let prices = [(1.0, 2.0, -3.0, -2.0), (-1.0, 4.0, -1.5, 3.0), (2.0, 2.5, 1.0, 1.0)]
        let series = BarFixtures.series(prices, length: Timestamp.day)
        let places = BarFixtures.calendar.sessions.prefix(3).map {
            SessionPool.Place(date: $0.date, open: $0.open, close: $0.close, last: $0.close)
        }
        let history = SessionPool(Panel([series]), places: places).history(of: [2, 1, 1]).series[0]
        // The data begin at 1; the third bar is 1 below, 0.5 below, 2 below and 2 below the close before it.
        #expect(history.open == [0, 0, 5] && history.high == [0.5, 5, 10])
        #expect(history.low == [-1, -0.5, 4.5] && history.close == [-1, 4, 9])
    }

    @Test func pricesStayWholeTicksWhereTheyWere() {
        let series = Self.walk("A", days: 0..<40, seed: 8, tick: 0.25)
        let history = SessionPool(Panel([series]), places: Self.places(40)).history(of: Array((0..<40).reversed()))
        for column in [history.series[0].open, history.series[0].high, history.series[0].low, history.series[0].close] {
            #expect(column.allSatisfy { $0 > 0 && abs($0 / 0.25 - ($0 / 0.25).rounded()) < 1e-9 })
        }
        let free = Self.walk("A", days: 0..<40, seed: 8)
        let off = SessionPool(Panel([free]), places: Self.places(40)).history(of: Array((0..<40).reversed())).series[0]
        #expect(off.close.contains { abs($0 / 0.25 - ($0 / 0.25).rounded()) > 1e-3 })
    }

    @Test func splitsGoAndDividendsComeWithTheirSession() throws {
        let sessions = BarFixtures.calendar.sessions
        let prices = [100.0, 110, 55, 60, 66].map { ($0, $0, $0, $0) }
        let series = BarFixtures.series(prices, length: Timestamp.day).with([
            CorporateAction(date: sessions[2].date, instant: sessions[2].open, kind: .split(ratio: 2)),
            CorporateAction(
                date: sessions[3].date, instant: sessions[3].open,
                kind: .dividend(amount: 5.5, paid: sessions[3].open + 3 * Timestamp.day)),
        ])
        let places = sessions.prefix(5).map {
            SessionPool.Place(date: $0.date, open: $0.open, close: $0.close, last: $0.close)
        }
        let pool = SessionPool(Panel([series]), places: places)
        let same = pool.history(of: [0, 1, 2, 3, 4]).series[0]
        #expect(Self.isNear(same.close, [50, 55, 55, 60, 66]) && !same.hasSplits && same.actions.count == 1)
        // The dividend of a tenth of the price before comes in the first and in the last session.
        let history = pool.history(of: [3, 1, 1, 4, 3]).series[0]
        #expect(Self.isNear(history.close, [50 * 60 / 55, 60, 66, 72.6, 79.2]))
        #expect(history.actions.map(\.date) == [sessions[0].date, sessions[4].date])
        guard case .dividend(let amount, let paid) = try #require(history.actions.last).kind else {
            Issue.record("no dividend")
            return
        }
        #expect(abs(amount - 7.26) < 1e-9 && paid == sessions[4].open + 3 * Timestamp.day)
    }

    @Test func aPeriodHasTheActionsThatReadingItWouldKeep() {
        let sessions = BarFixtures.calendar.sessions
        let series = BarFixtures.series(
            [Double](repeating: 10, count: 6).map { ($0, $0, $0, $0) }, length: Timestamp.day
        )
        .with([
            CorporateAction(date: sessions[2].date, instant: sessions[2].open, kind: .split(ratio: 2)),
            CorporateAction(date: sessions[3].date, instant: sessions[3].close, kind: .delisting(price: nil)),
        ])
        #expect(series.ending(by: sessions[1].close).actions.isEmpty)
        #expect(series.ending(by: sessions[2].close).actions.count == 2)
        #expect(series.ending(by: sessions[2].close).count == 3 && series.ending(by: sessions[0].open).count == 0)
    }
}

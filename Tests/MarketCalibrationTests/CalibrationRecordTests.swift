import Core
import StylizedFacts
import Testing
import TimeSeries

@testable import MarketCalibration

/// Real bars and ticks as days of minutes.
struct CalibrationRecordTests {
    static let open: Int64 = 19_724 * Timestamp.day + 52_200 * Timestamp.second

    @Test func ticksBecomeMinutesOfMidsSpreadsAndSigns() throws {
        let (open, second) = (CalibrationRecordTests.open, Timestamp.second)
        let record = MarketRecord(
            name: "x",
            trades: TradeColumns(
                times: [open + 10 * second, open + 130 * second, open + 131 * second], prices: [101, 102, 99],
                sizes: [5, 6, 7]),
            quotes: QuoteColumns(
                times: [open + 30 * second, open + 90 * second, open + 120 * second, open + 150 * second],
                bids: [99, 99, .nan, 98], asks: [101, 103, 103, 102]),
            sessions: [open..<(open + 600 * second)])
        let result = try CalibrationRecord(record)
        #expect(result.price == .mid)
        let day = try #require(result.days.first)
        // Minutes 0, 1, 2: mids 100, 101, 100.
        #expect(day.returns.count == 2)
        #expect(abs(day.returns[0] - 0.009950330853168092) < 1e-15)
        #expect(abs(day.returns[1] + 0.009950330853168092) < 1e-15)
        #expect(day.trades == [1, 0, 2])
        #expect(day.volumes == [5, 0, 13])
        // 2 of 100 for half a minute; then as long again; 4 of 101; one side alone is no spread; 4 of 100.
        #expect(abs(day.spreads[0] - 200) < 1e-9)
        #expect(abs(day.spreads[1] - (200 + 4 / 101.0 * 1e4) / 2) < 1e-9)
        #expect(abs(day.spreads[2] - 400) < 1e-9)
        // The first trade has no quote and no price before it; the others are beyond the mid, which nobody quotes now: tick rule.
        #expect(day.signs == [0, 1, -1])
        #expect(day.signMinutes == [0, 2, 2])
    }

    @Test func barsCarryTheirCloseOverSilentMinutesAndDaysAreApart() throws {
        let (open, minute) = (CalibrationRecordTests.open, Timestamp.minute)
        let starts = [0, 1, 4].map { open + $0 * minute } + [0, 2].map { open + Timestamp.day + $0 * minute }
        let closes = [100.0, 101, 102, 200, 202]
        let record = try CalibrationRecord(
            MarketRecord(
                name: "x",
                bars: BarColumns(starts: starts, width: minute, closes: closes, volumes: [1, 2, 3, 4, 5])))
        #expect(record.price == .trade)
        #expect(record.days.count == 2)
        #expect(record.days[0].returns.count == 4)
        #expect(record.days[0].returns[1...2] == [0, 0])
        #expect(record.days[0].volumes == [1, 2, 0, 0, 3])
        #expect(record.days[0].trades.isEmpty && record.days[0].spreads.isEmpty && record.days[0].signs.isEmpty)
        #expect(record.days[1].start == open + Timestamp.day)
        let series = BarSeries(
            instrument: Instrument(symbol: "X"),
            calendar: TradingCalendar(name: "none", zone: .utc, periodsPerYear: 252, sessions: []), start: starts,
            end: starts.map { $0 + minute }, open: closes, high: closes, low: closes, close: closes,
            volume: [1, 2, 3, 4, 5])
        #expect(try CalibrationRecord(series).days == record.days)
    }

    @Test func longerBarsAreRefused() {
        let minute = Timestamp.minute
        do {
            _ = try CalibrationRecord(
                MarketRecord(name: "x", bars: BarColumns(starts: [0, 5 * minute], width: 5 * minute, closes: [1, 2])))
            Issue.record("five minutes were taken")
        } catch {
            #expect("\(error)" == "the bars have 5.0 minutes: calibration needs bars of at most one")
        }
    }
}

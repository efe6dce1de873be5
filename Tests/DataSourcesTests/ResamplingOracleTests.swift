import Core
import DataSources
import TestSupport
import Testing
import TimeSeries

/// Our windows against those of pandas 3.1, in every convention of edge and label that the files have.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct ResamplingOracleTests {
    /// How a file of figures labels its windows.
    enum Label {
        /// By the window's start or end, in UTC.
        case start, end
        /// By the date of the window's start, or the last date in it, in a zone.
        case firstDate, lastDate
        /// An hour after the window's start, where ours is cut at the close.
        case hourAfterStart
    }

    struct Case: CustomTestStringConvertible {
        var file: String
        var source: String
        var stamp: CSVReadOptions.Stamp?
        var calendar: String
        var zone: String?
        var timeframe: Timeframe
        var anchorZone: String?
        var label: Label
        var firstWeekday = 1
        /// Rows of the file that stand for a last, incomplete window, which we drop (S14).
        var dropped = 0
        var testDescription: String { file }
    }

    static let minute = Timestamp.minute
    static let newYork = "America/New_York"

    static func aapl(
        _ name: String, _ minutes: Int64, left: Bool, anchor: String? = newYork, label: Label? = nil
    ) -> Case {
        Case(
            file: "aapl_2018_03_\(name)", source: "minute/us_2018/aapl.csv", stamp: left ? .start : .end,
            calendar: "XNYS",
            timeframe: .intraday(nanoseconds: minutes * minute), anchorZone: anchor,
            label: label ?? (left ? .start : .end))
    }

    static func eurusd(
        _ name: String, _ timeframe: Timeframe, _ anchor: String?, _ label: Label, calendar: String = "24/7",
        firstWeekday: Int = 1, dropped: Int = 1
    ) -> Case {
        Case(
            file: "eurusd_2017_2018_\(name)", source: "hour/eurusd_2017_2018.csv", stamp: .start, calendar: calendar,
            zone: "UTC", timeframe: timeframe, anchorZone: anchor, label: label, firstWeekday: firstWeekday,
            dropped: dropped)
    }

    static func btc(_ name: String, _ timeframe: Timeframe, _ zone: String, dropped: Int = 1) -> Case {
        Case(
            file: "btc_perp_\(name)", source: "minute/crypto/btc_perp_2021_12_31_2022_02_01.csv", stamp: .start,
            calendar: "24/7", timeframe: timeframe, anchorZone: zone, label: .start, dropped: dropped)
    }

    static func sp500(_ name: String, _ timeframe: Timeframe, firstWeekday: Int = 1, dropped: Int = 0) -> Case {
        Case(
            file: "sp500_\(name)", source: "daily/index/sp500_ohlcv_1999_2018.csv", calendar: "XNYS",
            timeframe: timeframe,
            label: .lastDate, firstWeekday: firstWeekday, dropped: dropped)
    }

    static let cases: [Case] = [
        aapl("5min_left_closed_left_label", 5, left: true), aapl("5min_right_closed_right_label", 5, left: false),
        aapl("15min_left_closed_left_label", 15, left: true), aapl("15min_right_closed_right_label", 15, left: false),
        aapl("1h_left_closed_left_label", 60, left: true), aapl("1h_right_closed_right_label", 60, left: false),
        aapl("1h_utc_right_closed_right_label", 60, left: false, anchor: "UTC"),
        aapl("1h_from_0930_right_closed_right_label", 60, left: false, anchor: nil, label: .hourAfterStart),
        Case(
            file: "aapl_2018_1d_session", source: "minute/us_2018/aapl.csv", stamp: .end, calendar: "XNYS",
            timeframe: .day, label: .firstDate),
        btc("15min_utc", .intraday(nanoseconds: 15 * minute), "UTC", dropped: 0),
        btc("4h_utc", .intraday(nanoseconds: 240 * minute), "UTC"), btc("1d_utc", .day, "UTC"),
        btc("1d_tokyo", .day, "UTC+09:00"),
        eurusd("4h_utc", .intraday(nanoseconds: 240 * minute), "UTC", .start, dropped: 0),
        eurusd("1d_utc", .day, "UTC", .start), eurusd("1d_london", .day, "Europe/London", .start),
        eurusd("1d_new_york_midnight", .day, newYork, .start),
        eurusd("1d_17h_new_york_trading_day", .day, nil, .firstDate, calendar: "24/5"),
        eurusd("1w_fri_utc", .week, "UTC", .lastDate, firstWeekday: 6), eurusd("1mo_utc", .month, "UTC", .start),
        // The rows end on 2018-12-31, which closes month, quarter and year, but not the week.
        sp500("w_fri", .week, firstWeekday: 6, dropped: 1), sp500("me", .month), sp500("qe", .quarter),
        sp500("ye", .year),
    ]

    @Test("S13 windows equal those of pandas", arguments: cases)
    func s13windowsEqualThoseOfPandas(_ one: Case) throws {
        let data = try MarketData.load(
            CSVReadOptions(
                paths: [SharedFolder.path("data/" + one.source)], stamp: one.stamp, zone: one.zone,
                calendar: one.calendar))
        let base = data.panel.series[0]
        let anchor = try one.anchorZone.map { WindowGrid.Anchor.midnight(try .named($0)) } ?? .session
        let grid = WindowGrid(
            one.timeframe, anchor: anchor, calendar: base.calendar, firstWeekday: one.firstWeekday)
        let ours = try base.resampled(to: grid)
        let table = try FigureTable(path: SharedFolder.path("oracles/resampling/\(one.file).csv"))
        // On some Fridays a single quote came at 17:00, after the week had ended: pandas makes a Saturday of it.
        let all = table.texts(table.names[0]).map { Self.instant($0) }
        func rows<Value>(_ column: [Value]) -> [Value] {
            column.indices.filter { one.label != .firstDate || all[$0].date.weekday != 6 }.map { column[$0] }
        }
        let labels = rows(all)
        // The figures of AAPL and the quarter hours of BTC are parts of what we have: line up by the first label.
        let mine = ours.windows.indices.map { Self.label(ours, $0, one.label) }
        let first = try #require(labels.first.flatMap { mine.firstIndex(of: $0) })
        let columns = ["open", "high", "low", "close", "volume"].map { rows(table.numbers($0)) }
        let last = labels.count - one.dropped
        #expect(one.dropped == 0 || mine.count == first + last, "more bars than expected")
        #expect(one.dropped == 0 || ours.droppedIncomplete)
        for row in 0..<last {
            let place = first + row
            guard place < mine.count, mine[place] == labels[row] else {
                Issue.record("row \(row): no bar of ours is labelled \(labels[row])")
                return
            }
            let bar = ours.series[place]
            let figures = [bar.open, bar.high, bar.low, bar.close]
            #expect(figures == columns[..<4].map { $0[row] }, "row \(row)")
            #expect(agree(bar.volume, columns[4][row], relative: 1e-12), "volume of row \(row)")
        }
    }

    static func label(_ series: ResampledSeries, _ place: Int, _ label: Label) -> Timestamp {
        let window = series.windows[place]
        switch label {
        case .start: return Timestamp(nanoseconds: window.start)
        case .end: return Timestamp(nanoseconds: window.end)
        case .hourAfterStart: return Timestamp(nanoseconds: window.start + Timestamp.hour)
        case .firstDate: return Timestamp(window.dates.lowerBound)
        case .lastDate: return Timestamp(window.dates.upperBound + -1)
        }
    }

    /// `2018-03-07T09:30:00-05:00` or `2018-03-07`.
    static func instant(_ text: String) -> Timestamp {
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
        guard numbers.count == 8 else { return Timestamp(date) }
        let sign = text.utf8[text.utf8.index(text.utf8.endIndex, offsetBy: -6)] == UInt8(ascii: "-") ? -1 : 1
        let offset = Int64(sign * (numbers[6] * 60 + numbers[7])) * Timestamp.minute
        return Timestamp(date, hour: numbers[3], minute: numbers[4], second: numbers[5]) + -offset
    }
}

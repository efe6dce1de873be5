import Core
import DataSources
import Foundation
import TestSupport
import Testing
import TimeSeries

/// The importer of factor files, held against events and adjusted prices that were computed from the same files.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct FactorFileTests {
    private static func load(_ name: String, adjust: PriceAdjustment = .none) throws -> BarSeries {
        let folder = try TemporaryFolder()
        let actions = try folder.path("actions.csv")
        _ = try ActionWriter.convert(
            factors: SharedFolder.path("data/daily/lean/factor_\(name).csv"), symbol: name.uppercased(),
            calendar: try .named("XNYS"), to: actions)
        return try MarketData.load(
            CSVReadOptions(
                paths: [SharedFolder.path("data/daily/lean/\(name).csv")], calendar: "XNYS", adjust: adjust,
                actions: actions)
        ).panel.series[0]
    }

    @Test("S48 S53 every event of a factor file is found", arguments: ["aapl", "bac", "ibm", "spy"])
    func eventsAgree(name: String) throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/corporate_actions/\(name)_events.csv"))
        let folder = try TemporaryFolder()
        let path = try folder.path("actions.csv")
        let calendar = try TradingCalendar.named("XNYS")
        let count = try ActionWriter.convert(
            factors: SharedFolder.path("data/daily/lean/factor_\(name).csv"), symbol: name, calendar: calendar, to: path
        )
        let found = try FigureTable(path: path)
        #expect(count == table.texts("kind").count && count == found.texts("kind").count)
        let (dates, days) = (table.texts("last_date_before"), found.texts("date"))
        for row in 0..<min(count, days.count) {
            #expect(found.texts("kind")[row] == table.texts("kind")[row])
            // The factors have seven digits.
            #expect(abs(found.numbers("value")[row] - table.numbers("value")[row]) <= 1e-5, "row \(row)")
            // The session after the last one with the old factor.
            let session = calendar.sessions.first { $0.date.description > dates[row] }
            #expect(session?.date.description == days[row])
        }
    }

    @Test("S53 splits and dividends of the actions give the adjusted prices", arguments: ["aapl", "bac", "ibm", "spy"])
    func adjustedPricesAgree(name: String) throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/corporate_actions/\(name)_adjusted.csv"))
        let series = try Self.load(name, adjust: .splits)
        var place: [String: Int] = [:]
        for bar in 0..<series.count { place[Timestamp(nanoseconds: series.start[bar]).date.description] = bar }
        // Factors that only repeat the file's last ones count for every price.
        let last = table.numbers("split_factor").last ?? 1
        let lastPrice = table.numbers("price_factor").last ?? 1
        var factors = [Double](repeating: 1, count: series.count)
        for action in series.actions.reversed() {
            guard case .dividend(let amount, _) = action.kind else { continue }
            let bar = series.firstIndex(startingAtOrAfter: action.instant)
            for before in 0..<bar { factors[before] *= 1 - amount / series.close[bar - 1] }
        }
        var rows = 0
        for (row, date) in table.texts("date").enumerated() {
            guard let bar = place[date] else { continue }
            rows += 1
            let split = table.numbers("split_adj_close")[row] / last
            #expect(agree(series.close[bar], split, relative: 1e-5), "\(date)")
            #expect(
                agree(series.volume[bar], table.numbers("split_adj_volume")[row] * last, relative: 1e-5), "\(date)")
            // Reference prices are not always the closes of these bars.
            let total = table.numbers("adj_close")[row] / last / lastPrice
            #expect(agree(series.close[bar] * factors[bar], total, relative: 2e-3), "\(date)")
        }
        #expect(rows == table.texts("date").count)
    }
}

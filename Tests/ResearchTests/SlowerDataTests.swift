import Core
import DataSources
import Foundation
import Research
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Bars of days as data of their own beside bars of minutes.
@Suite struct SlowerDataTests {
    /// A study of minutes and days in files of a temporary folder.
    private static func study(_ more: String = "", strategy: String? = nil) throws -> Study {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("slower-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = RandomStream(seed: 3, name: "slower")
        var minutes = "timestamp,open,high,low,close,volume\n"
        var days = "date,open,high,low,close,volume\n"
        var price = 100.0
        for day in 0..<40 {
            let date = CivilDate(year: 2021, month: 3, day: 1) + day
            let (first, start) = (price, Timestamp(date))
            var (high, low) = (price, price)
            for hour in 0..<24 {
                let open = price
                price *= 1 + 0.02 * (random.uniform() - 0.5)
                (high, low) = (max(high, price), min(low, price))
                minutes += "\(start + Int64(hour) * Timestamp.hour),\(open),\(max(open, price)),\(min(open, price)),"
                minutes += "\(price),10\n"
            }
            days += "\(date),\(first),\(high),\(low),\(price),240\n"
        }
        try minutes.write(to: folder.appendingPathComponent("x.csv"), atomically: true, encoding: .utf8)
        try days.write(to: folder.appendingPathComponent("x_daily.csv"), atomically: true, encoding: .utf8)
        let config = """
            data:
              path: [\(folder.path)/x.csv, \(folder.path)/x_daily.csv]
              calendar: 24/7
              stamp: start
            \(more)
            \(strategy ?? "strategy: { rules: { enter_long: close > X_DAILY.close, exit_long: close < X_DAILY.close } }")
            """
        return try Study(try StudyConfiguration(yaml: config, file: "x.yaml"))
    }

    private static let signals = "instruments: { X_DAILY: { tradable: false } }"

    @Test("S1 rules on minutes read days only when these are over, and the audit agrees")
    func s1daysAreReadWhenOver() throws {
        let study = try Self.study(Self.signals)
        #expect(try AuditTests.report(study).isClean)
        let result = try study.run()
        #expect(result.run.log.contains { if case .filled = $0.body { true } else { false } })
        // Every entry was decided on a close above the close of the day before.
        let (minutes, days) = (study.data.panel.series[0], study.data.panel.series[1])
        for event in result.run.log {
            guard case .submitted(let order) = event.body, order.side == .buy else { continue }
            let minute = minutes.firstIndex(endingAtOrAfter: event.time)
            let day = days.firstIndex(endingAtOrAfter: event.time + 1) - 1
            #expect(minutes.close[minute] > days.close[day], "\(event.time)")
        }
    }

    @Test("S74 a day's bar that is read before its close is caught") func s74aDayReadBeforeItsCloseIsCaught() throws {
        let report = try AuditTests.report(try Self.study(Self.signals)) { panel in
            let (minutes, days) = (panel.series[0], panel.series[1])
            return Foretold(
                isLong: (0..<minutes.count).map { place in
                    let today = days.firstIndex(endingAtOrAfter: Timestamp(nanoseconds: minutes.end[place]))
                    return today < days.count && days.close[today] > minutes.close[place]
                }, "the day will end above")
        }
        #expect(report.causality.findings.first.map { "\($0)".contains("the day will end above") } == true)
    }

    @Test func signalsAreNoPartOfBenchmarksAndPortfolios() throws {
        let held = try Self.study(Self.signals).run()
        #expect(held.benchmark?.name == "Buy and hold X")
        let both = try Self.study().run()
        #expect(both.benchmark?.name == "Buy and hold, equal parts")
        let portfolio = try Self.study(Self.signals, strategy: "portfolio: { allocation: equal, schedule: once }").run()
        let bought = portfolio.run.log.compactMap { event in
            if case .filled(let fill) = event.body { fill.instrument } else { nil }
        }
        #expect(bought == [InstrumentIndex(0)])
    }

    @Test func wrongSymbolsAreNamed() {
        func error(_ more: String) -> String? {
            do {
                _ = try Self.study(more)
                return nil
            } catch StudyError.unsuitable(let text, _) { return text } catch { return "\(error)" }
        }
        #expect(
            error("  execute_on: [x]")?.contains(
                "data.execute_on: there is no instrument 'x' in the data; did you mean 'X'?") == true)
        #expect(error("instruments: { default: { tradable: false } }")?.contains("none of them is tradable") == true)
    }
}

import Core
import DataSources
import Foundation
import Research
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Instruments of several calendars in one study.
@Suite struct BesideDataTests {
    /// Shares on days of the exchange and a coin on all days, in files of a temporary folder.
    private static func study(_ beside: String, strategy: String? = nil) throws -> Study {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("beside-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = RandomStream(seed: 8, name: "beside")
        var (share, coin) = ("date,open,high,low,close,volume\n", "timestamp,open,high,low,close,volume\n")
        var prices = [100.0, 30.0]
        func row(_ place: Int) -> String {
            let open = prices[place]
            prices[place] *= 1 + 0.02 * (random.uniform() - 0.5)
            let (high, low) = (max(open, prices[place]), min(open, prices[place]))
            return "\(open),\(high),\(low),\(prices[place]),1000\n"
        }
        for day in 0..<60 {
            let date = CivilDate(year: 2021, month: 3, day: 1) + day
            // Good Friday of 2021.
            if date.weekday <= 5 && date != CivilDate(year: 2021, month: 4, day: 2) { share += "\(date),\(row(0))" }
            coin += "\(Timestamp(date)),\(row(1))"
        }
        try share.write(to: folder.appendingPathComponent("share.csv"), atomically: true, encoding: .utf8)
        try coin.write(to: folder.appendingPathComponent("coin.csv"), atomically: true, encoding: .utf8)
        let config = """
            data:
              path: \(folder.path)/share.csv
              calendar: XNYS
              beside: \(beside.replacingOccurrences(of: "FOLDER", with: folder.path))
            \(strategy ?? "strategy: { rules: { enter_long: \"close > close[1]\", exit_long: \"close < close[1]\", size: { cash: 1000 } } }")
            benchmark: none
            """
        return try Study(try StudyConfiguration(yaml: config, file: "x.yaml"))
    }

    private static let coin = "{ coins: { path: FOLDER/coin.csv, calendar: 24/7, stamp: start } }"

    @Test("S3 each instrument trades on its own calendar, and the audit is clean") func s3calendars() throws {
        let study = try Self.study(Self.coin)
        let panel = study.data.panel
        #expect(panel.instruments.map(\.symbol) == ["COIN", "SHARE"])
        #expect(panel.series.map(\.count) == [60, 43] && panel.series.map(\.calendar.name) == ["24/7", "XNYS"])
        #expect(
            study.data.sources.map { URL(fileURLWithPath: $0.path).lastPathComponent } == ["share.csv", "coin.csv"])
        #expect(try AuditTests.report(study).isClean)
        let result = try study.run()
        var fillsByPlace = [0, 0]
        for event in result.run.log {
            guard case .filled(let fill) = event.body else { continue }
            fillsByPlace[fill.instrument.place] += 1
            let series = panel[fill.instrument]
            // Filled at the open of a bar of its own.
            #expect(series.start.contains(event.time.nanoseconds))
        }
        #expect(fillsByPlace[0] > 10 && fillsByPlace[1] > 10)
        let plain = try study.run(isPlain: true)
        #expect(plain.eventBytes == result.eventBytes)
    }

    @Test func rulesOfOneReadTheOther() throws {
        let (rise, fall) = ("COIN.close > COIN.close[3]", "COIN.close < COIN.close[3]")
        let rules = "{ on: [SHARE], enter_long: \"\(rise)\", exit_long: \"\(fall)\" }"
        let study = try Self.study(Self.coin, strategy: "strategy: { rules: \(rules) }")
        #expect(try study.run().run.log.count > 10)
        #expect(try AuditTests.report(study).isClean)
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            (
                "{ coins: { path: FOLDER/coin.csv, stamp: start } }",
                "x.yaml:4:20: error: 'data.beside.coins' needs the key 'calendar'"
            ),
            (
                "{ coins: { calendar: 24/7 } }",
                "'data.beside.coins' needs one of the keys 'path' and 'glob'"
            ),
            (
                "{ again: { path: FOLDER/share.csv, calendar: XNYS } }",
                "SHARE"
            ),
            ("{ coins: { path: FOLDER/none.csv, calendar: 24/7 } }", "none.csv"),
        ])
    func whatIsWrongIsSaid(beside: String, expected: String) throws {
        var text = ""
        do {
            _ = try Self.study(beside)
        } catch {
            text = "\(error)"
        }
        #expect(text.contains(expected), "\(text)")
    }
}

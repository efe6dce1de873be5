import Core
import DataSources
import Foundation
import Research
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// External series in whole studies (S15).
@Suite struct ExternalStudyTests {
    /// A study of shipped data with a file of values in a temporary folder.
    private static func study(
        _ values: String?, data: String = "daily/goog.csv, calendar: XNYS", external: String = "fields: [score]",
        strategy: String = rules()
    ) throws -> Study {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("external-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("news.csv").path
        try (values ?? "").write(toFile: path, atomically: true, encoding: .utf8)
        let series = values == nil ? "" : ", external: { news: { path: \(path), \(external) } }"
        let config = """
            name: x
            data: { path: \(SharedFolder.projectRoot.path)/Data/\(data)\(series) }
            strategy: \(strategy)
            """
        return try Study(try StudyConfiguration(yaml: config, file: "x.yaml"))
    }

    private static func rules(
        _ enter: String = "external(news.score) > 0", _ exit: String = "external(news.score) < 0", more: String = ""
    ) -> String {
        "{ rules: { enter_long: \"\(enter)\", exit_long: \"\(exit)\", size: { units: 1 }\(more) } }"
    }

    /// The instants at which orders were sent, with their sides and instruments.
    private static func decisions(_ result: StudyResult) -> [String] {
        result.run.log.compactMap { event in
            guard case .submitted(let order) = event.body else { return nil }
            return "\(event.time) \(order.side) \(result.data.panel[order.instrument].instrument.symbol)"
        }
    }

    private static let minutes = "minute/es.csv, calendar: 24/7, stamp: start, length: 1m"

    @Test("S15 on minutes a value is seen when it is known, not at the time that it is of")
    func s15minutes() throws {
        let study = try Self.study(
            """
            event_time,available_at,score
            2013-09-01T23:00:00Z,2013-09-02T01:00:30Z,1
            2013-09-01T23:30:00Z,2013-09-02T10:01:00Z,-1
            2013-09-02T11:00:00Z,2013-09-02T12:00:00.000000001Z,2
            2013-09-02T11:00:00Z,2013-09-02T15:01:00Z,-2
            """, data: Self.minutes)
        let result = try study.run()
        // A bar that starts at 01:00 ends at 01:01; one that ends when a value becomes known shows it, one that ends a
        // nanosecond earlier does not. The last row is a revision.
        #expect(
            Self.decisions(result) == [
                "2013-09-02T01:01:00Z buy ES", "2013-09-02T10:01:00Z sell ES", "2013-09-02T12:01:00Z buy ES",
                "2013-09-02T15:01:00Z sell ES",
            ])
        // Before the first value nothing is decided.
        #expect(
            result.curve.times[result.run.firstTradingStep ?? 0]
                == Timestamp(CivilDate(year: 2013, month: 9, day: 2), hour: 1, minute: 1).nanoseconds)
        #expect(try AuditTests.report(study).isClean)
    }

    /// A value a week from 2005 on, known so many days after its date.
    private static func weekly(seed: UInt64, days: Int, changed: Int = .max, order: Bool = true) -> String {
        var random = RandomStream(seed: seed, name: "news")
        var rows: [String] = []
        for week in 0..<300 {
            let date = CivilDate(year: 2005, month: 1, day: 3) + 7 * week
            let score = (week >= changed ? -1 : 1) * (random.uniform() - 0.5)
            rows.append("\(date),\(Timestamp(date + days, hour: 12, minute: 0)),\(score)\n")
        }
        return "event_time,available_at,score\n" + (order ? rows : rows.reversed()).joined()
    }

    @Test("S15 a series that no rule reads changes nothing of a run") func s15unread() throws {
        let rules = Self.rules("close > sma(close, 20)", "close < sma(close, 20)")
        let with = try Self.study(Self.weekly(seed: 1, days: 5), strategy: rules).run()
        let without = try Self.study(nil, strategy: rules).run()
        // Saturdays, on which the values become known, are no instants of the run.
        #expect(with.curve.times == without.curve.times && with.curve.equity == without.curve.equity)
        #expect(with.eventBytes == without.eventBytes && with.run.log.count > 50)
        for (one, other) in zip(with.metrics, without.metrics) { #expect("\(one)" == "\(other)") }
        #expect(with.hashes.data != without.hashes.data && with.hashes.config != without.hashes.config)
        #expect(with.data.sources.count == 2 && with.data.report.entries.map(\.symbol) == ["GOOG", "news.score"])
    }

    @Test("S15 what becomes known later changes nothing before, and the audit is clean") func s15future() throws {
        let study = try Self.study(Self.weekly(seed: 2, days: 3))
        let report = try AuditTests.report(study)
        #expect(report.isClean && report.causality.findings.isEmpty, "\(report.text)")
        let result = try study.run()
        let changed = try Self.study(Self.weekly(seed: 2, days: 3, changed: 150)).run()
        let turned = try Self.study(Self.weekly(seed: 2, days: 3, order: false)).run()
        // The week of the change is known at noon three days after its date, which is before the close of that day.
        let known = Timestamp(CivilDate(year: 2005, month: 1, day: 3) + 7 * 150 + 3, hour: 12, minute: 0)
        func before(_ result: StudyResult) -> [String] {
            Self.decisions(result).filter { $0 < known.description }
        }
        #expect(before(changed) == before(result) && before(result).count > 20)
        #expect(Self.decisions(changed) != Self.decisions(result))
        // The order of rows is no matter.
        #expect(turned.eventBytes == result.eventBytes && turned.hashes.data == result.hashes.data)
        #expect(try study.run(isPlain: true).eventBytes == result.eventBytes)
    }

    @Test("S15 a value that is known before its time is refused with file and line") func s15planted() {
        let text = "event_time,available_at,score\n2006-01-03,2006-01-04,1\n2006-01-06,2006-01-04,1\n"
        var message = ""
        do { _ = try Self.study(text) } catch { message = "\(error)" }
        // The fourth is over when the fifth begins in New York, a day before the sixth.
        #expect(
            message.contains(
                "news.csv:3: error: found available_at 2006-01-05T05:00:00Z before event_time 2006-01-06T05:00:00Z"),
            "\(message)")
    }

    @Test("S15 each traded instrument reads its own values") func s15symbols() throws {
        let study = try Self.study(
            """
            ticker,event_time,available_at,score
            SPY,2010-01-04,2010-01-05T12:00:00Z,1
            TLT,2010-01-04,2010-01-06T12:00:00Z,1
            SPY,2010-01-04,2010-01-07T12:00:00Z,-1
            TLT,2010-01-08,2010-01-11T12:00:00Z,-1
            QQQ,2010-01-08,2010-01-11T12:00:00Z,-1
            """, data: "daily/etf_closes.csv, layout: wide, calendar: XNYS",
            external: "symbol: ticker, fields: [score]", strategy: Self.rules(more: ", on: [SPY, TLT]"))
        #expect(
            Self.decisions(try study.run()) == [
                "2010-01-05T21:00:00Z buy SPY", "2010-01-06T21:00:00Z buy TLT", "2010-01-07T21:00:00Z sell SPY",
                "2010-01-11T21:00:00Z sell TLT",
            ])
        #expect(try AuditTests.report(study).isClean)
        let traced = try #require(try study.plan.make(for: Universe(study.data.panel)) as? any TracedStrategy)
        let symbols = Set(traced.traceColumns.map(\.symbol))
        #expect(symbols == ["SPY", "SPY.news.score", "TLT", "TLT.news.score"])
    }

    @Test("S15 features of a model read the value that is known at a bar's end") func s15features() throws {
        let study = try Self.study(
            Self.weekly(seed: 3, days: 2),
            strategy: """
                { model: { kind: ridge, features: { news: external(news.score), past: "external(news.score)[1]" },
                           retrain: { first: 300, every: 200 } } }
                """)
        let plan = try #require(study.plan.models.first)
        let rows = try #require(try plan.rows(on: study.data.panel, broker: study.configuration.broker)?.first)
        let values = study.data.panel[try #require(study.data.panel.index(of: "news.score"))]
        var checked = 0
        for row in 1..<rows.count {
            let known = values.end.lastIndex { $0 <= rows.times[row] }
            guard rows.features[2 * row].isFinite, let known else { continue }
            #expect(rows.features[2 * row] == values.close[known])
            #expect(rows.features[2 * row + 1] == rows.features[2 * row - 2] || !rows.features[2 * row - 2].isFinite)
            checked += 1
        }
        #expect(checked > 1_000)
    }
}

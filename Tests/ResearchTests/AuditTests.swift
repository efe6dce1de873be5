import Core
import DataSources
import Foundation
import Indicators
import Research
import Simulation
import Statistics
import StrategyKit
import TestSupport
import Testing
import TimeSeries

@Suite struct AuditTests {
    static func report(_ study: Study, making: Audit.Making? = nil) throws -> AuditReport {
        try Audit(study, options: AuditFixture.options(), making: making).run()
    }

    /// The first finding, and what it blames.
    static func blamed(_ report: AuditReport) -> String {
        report.causality.findings.first?.difference.cause ?? "nothing"
    }

    @Test("S74: rules over indicators, offsets and higher timeframes are clean")
    func s74HonestRulesAreClean() throws {
        let study = try AuditFixture.study(
            enter: "close > ema(close, 20)[2] and rsi(close, 5) < 60 and close > weekly(sma(close, 3))",
            exit: "profit > 4 or bars_held > 9", changes: ["strategy.rules.stop_loss.percent=3"])
        let report = try AuditTests.report(study)
        #expect(report.causality.findings.isEmpty && report.causality.cuts.count >= 4)
        #expect(report.determinism.rows.allSatisfy { $0.difference == nil })
        #expect(report.tracedColumns > 10)
    }

    @Test("S74: a centred average that trades is caught at an order")
    func s74ACentredAverageIsCaught() throws {
        let report = try AuditTests.report(try AuditFixture.study()) { panel in
            let close = panel.series[0].close
            let centre = Cheat.centredAverage(close)
            return Foretold(isLong: zip(close, centre).map { $0 < $1 }, "below the centre")
        }
        #expect(!report.isClean && AuditTests.blamed(report).contains("below the centre"))
        for finding in report.causality.findings { #expect(finding.difference.time <= finding.cut) }
    }

    @Test("S74: a centred average in rules that never trade is caught by name")
    func s74AnIndicatorThatNeverTradesIsCaughtByName() throws {
        let making = AuditFixture.rules("centred(close) < 0") { panel in
            PreparedIndicator.declaration("centred", Cheat.centredAverage(panel.series[0].close))
        }
        let report = try AuditTests.report(try AuditFixture.study(), making: making)
        #expect(AuditTests.blamed(report) == "centred(close) of GOOG, read by enter_long")
        let finding = try #require(report.causality.findings.first)
        guard case .value(let column, _, _) = finding.difference.kind else {
            Issue.record("an order is blamed: \(finding)")
            return
        }
        #expect(column == "centred(close)")
        // Ten bars ahead, so within ten bars of the cut.
        #expect(finding.difference.time <= finding.cut && finding.cut - finding.difference.time < 20 * Timestamp.day)
    }

    @Test("S74: a scaler fitted on the whole series is caught, as rules and as a strategy")
    func s74AScalerFittedOnEverythingIsCaught() throws {
        let making = AuditFixture.rules("scaled(close) < -9") { panel in
            PreparedIndicator.declaration("scaled", Cheat.scaled(panel.series[0].close))
        }
        let rules = try AuditTests.report(try AuditFixture.study(), making: making)
        #expect(AuditTests.blamed(rules).hasPrefix("scaled(close)"))
        let swift = try AuditTests.report(try AuditFixture.study()) { panel in
            Foretold(isLong: Cheat.scaled(panel.series[0].close).map { $0 < -0.5 }, "cheap")
        }
        #expect(AuditTests.blamed(swift).contains("cheap"))
    }

    @Test("S74: a day's close seen in its minutes is caught")
    func s74ADailyValueSeenBeforeTheCloseIsCaught() throws {
        let study = try AuditFixture.study(
            data: "minute/es.csv", calendar: "24/7", more: ", stamp: start, length: 1m",
            changes: ["broker.cash=1_000_000"])
        let report = try AuditTests.report(study) { panel in
            let series = panel.series[0]
            return Foretold(
                isLong: zip(Cheat.closeOfDay(series), series.close).map { $0 > $1 }, "the day will end above")
        }
        #expect(AuditTests.blamed(report).contains("the day will end above"))
    }

    @Test("S74: a stop that lies below lows to come is caught, though the entries are honest")
    func s74AStopThatPeeksIsCaught() throws {
        let report = try AuditTests.report(try AuditFixture.study()) { panel in
            let series = panel.series[0]
            return Foretold(
                isLong: (0..<series.count).map { $0 % 20 < 10 }, stop: Cheat.stopBelowTheNext(5, series.low), "tenth")
        }
        let finding = try #require(report.causality.findings.first)
        guard case .decision(let expected, let found) = finding.difference.kind else {
            Issue.record("a value is blamed: \(finding)")
            return
        }
        #expect(expected?.contains("\"stop\":") == true && expected != found)
    }

    @Test("S73: a strategy that draws anew in each run is caught")
    func s73AStrategyThatDrawsAnewIsCaught() throws {
        let report = try AuditTests.report(try AuditFixture.study()) { panel in
            var random = SystemRandomNumberGenerator()
            return Foretold(isLong: panel.series[0].close.map { _ in Bool.random(using: &random) }, "dice")
        }
        #expect(report.determinism.rows.contains { $0.difference != nil } && !report.isClean)
    }

    @Test("S16: history that is too short for a slow average is found, and enough of it is not")
    func s16AColdInputIsFound() throws {
        let enter = "close > ema(close, 200)"
        let early = try AuditTests.report(try AuditFixture.study(enter: enter, exit: "close < ema(close, 200)"))
        let fractions = early.warmUp.rows.map { $0.greatest?.fraction ?? 0 }
        #expect(fractions.count == 4 && fractions[0] > fractions[1] && fractions[1] > fractions[3])
        #expect(early.warmUp.rows.map(\.isConfigured) == [true, false, false, false])
        let finding = try #require(early.warmUp.finding)
        #expect(finding.greatest?.column == "ema(close, 200)" && !early.isClean)
        let late = try AuditTests.report(
            try AuditFixture.study(
                enter: enter, exit: "close < ema(close, 200)", changes: ["data.from=2008-01-02"]))
        #expect(late.warmUp.rows.map(\.isConfigured) == [true, true, true, false] && late.warmUp.finding == nil)
    }

    @Test("S16: the warm-up of a slower clock is that of the first decision, and is enough")
    func s16ASlowerClockIsCompared() throws {
        let study = try AuditFixture.study(
            enter: "close > weekly(sma(close, 10))", exit: "close < weekly(sma(close, 10))")
        let report = try AuditTests.report(study)
        // Ten weeks from Thursday 2004-08-19 to Friday 2004-10-22, Labor Day among them: 46 sessions.
        #expect(report.warmUp.warmUpBars == 45 && report.warmUp.rows.count == 4)
        #expect(report.warmUp.finding == nil && report.isClean, "\(report.text)")
    }

    @Test("S16: a level set by where the data begin is a note, until signals hang on it")
    func s16ALevelIsANote() throws {
        let honest = try AuditTests.report(
            try AuditFixture.study(enter: "obv() > sma(obv(), 20)", exit: "obv() < sma(obv(), 20)"))
        let names = Set(honest.warmUp.levels.map(\.name))
        #expect(names == ["obv() of GOOG", "sma(obv(), 20) of GOOG"], "\(honest.text)")
        #expect(honest.isClean && honest.warmUp.rows.allSatisfy { !$0.changesOutcome })
        #expect(honest.text.contains("obv() of GOOG is a level set by where the data begin"))
        #expect(!honest.text.contains("set data.from"))
        let hanging = try AuditTests.report(
            try AuditFixture.study(enter: "obv() > 0 and close > sma(close, 20)", exit: "obv() < 0"))
        let row = try #require(hanging.warmUp.finding, "\(hanging.text)")
        #expect(row.changesOutcome && hanging.warmUp.excess(of: row)?.column == "obv()" && !hanging.isClean)
        #expect(hanging.text.contains("compare it with its own past") && !hanging.text.contains("set data.from"))
    }

    @Test("S16: the target weights of a portfolio are compared") func s16PortfoliosAreCompared() throws {
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/daily/etf_closes.csv").path
        let study = try Study(
            try StudyConfiguration(
                yaml: """
                    name: x
                    data: { source: csv, path: \(path), layout: wide, calendar: XNYS }
                    portfolio: { allocation: inverse-volatility, schedule: last-of-month, lookback: 63 }
                    benchmark: none
                    """, file: "x.yaml"))
        let report = try AuditTests.report(study)
        #expect(report.isClean && !report.warmUp.rows.isEmpty, "\(report.text)")
        for row in report.warmUp.rows { #expect(row.differences.count == report.tracedColumns, "\(report.text)") }
    }

    @Test func theFillTableBeginsWithTheRunItself() throws {
        let terms = ["strategy.rules.take_profit.percent=5", "broker.cash=50_000"]
        func costs(_ factor: Double) -> [String] {
            [
                "broker.commission.per_share=\(0.01 * factor)", "broker.commission.minimum=\(factor)",
                "broker.commission.maker_basis_points=\(2 * factor)", "broker.slippage.square_root=\(0.5 * factor)",
                "broker.commission.sell_tax_basis_points=\(3 * factor)",
            ]
        }
        let study = try AuditFixture.study(changes: terms + costs(1))
        let report = try AuditTests.report(study)
        let run = try study.run()
        let own = try #require(report.fills.rows.first)
        #expect(own.finalEquity == run.run.finalEquity && own.isConfigured)
        #expect(agree(own.totalReturn, run.metric("total_return")?.value ?? .nan))
        #expect(agree(own.sharpe ?? .nan, run.metric("sharpe")?.value ?? .nan))
        #expect(report.fills.rows.count == 13)
        func equity(_ assumption: String) -> Double {
            report.fills.rows.first { $0.assumption == assumption }?.finalEquity ?? .nan
        }
        let nextClose = try AuditFixture.study(changes: terms + costs(1) + ["broker.fill.market=next-close"])
        let doubled = try AuditFixture.study(changes: terms + costs(2))
        #expect(equity("market orders at next-close") == (try nextClose.run().run.finalEquity))
        #expect(equity("each taker's price 0.01 worse") < own.finalEquity)
        #expect(equity("each taker's price 0.01 better") > own.finalEquity)
        #expect(equity("costs times two") == (try doubled.run().run.finalEquity))
        #expect(equity("orders reach the market a bar late") != own.finalEquity)
        #expect(equity("limits fill at a touch") >= own.finalEquity)
    }

    @Test func aGainThatIsALossUnderAnotherAssumptionIsWarnedOf() throws {
        var report = try AuditTests.report(try AuditFixture.study())
        func row(_ name: String, _ totalReturn: Double) -> FillResult.Row {
            .init(
                assumption: name, isConfigured: false, finalEquity: 1 + totalReturn, totalReturn: totalReturn,
                sharpe: nil)
        }
        report.fills.rows = [row("as configured", 0.1), row("costs times two", -0.02), row("all stops first", 0.05)]
        #expect(report.fills.signChanges.map(\.assumption) == ["costs times two"])
        #expect(
            report.text.contains(
                "warning: with costs times two the total return is -2.00 % instead of 10.00 %: its sign hangs on this "
                    + "assumption"))
        #expect(report.isClean)
    }
}

@Suite struct AlteredFutureTests {
    /// Hourly bars, and a day's bars that are under way at most cuts.
    static func panel() -> Panel {
        let hours = ReferenceWorkload.series(count: 240, sigma: 0.01, gap: 0.002, length: Timestamp.hour, symbol: "H")
        let days = ReferenceWorkload.series(count: 10, sigma: 0.03, gap: 0.002, length: Timestamp.day, symbol: "D")
        return Panel([hours, days])
    }

    @Test("S74: the past stays as it is, and a bar under way keeps its open", arguments: AlteredFuture.allCases)
    func s74ThePastStays(future: AlteredFuture) {
        let panel = AlteredFutureTests.panel()
        for seed in 0..<20 as Range<UInt64> {
            var random = RandomStream(seed: seed, name: "test")
            let hour = 1 + random.below(238)
            let hours = panel.series[1]
            let cut = Timestamp(nanoseconds: hours.end[hour])
            let altered = future.applied(to: panel, after: cut, &random)
            for (before, after) in zip(panel.series, altered.series) {
                for place in 0..<after.count {
                    let note: Comment = "seed \(seed), \(before.instrument.symbol) \(place)"
                    #expect(after.start[place] == before.start[place] && after.end[place] == before.end[place], note)
                    if before.end[place] <= cut.nanoseconds {
                        #expect(after[place] == before[place], note)
                    } else {
                        if before.start[place] < cut.nanoseconds {
                            #expect(after.open[place] == before.open[place], note)
                        }
                        guard future != .nan else {
                            #expect(
                                after.close[place].isNaN && after.high[place].isNaN == after.open[place].isNaN, note)
                            continue
                        }
                        #expect(after.low[place] > 0 && after.low[place] <= after.open[place], note)
                        #expect(after.low[place] <= after.close[place] && after.close[place] <= after.high[place], note)
                    }
                }
                #expect(
                    future == .truncated
                        ? after.count < before.count || before.count == 10 : after.count == before.count)
            }
            #expect(altered.hash() != panel.hash(), "seed \(seed)")
        }
    }
}

@Suite struct RuleTraceTests {
    @Test func columnsAreNamedAsRulesWriteThem() throws {
        let study = try AuditFixture.study(
            enter: "crosses_above(sma(close, 10), weekly(high)[1]) and macd(close).signal > 0", exit: "profit > 2")
        let strategy = try study.plan.make(for: Universe(study.data.panel)) as? any TracedStrategy
        let columns = try #require(strategy?.traceColumns)
        let names = columns.map(\.name)
        for name in ["sma(close, 10)", "weekly(high)", "weekly(high)[1]", "profit", "(profit > 2)"] {
            #expect(names.contains(name), "\(name) is not among \(names)")
        }
        #expect(columns.first { $0.name == "sma(close, 10)" }?.rules == ["enter_long"])
        #expect(columns.first { $0.name == "profit" }?.rules == ["exit_long"])
        #expect(columns.first { $0.name == "profit" }?.dependsOnAccount == true)
        #expect(columns.first { $0.name == "(profit > 2)" }?.isCondition == true)
        #expect(columns.allSatisfy { $0.symbol == "GOOG" })
    }

    /// Runs rules and keeps what they show at the last decision.
    private struct Watched<Inner: TracedStrategy>: Strategy {
        final class Last { var values: [Double] = [] }

        var inner: Inner
        let last: Last

        init(_ inner: Inner, _ last: Last) {
            self.inner = inner
            self.last = last
        }

        init(_ parameters: Inner.Parameters, for universe: Universe) throws(StrategyError) {
            self.init(try Inner(parameters, for: universe), Last())
        }

        mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
            inner.decide(market, &desk)
            last.values.removeAll()
            inner.appendTrace(to: &last.values)
        }
    }

    @Test func valuesStandUnderTheirNames() throws {
        let study = try AuditFixture.study(
            enter: "sma(close, 10) > weekly(close)[1] and highest(high, 5) > 0", exit: "volume < 0")
        let panel = study.data.panel
        func shown<S: TracedStrategy>(_ strategy: S) -> [Double] {
            let last = Watched<S>.Last()
            _ = Backtest(panel: panel, broker: Broker()).run(Watched(strategy, last))
            return last.values
        }
        let strategy = try #require(try study.plan.make(for: Universe(panel)) as? any TracedStrategy)
        let values = shown(strategy)
        let columns = strategy.traceColumns
        #expect(values.count == columns.count)
        func value(_ name: String) -> Double {
            columns.firstIndex { $0.name == name }.map { values[$0] } ?? .nan
        }
        let series = panel.series[0]
        #expect(value("close") == series.close.last && value("volume") == series.volume.last)
        #expect(agree(value("sma(close, 10)"), series.close.suffix(10).reduce(0, +) / 10))
        #expect(value("highest(high, 5)") == series.high.suffix(5).max())
        // The data end on Friday 2013-03-01: the week before ended on the Friday before.
        #expect(value("weekly(close)[1]") == series.close[series.count - 6])
    }
}

import Core
import DataSources
import Foundation
import Reports
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

@testable import Research

/// Studies over raw prices with corporate actions.
@Suite struct ActionStudyTests {
    private static func configuration(_ data: String, strategy: String, broker: String = "") throws
        -> StudyConfiguration
    {
        try StudyConfiguration(
            yaml: """
                name: x
                data: { source: csv, calendar: XNYS, \(data) }
                strategy: \(strategy)
                broker: { cash: 1_000_000\(broker) }
                instruments: { default: { lot_size: 0 } }
                benchmark: buy-and-hold
                """, file: "x.yaml")
    }

    private static let hold = "{ rules: { enter_long: close > 0, size: { percent_of_equity: 99 } } }"
    private static let apple = SharedFolder.projectRoot.appendingPathComponent("Data/daily/aapl.csv").path
    private static let actions = SharedFolder.projectRoot.appendingPathComponent("Data/daily/aapl_actions.csv").path

    @Test("S53 split-only equity is that of split-adjusted prices, and no ex date shows a fall")
    func s53splitsOfApple() throws {
        let folder = try TemporaryFolder()
        let splits = try folder.write(
            "date,instrument,kind,value\n2000-06-21,AAPL,split,2\n2005-02-28,AAPL,split,2\n", to: "splits.csv")
        let rules =
            "{ rules: { enter_long: 'crosses_above(sma(close, 20), sma(close, 60))', "
            + "exit_long: 'crosses_below(sma(close, 20), sma(close, 60))', stop_loss: { percent: 10 } } }"
        for strategy in [Self.hold, rules] {
            let raw = try Study(
                try Self.configuration("path: \(Self.apple), actions: \(splits)", strategy: strategy)
            ).run()
            let adjusted = try Study(
                try Self.configuration("path: \(Self.apple), actions: \(splits), adjust: splits", strategy: strategy)
            ).run()
            #expect(raw.curve.equity.count == adjusted.curve.equity.count)
            for (a, b) in zip(raw.curve.equity, adjusted.curve.equity) { #expect(agree(a, b, relative: 1e-9)) }
            #expect(raw.ledger.closed.count == adjusted.ledger.closed.count)
            for (a, b) in zip(raw.ledger.closed, adjusted.ledger.closed) {
                #expect(agree(a.netPnl, b.netPnl, relative: 1e-9, absolute: 1e-6))
                #expect(agree(a.maximumAdverseExcursion, b.maximumAdverseExcursion, relative: 1e-9))
                #expect(agree(a.maximumFavourableExcursion, b.maximumFavourableExcursion, relative: 1e-9))
            }
            #expect(!raw.warnings.contains { $0.code == "unadjusted-split" })
            for result in [raw, adjusted] { #expect(!result.warnings.contains { $0.code == "unshown-split" }) }
            #expect(adjusted.assumptions.contains { $0.meaning.contains("with knowledge of later splits") })
        }
        let unexplained = try Study(try Self.configuration("path: \(Self.apple)", strategy: Self.hold)).run()
        #expect(unexplained.warnings.contains { $0.code == "unadjusted-split" && $0.count >= 2 })
    }

    @Test("S48 S53 a split of prices that are adjusted already is a serious warning", arguments: ["none", "splits"])
    func s53aSplitThatPricesDoNotShow(adjust: String) throws {
        let folder = try TemporaryFolder()
        let days = ["02", "03", "06", "07", "08", "09", "10", "13", "14", "15"].map { "2020-01-\($0),50,50,50,50,10\n" }
        let prices = try folder.write("date,open,high,low,close,volume\n" + days.joined(), to: "X.csv")
        let actions = try folder.write("date,instrument,kind,value\n2020-01-09,X,split,2\n", to: "actions.csv")
        let result = try Study(
            try Self.configuration("path: \(prices), actions: \(actions), adjust: \(adjust)", strategy: Self.hold)
        ).run()
        // Nothing moved, and yet money was made.
        #expect(result.run.finalEquity > 1_900_000)
        let warning = try #require(result.warnings.first { $0.code == "unshown-split" })
        #expect(warning.severity == .serious && warning.count == 1)
        for part in [actions, "2 for 1 of X on 2020-01-09: from 50 to 50 and not to about 25", "remove the row"] {
            #expect(warning.text.contains(part), "\(warning.text)")
        }
    }

    @Test("S48 dividends come in as income, count in the document, and raise the benchmark too")
    func s48dividendsOfApple() throws {
        let with = try Study(
            try Self.configuration("path: \(Self.apple), actions: \(Self.actions)", strategy: Self.hold)
        ).run()
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(with.document.prettyText.utf8)) as? [String: Any])
        let counts = try #require(document["corporate_actions"] as? [String: Any])
        #expect(counts["dividends"] as? Int == 3 && counts["splits"] as? Int == 2 && counts["delistings"] as? Int == 0)
        let income = try #require(counts["dividend_income"] as? Double)
        let units = try #require(with.run.positions.first?.quantity)
        #expect(agree(income, 3 * 2.65 * units, relative: 1e-9))
        #expect(with.run.finalReceivable == 0 && with.ledger.dividends[0] == income)
        let paid = with.run.log.compactMap { event -> Cash? in
            if case .filled(let fill) = event.body { fill.quantity * fill.price } else { nil }
        }
        #expect(paid.count == 1 && agree(with.run.finalCash, 1_000_000 - (paid.first ?? 0) + income, relative: 1e-9))
        #expect((document["assumptions"] as? [String: String])?["dividends"] == "cash")
    }

    @Test("S48 what is paid after the data is reported") func s48unpaid() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "date,instrument,kind,value,pay_date\n2013-02-07,AAPL,dividend,2.65,2013-06-03\n", to: "actions.csv")
        let result = try Study(try Self.configuration("path: \(Self.apple), actions: \(path)", strategy: Self.hold))
            .run()
        #expect(result.run.finalReceivable > 0)
        #expect(result.warnings.contains { $0.code == "dividends-unpaid" })
        #expect(agree(result.curve.equity.last ?? 0, result.run.finalEquity, relative: 1e-12))
    }

    @Test("a dividend in another currency than its price is refused") func currencies() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "date,instrument,kind,value,pay_date,currency\n2013-02-07,AAPL,dividend,2,,EUR\n", to: "actions.csv")
        let configuration = try Self.configuration("path: \(Self.apple), actions: \(path)", strategy: Self.hold)
        let error = try #require(throws: StudyError.self) { try Study(configuration) }
        #expect("\(error)".contains("EUR") && "\(error)".contains("2013-02-07"))
    }

    @Test("S39 S48 S53 of two strategies over Apple's splits and dividends each makes what it makes alone")
    func s39severalStrategies() throws {
        func rules(_ side: String, _ percent: Int) -> String {
            "rules: { enter_\(side): close > 0, size: { percent_of_equity: \(percent) } }"
        }
        let data = "path: \(Self.apple), actions: \(Self.actions)"
        let together = try Study(
            try StudyConfiguration(
                yaml: """
                    data: { source: csv, calendar: XNYS, \(data) }
                    strategies: [{ name: long, \(rules("long", 50)) }, { name: short, \(rules("short", 3)) }]
                    broker: { cash: 1_000_000 }
                    instruments: { default: { lot_size: 0 } }
                    benchmark: none
                    """, file: "x.yaml")
        ).run()
        #expect(together.run.outcome == .finished && together.unattributedPnl == 0)
        for (place, (side, percent)) in [("long", 50), ("short", 3)].enumerated() {
            let alone = try Study(try Self.configuration(data, strategy: "{ \(rules(side, percent)) }")).run()
            let outcome = together.strategies[place]
            #expect(agree(outcome.netPnl, alone.run.finalEquity - 1_000_000, relative: 1e-9, absolute: 1e-6))
            #expect(
                agree(outcome.ledger.dividends[0], alone.ledger.dividends[0], relative: 1e-9)
                    && outcome.ledger.dividends[0] * (place == 0 ? 1 : -1) > 0)
        }
        #expect(
            agree(
                together.strategies.reduce(0) { $0 + $1.netPnl }, together.run.finalEquity - 1_000_000,
                relative: 1e-9))
    }

    @Test("S74 S53 the audit finds nothing in rules over prices with splits and dividends") func s74audit() throws {
        let study = try Study(
            try Self.configuration(
                "path: \(Self.apple), actions: \(Self.actions), to: 2006-01-03",
                strategy: "{ rules: { enter_long: 'crosses_above(sma(close, 10), sma(close, 30))', "
                    + "exit_long: 'profit[1] < -5 or crosses_below(sma(close, 10), sma(close, 30))' } }"))
        let report = try Audit(study, options: AuditFixture.options(cuts: 8)).run()
        #expect(report.causality.findings.isEmpty && report.causality.cuts.count > 3)
        #expect(report.determinism.rows.allSatisfy { $0.difference == nil })
    }
}

/// The same on the real prices of another source.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct FactorStudyTests {
    /// Raw SPY prices with the dividends of its factor file, held from 1998 on.
    ///
    /// Total-return prices reinvest each dividend at the close before its ex date. Cash that is not reinvested earns
    /// nothing: so the account's return lies between that of the price and the total return, and reinvesting the same
    /// payments by hand gives the total return.
    @Test("S48 raw prices with dividends give the total return less what reinvesting them earns")
    func s48totalReturn() throws {
        let folder = try TemporaryFolder()
        let actions = folder.url.appendingPathComponent("spy.csv").path
        _ = try ActionWriter.convert(
            factors: SharedFolder.path("data/daily/lean/factor_spy.csv"), symbol: "SPY",
            calendar: try .named("XNYS"), to: actions)
        let data = "source: csv, calendar: XNYS, path: \(SharedFolder.path("data/daily/lean/spy.csv"))"
        let configuration = try StudyConfiguration(
            yaml: """
                data: { \(data), actions: \(actions) }
                strategy: { rules: { enter_long: close > 0 } }
                instruments: { default: { lot_size: 0 } }
                broker: { fill: { size_at: fill } }
                benchmark: none
                """, file: "x.yaml")
        let result = try Study(configuration).run()
        let series = result.data.panel.series[0]
        let (open, close) = (series.open[1], series.close[series.count - 1])
        var units = 1.0
        var income: Cash = 0
        for action in series.actions {
            guard case .dividend(let amount, _) = action.kind else { continue }
            let bar = series.firstIndex(startingAtOrAfter: action.instant)
            if bar > 1 {
                income += amount
                units /= 1 - amount / series.close[bar - 1]
            }
        }
        // Exactly the price's return and the payments.
        #expect(agree(result.run.finalEquity, 100_000 * (close + income) / open, relative: 1e-9))
        // With the payments reinvested, the total return of the adjusted prices from the first open on.
        let table = try FigureTable(path: SharedFolder.path("oracles/corporate_actions/spy_adjusted.csv"))
        let (adjusted, raw) = (table.numbers("adj_close"), table.numbers("raw_close"))
        let factor = adjusted[0] / raw[0]
        let last = adjusted[adjusted.count - 1] / raw[raw.count - 1]
        #expect(agree(units, last / factor, relative: 1e-3))
        #expect(result.run.finalEquity > 100_000 * close / open)
        #expect(result.run.finalEquity < 100_000 * close / open * units)
        // On no ex date did equity fall by more than the price did with the dividend added back.
        for action in series.actions {
            guard case .dividend(let amount, _) = action.kind else { continue }
            let bar = series.firstIndex(startingAtOrAfter: action.instant)
            guard bar > 2, let held = result.run.positions.first?.quantity else { continue }
            let change = result.curve.equity[bar] - result.curve.equity[bar - 1]
            #expect(abs(change - held * (series.close[bar] + amount - series.close[bar - 1])) <= 1e-6)
        }
    }
}

import Foundation
import TestSupport
import Testing

/// Every single-instrument run of vectorbt in the oracle folder, as a config of ours.
@Suite(
    .enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)),
    .enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
struct VectorbtConfigTests {
    /// A run of theirs, and what of its config differs from the rest.
    struct Case: Sendable, CustomTestStringConvertible {
        var run: String
        var rules: String
        var broker = "market: same-close"
        var costs = "commission: { basis_points: 10 }"
        var testDescription: String { run }
    }

    static let cross = """
        enter_long: crosses_above(sma(close, 10), sma(close, 30))
            exit_long: crosses_below(sma(close, 10), sma(close, 30))
            size: { percent_of_cash: 100 }
        """

    static let cases: [Case] = [
        Case(
            run: "sma_cross_long_close_fill", rules: cross,
            costs: "commission: { basis_points: 10 }, slippage: { basis_points: 5 }"),
        Case(
            run: "sma_cross_long_next_open_fill", rules: cross, broker: "market: next-open",
            costs: "commission: { basis_points: 10, per_order: 1 }"),
        Case(
            run: "sma_cross_long_short_close_fill",
            rules: """
                enter_long: crosses_above(sma(close, 10), sma(close, 30))
                    enter_short: crosses_below(sma(close, 10), sma(close, 30))
                    size: { percent_of_cash: 100 }
                """),
        Case(
            run: "rsi_reversion_half_size_close_fill",
            rules: """
                enter_long: rsi(close, 14) < 30
                    exit_long: rsi(close, 14) > 70
                    size: { percent_of_cash: 50 }
                """),
        Case(
            run: "sma_cross_with_ohlc_stops",
            rules: cross + "\n    stop_loss: { percent: 5 }\n    take_profit: { percent: 10 }"),
        Case(run: "sma_cross_with_trailing_stop", rules: cross + "\n    trailing_stop: { percent: 5 }"),
    ]

    @Test(arguments: cases)
    func theFinalEquityIsTheirs(one: Case) throws {
        let config = """
            data: { source: csv, path: \(SharedFolder.path("data/daily/wiki/goog.csv")), calendar: XNYS }
            strategy:
              rules:
                \(one.rules)
            instruments: { default: { lot_size: 0 } }
            broker: { cash: 10_000, fill: { \(one.broker), size_at: fill, limit: touch }, \(one.costs) }
            benchmark: none
            """
        let folder = try TemporaryFolder()
        let outcome = try Program.run(["run", "-", "--json"], in: folder.url, input: config)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let equity = try #require(try RunTests.object(outcome.output)["equity"] as? [String: Any])
        let ours = try #require(equity["final"] as? Double)
        let text = try String(
            contentsOfFile: SharedFolder.path("oracles/backtests/vectorbt_goog_summary.json"), encoding: .utf8)
        let runs = try #require(try RunTests.object(text)["runs"] as? [String: [String: Any]])
        let theirs = try #require(runs[one.run]?["final_value"] as? Double)
        #expect(agree(ours, theirs, relative: 1e-9), "ours \(ours), theirs \(theirs)")
    }
}

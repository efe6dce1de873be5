import Core
import Foundation
import Statistics
import TestSupport
import Testing

/// Named variants against what the tools themselves gave.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct CompatibilityTests {
    private func figures(_ profile: String, _ performance: Performance) throws -> [(id: String, value: Double)] {
        try #require(CompatibilityProfile.profile(profile)).evaluate(performance).map { ($0.id, $0.value ?? .nan) }
    }

    @Test("S65 the figures of empyrical", arguments: OracleMetricsTests.names)
    func s65FiguresOfEmpyrical(name: String) throws {
        let oracle = try OracleRun(name)
        let keys = [
            "value_at_risk": "value_at_risk_5pct", "conditional_value_at_risk": "conditional_value_at_risk_5pct",
        ]
        let figures = try figures("empyrical", oracle.performance(riskFreePerYear: 0.03))
        #expect(figures.count == 20)
        for (id, ours) in figures {
            let theirs = oracle.figure(OracleRun.empyrical, keys[id] ?? id)
            #expect(!theirs.isNaN && agree(ours, theirs), "\(id): \(ours), oracle \(theirs)")
        }
    }

    @Test("S65 the figures of quantstats", arguments: OracleMetricsTests.names)
    func s65FiguresOfQuantstats(name: String) throws {
        let oracle = try OracleRun(name)
        let keys = [
            "cagr": "cagr_periods_252", "volatility": "volatility_annualized", "cvar": "cvar_parametric_95",
            "value_at_risk": "value_at_risk_normal_95", "gain_to_pain_ratio": "gain_to_pain_ratio_daily",
            "kurtosis": "kurtosis_excess", "information_ratio": "information_ratio_daily",
        ]
        let figures = try figures("quantstats", oracle.performance(riskFreePerYear: 0.03))
        #expect(figures.count == 46)
        for (id, ours) in figures {
            let theirs =
                id == "alpha" || id == "beta"
                ? oracle.figure(OracleRun.quantstats, "greeks", id)
                : oracle.figure(OracleRun.quantstats, keys[id] ?? id)
            #expect(!theirs.isNaN && agree(ours, theirs), "\(id): \(ours), oracle \(theirs)")
        }
    }

    private func summary(_ file: String) throws -> [String: [String: Any]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: SharedFolder.path("oracles/backtests/\(file)")))
        let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return root?["runs"] as? [String: [String: Any]] ?? [:]
    }

    static let vectorbtRuns = [
        "sma_cross_long_close_fill", "sma_cross_long_next_open_fill", "sma_cross_long_short_close_fill",
        "rsi_reversion_half_size_close_fill", "sma_cross_with_ohlc_stops", "sma_cross_with_trailing_stop",
    ]

    @Test("S65 the figures of vectorbt", arguments: vectorbtRuns) func s65FiguresOfVectorbt(run: String) throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/backtests/vectorbt_goog_\(run)_equity.csv"))
        let stats = try #require(summary("vectorbt_goog_summary.json")[run])
        let dates = table.texts("date").map { parsedDate($0) }
        var input = dailyInput(equity: table.numbers("equity"), initial: 10_000, dates: dates)
        input.bootstrapResamples = 0
        let performance = Performance(input)
        let figures = Dictionary(uniqueKeysWithValues: try figures("vectorbt", performance))
        for (ours, theirs) in [
            ("sharpe_ratio", "sharpe_365"), ("total_return", "total_return"), ("max_drawdown", "max_drawdown"),
        ] {
            let (a, b) = (figures[ours] ?? .nan, (stats[theirs] as? NSNumber)?.doubleValue ?? .nan)
            #expect(!b.isNaN && agree(a, b), "\(ours): \(a), oracle \(b)")
        }
    }

    static let backtestingRuns = [
        "sma_cross_long_short", "sma_cross_long_flat", "sma_cross_long_flat_spread_on_close",
        "sma_cross_fixed_plus_relative_fee_margin", "rsi_reversion", "breakout_bracket", "stop_entry_both_sides",
        "limit_pullback",
    ]

    @Test("S65 the figures of backtesting.py", arguments: backtestingRuns)
    func s65FiguresOfBacktestingPy(run: String) throws {
        let stats = try #require(summary("backtesting_py_goog_summary.json")[run]?["stats"] as? [String: Any])
        let performance = try backtestingPyRun(run)
        let percent = 100.0
        let figures = Dictionary(uniqueKeysWithValues: try figures("backtesting.py", performance))
        #expect(figures.count == 24)
        let inPercent = [
            "Return", "Return (Ann.)", "Volatility (Ann.)", "CAGR", "Max. Drawdown", "Avg. Drawdown", "Exposure Time",
            "Win Rate", "Best Trade", "Worst Trade", "Avg. Trade", "Expectancy",
        ]
        for id in inPercent {
            let (a, b) = ((figures[id] ?? .nan) * percent, (stats["\(id) [%]"] as? NSNumber)?.doubleValue ?? .nan)
            #expect(!b.isNaN && agree(a, b), "\(id): \(a), oracle \(b)")
        }
        for id in [
            "Sharpe Ratio", "Sortino Ratio", "Calmar Ratio", "Beta", "# Trades", "Profit Factor", "SQN",
            "Kelly Criterion",
        ] {
            let (a, b) = (figures[id] ?? .nan, (stats[id] as? NSNumber)?.doubleValue ?? .nan)
            #expect(!b.isNaN && agree(a, b), "\(id): \(a), oracle \(b)")
        }
        // The tool rounds durations up to whole days.
        for id in ["Max. Drawdown Duration", "Avg. Drawdown Duration", "Max. Trade Duration", "Avg. Trade Duration"] {
            let text = stats[id] as? String ?? ""
            #expect("\(Int((figures[id] ?? -1).rounded(.up))) days 00:00:00" == text, "\(id): \(figures[id] ?? -1)")
        }
    }

    static let btRuns = [
        "balanced_monthly_fractional_free", "balanced_monthly_integer_per_share_fee",
        "balanced_quarterly_fractional_10bps", "buy_and_hold_equal", "momentum_monthly_equal",
        "inverse_vol_monthly", "erc_monthly",
    ]

    @Test("S59 growth on ACT/365.25, and the other figures of bt", arguments: btRuns)
    func s59GrowthAndTheOtherFiguresOfBt(run: String) throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/backtests/bt_dev_\(run)_equity.csv"))
        let stats = try #require(summary("bt_dev_summary.json")[run]?["stats"] as? [String: Any])
        let dates = table.texts("date").map { parsedDate($0) }
        let equity = table.numbers("equity")
        // In the tool a run begins with the row before its first trade.
        let trades = try FigureTable(path: SharedFolder.path("oracles/backtests/bt_dev_\(run)_transactions.csv"))
        let first = try #require(table.texts("date").firstIndex(of: trades.texts("date")[0]))
        var input = dailyInput(
            equity: Array(equity[first...]), initial: equity[0], dates: Array(dates[first...]), start: dates[first - 1])
        input.bootstrapResamples = 0
        let performance = Performance(input)
        let figures = try figures("bt", performance)
        #expect(figures.count == 13)
        for (id, ours) in figures {
            let theirs = (stats[id] as? NSNumber)?.doubleValue ?? .nan
            #expect(!theirs.isNaN && agree(ours, theirs), "\(id): \(ours), oracle \(theirs)")
        }
        for (id, key) in [
            ("cagr", "cagr"), ("best_month", "best_month"), ("worst_month", "worst_month"),
            ("average_drawdown", "avg_drawdown"), ("calmar", "calmar"),
        ] {
            let (ours, theirs) = (performance.figure(id), (stats[key] as? NSNumber)?.doubleValue ?? .nan)
            #expect(!theirs.isNaN && agree(ours, theirs), "\(id): \(ours), oracle \(theirs)")
        }
    }
}

/// Variants without a file of figures, by hand.
@Suite struct CompatibilityFormulaTests {
    private func figure(_ profile: String, _ id: String, _ performance: Performance) -> Double {
        CompatibilityProfile.profile(profile)?.evaluate(performance).first { $0.id == id }?.value ?? .nan
    }

    @Test("S65 four returns under the formulas of Lean, Qlib and PyBroker") func s65FourReturns() {
        // 1 %, 3 %, −1 %, 1 %: mean 1 %, sum of squares about it 0.0008.
        let performance = Performance(dailyInput(returns: [0.01, 0.03, -0.01, 0.01], dates: days(4)))
        let deviation = (0.0008 / 3).squareRoot()
        #expect(agree(figure("pybroker", "sharpe", performance), 0.5.squareRoot()))
        #expect(agree(figure("qlib", "information_ratio", performance), 0.01 / deviation * 238.0.squareRoot()))
        #expect(agree(figure("qlib", "annualized_return", performance), 2.38))
        #expect(agree(figure("qlib", "max_drawdown", performance), -0.01))
        var compounded = 1.0
        for _ in 0..<252 { compounded *= 1.01 }
        #expect(
            agree(figure("lean", "Sharpe Ratio", performance), (compounded - 1) / (deviation * 252.0.squareRoot())))
        #expect(agree(figure("vectorbt", "sharpe_ratio", performance), 0.01 / deviation * 365.0.squareRoot()))
    }

    @Test("S65 two years under the formula of backtrader") func s65TwoYears() {
        // 10 % and 21 %, less 1 % each: mean 14.5 %, deviation 5.5 % with divisor n.
        let dates = [CivilDate(year: 2020, month: 12, day: 31), CivilDate(year: 2021, month: 12, day: 31)]
        let performance = Performance(dailyInput(returns: [0.1, 0.21], dates: dates))
        #expect(agree(figure("backtrader", "sharperatio", performance), 0.145 / 0.055))
    }
}

/// A run of backtesting.py on the Google series, its lots and closes included.
func backtestingPyRun(_ run: String) throws -> Performance {
    let prefix = "oracles/backtests/backtesting_py_goog_\(run)"
    let table = try FigureTable(path: SharedFolder.path("\(prefix)_equity.csv"))
    let dates = table.texts("date").map { parsedDate($0) }
    var input = dailyInput(equity: table.numbers("equity"), initial: 10_000, dates: dates)
    let trades = try FigureTable(path: SharedFolder.path("\(prefix)_trades.csv"))
    let column = { (name: String) in trades.numbers(name) }
    let (size, pnl, commission, returns) = (column("size"), column("pnl"), column("commission"), column("return_pct"))
    let (entries, exits) = (trades.texts("entry_time"), trades.texts("exit_time"))
    input.trades = size.indices.map { index in
        let costs = commission[index].isNaN ? 0 : commission[index]
        return TradeLot(
            roundTrip: index, side: size[index] > 0 ? .long : .short, quantity: abs(size[index]),
            entryTime: Timestamp(parsedDate(entries[index])), entryPrice: column("entry_price")[index],
            entryBar: Int(column("entry_bar")[index]), exitTime: Timestamp(parsedDate(exits[index])),
            exitPrice: column("exit_price")[index], exitBar: Int(column("exit_bar")[index]),
            grossPnl: pnl[index] + costs, costs: costs, returnOnEntry: returns[index])
    }
    let data = try FigureTable(path: SharedFolder.path("data/daily/wiki/goog.csv"))
    let name = data.names.first { $0.lowercased() == "close" } ?? ""
    input.benchmark = data.numbers(name)
    input.benchmarkInitial = input.benchmark.first ?? 0
    input.bootstrapResamples = 0
    return Performance(input)
}

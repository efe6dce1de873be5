import Core
import Statistics
import TestSupport
import Testing

/// The catalogue against figures that other tools computed from the same returns.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct OracleMetricsTests {
    static let names = ["goog", "goog_sma_10_50", "mix_60_40"]

    /// Our id, the oracle's section and key, and what the oracle's figure is multiplied by.
    static let same: [(id: String, section: String, key: String, factor: Double)] = [
        ("total_return", OracleRun.empyrical, "cum_returns_final", 1),
        ("volatility", OracleRun.empyrical, "annual_volatility", 1),
        ("sharpe", OracleRun.empyrical, "sharpe_ratio", 1),
        ("sortino", OracleRun.empyrical, "sortino_ratio", 1),
        ("downside_deviation", OracleRun.empyrical, "downside_risk", 1),
        ("omega", OracleRun.empyrical, "omega_ratio", 1),
        ("max_drawdown", OracleRun.empyrical, "max_drawdown", 1),
        ("tail_ratio", OracleRun.empyrical, "tail_ratio", 1),
        ("var_95_historical", OracleRun.empyrical, "value_at_risk_5pct", 1),
        ("var_99_historical", OracleRun.empyrical, "value_at_risk_1pct", 1),
        ("es_95_historical", OracleRun.empyrical, "conditional_value_at_risk_5pct", 1),
        ("es_99_historical", OracleRun.empyrical, "conditional_value_at_risk_1pct", 1),
        ("beta", OracleRun.empyrical, "beta", 1),
        ("stability", OracleRun.empyrical, "stability_of_timeseries", 1),
        ("up_capture", OracleRun.empyrical, "up_capture", 1),
        ("down_capture", OracleRun.empyrical, "down_capture", 1),
        ("capture_ratio", OracleRun.empyrical, "up_down_capture", 1),
        ("best_day", OracleRun.quantstats, "best", 1),
        ("worst_day", OracleRun.quantstats, "worst", 1),
        ("average_gain_day", OracleRun.quantstats, "avg_win", 1),
        ("average_loss_day", OracleRun.quantstats, "avg_loss", 1),
        ("longest_gain_run", OracleRun.quantstats, "consecutive_wins", 1),
        ("longest_loss_run", OracleRun.quantstats, "consecutive_losses", 1),
        ("geometric_mean_return", OracleRun.quantstats, "geometric_mean", 1),
        ("r_squared", OracleRun.quantstats, "r_squared", 1),
        ("best_month", OracleRun.quantstats, "best_monthly", 1),
        ("worst_month", OracleRun.quantstats, "worst_monthly", 1),
        ("mean_return", OracleRun.definitions, "mean", 1),
        ("median_return", OracleRun.definitions, "median", 1),
        ("skewness", OracleRun.definitions, "skew_biased_g1", 1),
        ("kurtosis_excess", OracleRun.definitions, "kurt_biased_excess_g2", 1),
        ("information_ratio", OracleRun.definitions, "information_ratio_annualised", 1),
        ("tracking_error", OracleRun.definitions, "tracking_error_annualised", 1),
        ("var_95_cornish_fisher", OracleRun.definitions, "modified_var_cornish_fisher_5pct", 1),
        ("sharpe_standard_error", OracleRun.definitions, "lo_2002_sharpe_se_iid", 252.0.squareRoot()),
    ]

    @Test(arguments: names) func metricsAgreeWithTheOracle(name: String) throws {
        let oracle = try OracleRun(name)
        let performance = oracle.performance()
        for row in OracleMetricsTests.same {
            let (ours, theirs) = (performance.figure(row.id), oracle.figure(row.section, row.key) * row.factor)
            #expect(!theirs.isNaN && agree(ours, theirs), "\(row.id) of \(name): \(ours), oracle \(theirs)")
        }
    }

    @Test("S63 alpha agrees with the oracle", arguments: names)
    func s63AlphaAgreesWithTheOracle(name: String) throws {
        let oracle = try OracleRun(name)
        let theirs = oracle.figure(OracleRun.quantstats, "greeks", "alpha")
        #expect(agree(oracle.performance().figure("alpha"), theirs), "\(name): \(theirs)")
    }

    @Test(arguments: names) func autocorrelationAndNormalityAgreeWithTheOracle(name: String) throws {
        let oracle = try OracleRun(name)
        let performance = oracle.performance()
        let correlations = autocorrelations(of: performance.sessionReturns, moments: performance.moments, lags: 20)
        for (ours, theirs) in zip(
            correlations, oracle.figures("time_series_tests", "acf_20_adjusted_false").dropFirst())
        {
            #expect(agree(ours, theirs))
        }
        #expect(correlations.count == 20)
        let chance = oracle.figures("time_series_tests", "jarque_bera")[1]
        #expect(abs(performance.figure("jarque_bera_p") - chance) < 1e-12)
    }

    @Test(arguments: names) func aRiskFreeReturnAndATargetAgreeWithTheOracle(name: String) throws {
        let oracle = try OracleRun(name)
        // Quantstats turns 2 % a year into (1.02)^(1/252) − 1 a day, as we do.
        let two = oracle.performance(riskFreePerYear: 0.02)
        #expect(agree(two.figure("sharpe"), oracle.figure(OracleRun.quantstats, "sharpe_rf_2pct_annual")))
        // Empyrical's 1e-4 a day is the year's rate that compounds to it.
        var rate = 1.0
        for _ in 0..<252 { rate *= 1.0001 }
        let daily = oracle.performance(riskFreePerYear: rate - 1)
        #expect(agree(daily.figure("sharpe"), oracle.figure(OracleRun.empyrical, "sharpe_ratio_rf_1e-4_daily")))
        #expect(
            agree(daily.figure("sortino"), oracle.figure(OracleRun.empyrical, "sortino_ratio_required_1e-4_daily")))
        #expect(agree(daily.figure("beta"), oracle.figure(OracleRun.empyrical, "beta_rf_1e-4_daily")))
        let five = oracle.performance(riskFreePerYear: 0.05)
        #expect(agree(five.figure("omega"), oracle.figure(OracleRun.empyrical, "omega_ratio_required_5pct_annual")))
    }

    @Test(arguments: names) func monthsAndYearsAgreeWithTheOracle(name: String) throws {
        let performance = try OracleRun(name).performance()
        let months = try FigureTable(path: SharedFolder.path("oracles/statistics/monthly_returns_\(name).csv"))
        #expect(performance.months.map { Double($0.year) } == months.numbers("year"))
        #expect(performance.months.map { Double($0.month ?? 0) } == months.numbers("month"))
        for (ours, theirs) in zip(performance.months, months.numbers("ret")) { #expect(agree(ours.value, theirs)) }
        let years = try FigureTable(path: SharedFolder.path("oracles/statistics/yearly_returns_\(name).csv"))
        #expect(performance.years.map { Double($0.year) } == years.numbers("year"))
        for (ours, theirs) in zip(performance.years, years.numbers("ret")) { #expect(agree(ours.value, theirs)) }
    }

    @Test("S60 drawdowns agree with the oracle", arguments: names)
    func s60DrawdownsAgreeWithTheOracle(name: String) throws {
        let oracle = try OracleRun(name)
        let ours = oracle.performance().worstDrawdowns(10)
        let table = try FigureTable(path: SharedFolder.path("oracles/statistics/drawdowns_\(name).csv"))
        #expect(ours.count == table.rows.count)
        // The oracle's end is the last day under water, ours the day back at the peak.
        let ends = table.texts("end").map { parsedDate($0) }
        for (index, drawdown) in ours.enumerated() {
            #expect(agree(drawdown.depth * 100, table.numbers("max_drawdown")[index]))
            #expect(drawdown.start.date.description == table.texts("start")[index])
            #expect(drawdown.trough.date.description == table.texts("valley")[index])
            let last = drawdown.recoveryIndex.map { oracle.dates[$0 - 1] } ?? oracle.dates[oracle.dates.count - 1]
            #expect(last == ends[index])
        }
    }

    @Test(arguments: names) func rollingFiguresAgreeWithTheOracle(name: String) throws {
        let performance = try OracleRun(name).performance()
        let returns = performance.sessionReturns
        let table = try FigureTable(path: SharedFolder.path("oracles/statistics/rolling_\(name).csv"))
        let sharpe = RollingStatistics.sharpe(returns, window: 126, periodsPerYear: 252)
        let volatility = RollingStatistics.volatility(returns, window: 126, periodsPerYear: 252)
        let sortino = RollingStatistics.sortino(returns, window: 126, periodsPerYear: 252)
        let columns: [(String, [Double])] = [
            ("roll_sharpe_126", sharpe), ("qs_rolling_sharpe_126", sharpe),
            ("roll_max_drawdown_126", RollingStatistics.maxDrawdown(returns, window: 126)),
            ("drawdown", performance.drawdownColumn()),
            ("qs_rolling_volatility_126", volatility), ("qs_rolling_sortino_126", sortino),
        ]
        for (column, ours) in columns {
            var compared = 0
            for (row, theirs) in table.numbers(column).enumerated() where !theirs.isNaN {
                compared += 1
                #expect(
                    agree(ours[row * 5], theirs, relative: 1e-8), "\(column) row \(row): \(ours[row * 5]), \(theirs)")
            }
            #expect(compared > 300)
        }
        for (row, theirs) in table.numbers("cum_return").enumerated() {
            #expect(agree(performance.sessionWealth[row * 5] / 100_000 - 1, theirs, absolute: 1e-11))
        }
    }
}

import Core
import Statistics
import TestSupport
import Testing

/// The lines S55 to S64 of the semantics, on runs of a few bars that a person can check.
@Suite struct MetricSemanticsTests {
    private func run(_ equity: [Double], initial: Double = 100, _ change: (inout PerformanceInput) -> Void = { _ in })
        -> Performance
    {
        var input = dailyInput(equity: equity, initial: initial, dates: days(equity.count))
        input.bootstrapResamples = 0
        change(&input)
        return Performance(input)
    }

    @Test("S55 the first return runs from the initial capital to the first mark")
    func s55FirstReturnRunsFromTheInitialCapital() {
        let performance = run([110, 99])
        #expect(performance.sessionReturns.count == 2)
        #expect(agree(performance.sessionReturns[0], 0.1))
        #expect(agree(performance.sessionReturns[1], -0.1))
        #expect(agree(performance.figure("total_return"), -0.01))
        #expect(agree(performance.figure("net_profit"), -1))
    }

    @Test("S55 external flows are removed") func s55ExternalFlowsAreRemoved() {
        // 100 earns 10 %, 90 is paid in, 200 earns 5 %, 60 is taken out.
        let performance = run([110, 200, 210, 150]) { $0.flows = [0, 90, 0, -60] }
        for (ours, theirs) in zip(performance.sessionReturns, [0.1, 0, 0.05, 0]) { #expect(agree(ours, theirs)) }
        #expect(agree(performance.figure("total_return"), 1.1 * 1.05 - 1))
        #expect(agree(performance.figure("net_profit"), 20))
        #expect(performance.figure("max_drawdown") > -1e-12)
        #expect(performance.figure("final_equity") == 150)
    }

    @Test("S56 ratios are on returns aggregated to days, with the periods per year printed")
    func s56RatiosAreOnDailyReturns() {
        // Two bars a session: 100 → 101, 102 | 103, 101 | 104, 103.02.
        var input = PerformanceInput(
            start: 0, initialCapital: 100, times: (1...6).map { Int64($0) * Timestamp.hour * 12 },
            equity: [101, 102, 103, 101, 104, 103.02], sessionEnds: [2, 4, 6], sessionDates: days(3),
            periodsPerYear: 365, periodsBasis: "24/7")
        input.bootstrapResamples = 0
        let performance = Performance(input)
        let returns = [0.02, 101.0 / 102 - 1, 0.02]
        for (ours, theirs) in zip(performance.sessionReturns, returns) { #expect(agree(ours, theirs)) }
        let moments = Moments(returns)
        let expected = moments.mean / (moments.standardDeviation(ddof: 1) ?? .nan) * 365.0.squareRoot()
        #expect(agree(performance.figure("sharpe"), expected))
        #expect(performance.value("sharpe")?.definition == "arith,ddof=1,rf=0,ppy=365")
        #expect(performance.value("sharpe")?.n == 3)
        #expect(performance.value("periods_per_year")?.definition == "convention,24/7")
        // Drawdowns are on bars: 104 → 103.02 is inside a session, 103 → 101 too.
        #expect(agree(performance.figure("max_drawdown"), 101.0 / 103 - 1))
        #expect(agree(performance.figure("max_drawdown_daily"), 101.0 / 102 - 1))
    }

    @Test("S56 a convention that the data contradict by more than 2 % is warned of")
    func s56ContradictedConventionIsWarnedOf() {
        let everyDay = run((1...400).map { 100 + Double($0 % 7) })
        #expect(agree(everyDay.figure("periods_per_year_measured"), 365.25))
        #expect(everyDay.warnings.map(\.code) == ["periods-per-year"])
        #expect(
            everyDay.warnings.first?.text
                == "the data have 365.3 sessions a year, but ratios are annualised with 252 (XNYS)")
        let right = run((1...400).map { 100 + Double($0 % 7) }) { $0.periodsPerYear = 365 }
        #expect(right.warnings.isEmpty)
        let short = run((1...50).map { 100 + Double($0 % 7) })
        #expect(short.warnings.isEmpty)
        #expect(short.value("periods_per_year_measured")?.reason == "n/a (n=50)")
    }

    @Test("S57 the Sharpe ratio of four returns by hand") func s57SharpeOfFourReturns() {
        // Returns 1 %, 3 %, −1 %, 1 %: mean 1 %, sd √(0.0008/3).
        let performance = run([101, 104.03, 102.9897, 104.019597])
        #expect(agree(performance.figure("sharpe"), 0.01 / (0.0008 / 3).squareRoot() * 252.0.squareRoot()))
        #expect(performance.value("sharpe_autocorrelation_adjusted")?.reason == "n/a (n=4)")
    }

    @Test("S57 at zero variance the ratio is undefined, not zero or infinite") func s57ZeroVarianceIsUndefined() {
        for step in [0.0, 0.001, -0.002] {
            var level = 100_000.0
            let equity = (0..<300).map { _ in
                level *= 1 + step
                return level
            }
            let performance = run(equity, initial: 100_000) { $0.bootstrapResamples = 100 }
            for id in [
                "sharpe", "sharpe_low", "sharpe_standard_error", "sharpe_probabilistic", "skewness", "kurtosis_raw",
                "autocorrelation", "kelly_leverage", "jarque_bera_p",
            ] {
                let value = performance.value(id)
                #expect(value?.value == nil, "\(id) of \(step): \(value?.value ?? 0)")
                #expect(value?.reason?.contains("do not vary") == true, "\(id): \(value?.reason ?? "")")
            }
        }
    }

    @Test("S57 Lo's adjustment lowers the ratio of returns that follow each other")
    func s57LosAdjustmentLowersTheRatioOfTrendingReturns() {
        var level = 100.0
        let trending = (0..<400).map { index in
            level *= 1 + ((index / 10) % 2 == 0 ? 0.01 : -0.008)
            return level
        }
        let performance = run(trending)
        #expect(performance.figure("sharpe_autocorrelation_adjusted") > 0)
        #expect(performance.figure("sharpe_autocorrelation_adjusted") < 0.6 * performance.figure("sharpe"))
        #expect(
            performance.value("sharpe_autocorrelation_adjusted")?.definition == "arith,ddof=1,rf=0,ppy=252,lags=5")
    }

    @Test("S58 the Sortino ratio divides by all returns") func s58SortinoDividesByAllReturns() {
        // Returns 1 %, 3 %, −1 %, 1 %: one shortfall of 1 % among four.
        let performance = run([101, 104.03, 102.9897, 104.019597])
        #expect(agree(performance.figure("sortino"), 0.01 / (0.0001 / 4).squareRoot() * 252.0.squareRoot()))
        #expect(run([101, 102]).value("sortino")?.reason == "no return falls short")
    }

    @Test("S59 growth a year is on ACT/365.25 from the first instant to the last") func s59GrowthIsOnActualDays() {
        // 21 % in 730.5 days are 10 % a year, whatever the number of bars.
        let half = Timestamp.day * 1461 / 4
        var input = PerformanceInput(
            start: 0, initialCapital: 100, times: [half, 2 * half], equity: [150, 121], sessionEnds: [1, 2],
            sessionDates: days(2), periodsPerYear: 252, periodsBasis: "XNYS")
        input.bootstrapResamples = 0
        let performance = Performance(input)
        #expect(agree(performance.figure("cagr"), 0.1))
        #expect(performance.value("cagr")?.definition == "geometric,ACT/365.25")
    }

    @Test("S63 alpha and beta are on excess returns against the same bars") func s63AlphaAndBeta() {
        // r = 2b + 0.001 a day.
        let benchmark = [0.01, -0.02, 0.005, 0.03]
        var (level, equity, levels) = (100.0, [Double](), [Double]())
        var own = 100.0
        for value in benchmark {
            level *= 1 + value
            own *= 1 + 2 * value + 0.001
            levels.append(level)
            equity.append(own)
        }
        let performance = run(equity) { input in
            input.benchmark = levels
            input.benchmarkInitial = 100
            input.riskFreePerYear = 0.05
        }
        #expect(agree(performance.figure("beta"), 2))
        // Excess: r − f = 2(b − f) + 0.001 + f.
        #expect(agree(performance.figure("alpha"), (0.001 + performance.riskFreePerSession) * 252))
        #expect(agree(performance.figure("correlation"), 1))
        #expect(run(equity).value("beta")?.reason == "there is no benchmark")
    }

    @Test("S64 every metric carries its definition and n, and is n/a with too few observations")
    func s64EveryMetricCarriesItsDefinitionAndN() {
        let empty = Performance(dailyInput(equity: [], initial: 100, dates: []))
        for value in MetricCatalogue.evaluate(empty) {
            #expect(value.n == 0)
            #expect(!value.definition.isEmpty && !value.definition.contains("{"), "\(value.id): \(value.definition)")
            if value.value == nil { #expect(value.reason?.isEmpty == false, "\(value.id)") }
        }
        let one = run([101])
        #expect(one.value("sharpe")?.reason == "n/a (n=1)")
        #expect(one.value("volatility")?.reason == "n/a (n=1)")
        #expect(one.value("total_return")?.value.map { agree($0, 0.01) } == true)
        #expect(one.value("lots_win_rate")?.reason == "n/a (n=0)")
    }

    @Test("S64 a figure is finite or absent with a reason, whatever the run")
    func s64FiguresAreFiniteOrAbsent() {
        var runs = [
            run([100, 100, 100]), run([1e-9, 1e9]), run([100, 0, 50]), run([100, -20]), run([100, .nan, 90]),
        ]
        runs.append(
            run([105, 90, 120]) {
                $0.benchmark = [1, 1, 1]; $0.benchmarkInitial = 1
            })
        for performance in runs {
            let values =
                MetricCatalogue.evaluate(performance)
                + CompatibilityProfile.all.flatMap { $0.evaluate(performance) }
            for value in values {
                #expect(value.value?.isFinite ?? (value.reason?.isEmpty == false), "\(value.id)")
                #expect((value.value == nil) == (value.reason != nil), "\(value.id)")
            }
        }
    }

    @Test("S43 no returns are computed on equity at or below zero") func s43NoReturnsOnNegativeEquity() {
        let performance = run([100, 50, -10, 20])
        #expect(performance.value("sharpe")?.reason == "equity fell to zero or below: no returns")
        #expect(performance.value("cagr")?.value == nil)
        #expect(performance.sessionReturns.isEmpty)
        #expect(performance.warnings.map(\.code) == ["no-returns"])
        #expect(agree(performance.figure("net_profit"), -80))
        for id in ["total_return", "max_drawdown", "average_drawdown", "ulcer_index"] {
            #expect(performance.value(id)?.value == nil, "\(id)")
            #expect(performance.value(id)?.reason == "equity fell to zero or below: no returns", "\(id)")
        }
        let falls = performance.drawdownColumn()
        #expect(falls[0] == 0 && falls[1] == -0.5 && falls[2].isNaN && falls[3] == -0.8)
    }
}

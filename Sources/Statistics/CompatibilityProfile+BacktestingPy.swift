internal import Core
internal import Glibc

extension CompatibilityProfile {
    private static let name = "backtesting.py 0.6.6"

    /// backtesting.py: geometric mean return over a volatility of compounded returns.
    ///
    /// 365 days a year where the sessions hold weekends, else 252. Fractions here, where that tool prints percentages.
    static let backtestingPy = CompatibilityProfile(
        id: "backtesting.py", tool: name, metrics: backtestingReturns + backtestingDrawdowns + backtestingTrades)

    private static let backtestingReturns: [MetricDeclaration] = [
        figure("Return", .fraction, name, over: .bars, "last / first equity − 1", "compounded") { $0.totalReturn },
        figure("Return (Ann.)", .fraction, name, "(1 + g)^days − 1, g the geometric mean", "geometric,252|365") {
            annualReturn($0)
        },
        figure(
            "Volatility (Ann.)", .fraction, name, atLeast: 3, "√((var + (1+g)²)^days − (1+g)^(2 days))",
            "ddof=1,compounded"
        ) {
            annualVolatility($0)
        },
        figure("CAGR", .fraction, name, "(last/first)^(365.25/calendar days) − 1", "geometric,ACT/365.25 between bars")
        {
            performance in
            guard let first = performance.input.times.first, let last = performance.input.times.last, last > first,
                let growth = performance.totalReturn
            else { return nil }
            return expm1(log1p(growth) * 365.25 / (Double(last - first) / Double(Timestamp.day)))
        },
        figure("Sharpe Ratio", .ratio, name, atLeast: 3, "Return (Ann.) / Volatility (Ann.)", "geometric,rf=0") {
            performance in
            guard let volatility = annualVolatility(performance), volatility > 1e-14 else { return nil }
            return annualReturn(performance).map { $0 / volatility }
        },
        figure(
            "Sortino Ratio", .ratio, name, atLeast: 3, "Return (Ann.) / (√mean(min(r, 0)²) · √days)", "geometric,rf=0"
        ) {
            performance in
            let returns = Array(performance.sessionReturns.dropFirst())
            let squares = Reductions.partial(returns, about: 0).squaresBelow / Double(returns.count)
            guard squares > 0 else { return nil }
            return annualReturn(performance).map { $0 / (squares * tradingDays(performance)).squareRoot() }
        },
        figure("Calmar Ratio", .ratio, name, "Return (Ann.) / |Max. Drawdown|", "geometric") { performance in
            guard performance.drawdowns.maximum < 0 else { return nil }
            return annualReturn(performance).map { $0 / -performance.drawdowns.maximum }
        },
        figure("Beta", .ratio, name, over: .benchmarkSessions, atLeast: 3, "cov/var of log returns per bar", "log,bars")
        {
            performance in
            let own = logReturns(performance.wealth)
            return PairedMoments(x: logReturns(performance.input.benchmark), y: own).slope
        },
    ]

    private static let backtestingDrawdowns: [MetricDeclaration] = [
        figure("Max. Drawdown", .fraction, name, over: .bars, "min of equity / peak − 1", "bars") {
            $0.maximumDrawdown
        },
        figure("Avg. Drawdown", .fraction, name, over: .drawdowns, "mean depth", "bars") { performance in
            performance.mean(stretches(performance).map(\.depth))
        },
        figure("Max. Drawdown Duration", .days, name, over: .drawdowns, "longest, calendar days", "peak to recovery") {
            performance in
            stretches(performance).map { days($0, performance) }.max()
        },
        figure("Avg. Drawdown Duration", .days, name, over: .drawdowns, "mean, calendar days", "peak to recovery") {
            performance in
            performance.mean(stretches(performance).map { days($0, performance) })
        },
    ]

    private static let backtestingTrades: [MetricDeclaration] = [
        figure("Exposure Time", .fraction, name, over: .bars, "share of bars from an entry's to an exit's", "both ends")
        {
            performance in
            var held = [Bool](repeating: false, count: performance.wealth.count)
            for lot in performance.lots.trades {
                for bar in lot.entryBar...lot.exitBar where held.indices.contains(bar) { held[bar] = true }
            }
            return Double(held.count { $0 }) / Double(held.count)
        },
        figure("# Trades", .count, name, over: .lots, atLeast: 0, "closed lots", "lots") { Double($0.lots.count) },
        figure("Win Rate", .fraction, name, over: .lots, "share with profit above 0", "after costs") {
            $0.lots.winRate
        },
        figure("Best Trade", .fraction, name, over: .lots, "max return", "on entry") { $0.lots.returns.maximum },
        figure("Worst Trade", .fraction, name, over: .lots, "min return", "on entry") { $0.lots.returns.minimum },
        figure("Avg. Trade", .fraction, name, over: .lots, "geometric mean of returns", "on entry") {
            $0.lots.geometricMeanReturn
        },
        figure("Max. Trade Duration", .days, name, over: .lots, "longest, calendar days", "lots") {
            $0.lots.trades.map(\.days).max()
        },
        figure("Avg. Trade Duration", .days, name, over: .lots, "mean, calendar days", "lots") {
            $0.lots.averageDays
        },
        figure("Profit Factor", .ratio, name, over: .lots, "Σ positive / |Σ negative| returns", "returns, not cash") {
            performance in
            let partial = Reductions.partial(performance.lots.trades.map(\.returnOnEntry), about: 0)
            return partial.below > 0 ? partial.above / partial.below : nil
        },
        figure("Expectancy", .fraction, name, over: .lots, "mean return", "on entry") { $0.lots.returns.mean },
        figure("SQN", .ratio, name, over: .lots, atLeast: 2, "√n · mean / sd of profit", "ddof=1") {
            $0.lots.systemQuality
        },
        figure("Kelly Criterion", .ratio, name, over: .lots, "W − (1 − W)/(mean win/|mean loss|)", "cash") {
            $0.lots.kelly
        },
    ]

    private static func tradingDays(_ performance: Performance) -> Double {
        let dates = performance.input.sessionDates
        let weekends = dates.count { $0.weekday >= 6 }
        return Double(weekends) > Double(dates.count) * 2 / 7 * 0.6 ? 365 : 252
    }

    private static func annualReturn(_ performance: Performance) -> Double? {
        growth(performance, periods: tradingDays(performance))
    }

    /// `Π(1 + r)^(periods/(n − 1)) − 1`: the tool has no return for the first bar.
    private static func growth(_ performance: Performance, periods: Double) -> Double? {
        let returns = Array(performance.sessionReturns.dropFirst())
        return returns.isEmpty ? nil : performance.annualGrowth(returns, periods: periods)
    }

    private static func annualVolatility(_ performance: Performance) -> Double? {
        guard let mean = growth(performance, periods: 1),
            let variance = Moments(Array(performance.sessionReturns.dropFirst()), scale: 1).variance(ddof: 1)
        else { return nil }
        let days = tradingDays(performance)
        let square = (1 + mean) * (1 + mean)
        return max(0, pow(variance + square, days) - pow(square, days)).squareRoot()
    }

    private static func logReturns(_ levels: [Double]) -> [Double] {
        zip(levels.dropFirst(), levels).map { log($0 / $1) }
    }

    /// The tool leaves out a last fall of a single bar.
    private static func stretches(_ performance: Performance) -> [DrawdownScan.Stretch] {
        let last = performance.wealth.count - 1
        return performance.drawdowns.stretches.filter { Int($0.end) <= last || last - Int($0.peak) > 1 }
    }

    private static func days(_ stretch: DrawdownScan.Stretch, _ performance: Performance) -> Double {
        let times = performance.input.times
        let from = stretch.peak < 0 ? performance.input.start : times[Int(stretch.peak)]
        return Double(times[min(Int(stretch.end), times.count - 1)] - from) / Double(Timestamp.day)
    }
}

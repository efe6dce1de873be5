internal import Glibc

extension CompatibilityProfile {
    /// empyrical-reloaded: 252 days a year, risk-free return 0.
    static let empyrical = CompatibilityProfile(
        id: "empyrical", tool: "empyrical-reloaded 0.7.1", metrics: empyricalMetrics("empyrical-reloaded 0.7.1"))

    /// zipline-reloaded, which takes its figures from empyrical.
    static let zipline = CompatibilityProfile(
        id: "zipline", tool: "zipline-reloaded (empyrical-reloaded 0.7.1)",
        metrics: empyricalMetrics("zipline-reloaded (empyrical-reloaded 0.7.1)"))

    private static func empyricalMetrics(_ tool: String) -> [MetricDeclaration] {
        [
            figure("cum_returns_final", .fraction, tool, "Π(1 + r) − 1", "compounded") { $0.totalReturn },
            figure("annual_return", .fraction, tool, "Π(1 + r)^(252/n) − 1", "geometric,ppy=252 by count") {
                $0.growthByCount(periods: 252)
            },
            figure("annual_volatility", .fraction, tool, atLeast: 2, "sd(r) · √252", "ddof=1,ppy=252") {
                $0.moments.standardDeviation(ddof: 1).map { $0 * 252.0.squareRoot() }
            },
            figure("sharpe_ratio", .ratio, tool, atLeast: 2, "mean(r)/sd(r) · √252", "arith,ddof=1,rf=0,ppy=252") {
                $0.plainSharpe(periods: 252)
            },
            figure("sortino_ratio", .ratio, tool, atLeast: 2, "mean(r) · 252 / downside_risk", "mar=0,all n,ppy=252") {
                $0.plainSortino(periods: 252)
            },
            figure("downside_risk", .fraction, tool, "√mean(min(r, 0)²) · √252", "mar=0,all n,ppy=252") {
                $0.plainDownside(periods: 252)
            },
            figure("calmar_ratio", .ratio, tool, "annual_return / |max_drawdown|", "ppy=252 by count,daily") {
                $0.plainCalmar(periods: 252)
            },
            figure("omega_ratio", .ratio, tool, "Σ gains / |Σ losses|", "threshold=0") { $0.plainOmega },
            figure("max_drawdown", .fraction, tool, "min of wealth / peak − 1", "daily,start counts as peak") {
                $0.sessionDrawdowns.maximum
            },
            figure("stability_of_timeseries", .ratio, tool, atLeast: 3, "R² of cumulated log returns", "ols") {
                $0.stability
            },
            figure("tail_ratio", .ratio, tool, "|95 % quantile| / |5 % quantile|", "linear") { $0.plainTailRatio },
            figure("value_at_risk", .fraction, tool, "5 % quantile", "historical,linear") {
                TailRisk.historicalValueAtRisk(sorted: $0.sortedReturns, level: 0.05)
            },
            figure("conditional_value_at_risk", .fraction, tool, "mean of the lowest ⌊(n−1)·5 %⌋+1", "historical") {
                TailRisk.historicalExpectedShortfall(sorted: $0.sortedReturns, level: 0.05)
            },
            figure(
                "alpha", .fraction, tool, over: .benchmarkSessions, atLeast: 2, "(1 + mean(r − β b))^252 − 1",
                "rf=0,compounded,ppy=252"
            ) { performance in
                guard let pair = performance.againstBenchmark, let beta = pair.slope else { return nil }
                return expm1(252 * log1p(pair.y.mean - beta * pair.x.mean))
            },
            figure("beta", .ratio, tool, over: .benchmarkSessions, atLeast: 2, "cov(r, b)/var(b)", "ols") {
                $0.againstBenchmark?.slope
            },
            figure(
                "excess_sharpe", .ratio, tool, over: .benchmarkSessions, atLeast: 2, "mean(r − b)/sd(r − b)",
                "ddof=1,not annualised"
            ) { dailyInformation($0) },
            figure(
                "capture", .ratio, tool, over: .benchmarkSessions, "annual_return / the benchmark's",
                "geometric,ppy=252 by count"
            ) { performance in
                performance.growthByCount(periods: 252).map {
                    $0 / performance.annualGrowth(performance.benchmarkReturns, periods: 252)
                }
            },
            figure("up_capture", .ratio, tool, over: .benchmarkSessions, "capture on days with b > 0", "ppy=252") {
                $0.capture(periods: 252) { $0 > 0 }
            },
            figure("down_capture", .ratio, tool, over: .benchmarkSessions, "capture on days with b < 0", "ppy=252") {
                $0.capture(periods: 252) { $0 < 0 }
            },
            figure("up_down_capture", .ratio, tool, over: .benchmarkSessions, "up_capture / down_capture", "ppy=252") {
                performance in
                guard let up = performance.capture(periods: 252, { $0 > 0 }),
                    let down = performance.capture(periods: 252, { $0 < 0 })
                else { return nil }
                return up / down
            },
        ]
    }

    /// `mean(r − b)/sd(r − b)`, not annualised.
    static func dailyInformation(_ performance: Performance) -> Double? {
        guard let active = performance.activeMoments, active.varies,
            let deviation = active.standardDeviation(ddof: 1)
        else { return nil }
        return active.mean / deviation
    }
}

internal import Glibc

extension CompatibilityProfile {
    private static let vectorbtName = "vectorbt 1.2.0"
    private static let ffnName = "bt 1.4.1 (ffn 1.4.1)"

    /// vectorbt: 365 days a year even where data are on weekdays only.
    static let vectorbt = CompatibilityProfile(
        id: "vectorbt", tool: vectorbtName,
        metrics: [
            figure("total_return", .fraction, vectorbtName, "Π(1 + r) − 1", "compounded") { $0.totalReturn },
            figure("annualized_return", .fraction, vectorbtName, "Π(1 + r)^(365/n) − 1", "geometric,ppy=365 by count") {
                $0.growthByCount(periods: 365)
            },
            figure("annualized_volatility", .fraction, vectorbtName, atLeast: 2, "sd(r) · √365", "ddof=1,ppy=365") {
                $0.moments.standardDeviation(ddof: 1).map { $0 * 365.0.squareRoot() }
            },
            figure("sharpe_ratio", .ratio, vectorbtName, atLeast: 2, "mean/sd · √365", "arith,ddof=1,rf=0,ppy=365") {
                $0.plainSharpe(periods: 365)
            },
            figure("sortino_ratio", .ratio, vectorbtName, atLeast: 2, "mean · 365 / downside", "all n,ppy=365") {
                $0.plainSortino(periods: 365)
            },
            figure("calmar_ratio", .ratio, vectorbtName, "annualized_return / |max_drawdown|", "ppy=365 by count") {
                $0.plainCalmar(periods: 365)
            },
            figure("omega_ratio", .ratio, vectorbtName, "Σ gains / |Σ losses|", "threshold=0") { $0.plainOmega },
            figure("max_drawdown", .fraction, vectorbtName, "min of wealth / peak − 1", "daily") {
                $0.sessionDrawdowns.maximum
            },
        ])

    /// bt, whose figures are ffn's.
    static let ffn = CompatibilityProfile(
        id: "bt", tool: ffnName,
        metrics: [
            figure("total_return", .fraction, ffnName, "last / first − 1", "compounded") { $0.totalReturn },
            figure("cagr", .fraction, ffnName, "(last / first)^(1/years) − 1", "geometric,ACT/365.25") {
                $0.compoundGrowth
            },
            figure("max_drawdown", .fraction, ffnName, "min of wealth / peak − 1", "daily") {
                $0.sessionDrawdowns.maximum
            },
            figure("calmar", .ratio, ffnName, "cagr / |max_drawdown|", "ACT/365.25") { performance in
                guard performance.sessionDrawdowns.maximum < 0 else { return nil }
                return performance.compoundGrowth.map { $0 / -performance.sessionDrawdowns.maximum }
            },
            figure("daily_sharpe", .ratio, ffnName, atLeast: 2, "mean/sd · √252", "ddof=1,rf=0") {
                $0.plainSharpe(periods: 252)
            },
            figure("daily_sortino", .ratio, ffnName, atLeast: 2, "mean / √mean(min(r, 0)²) · √252", "all n,mar=0") {
                $0.plainSortino(periods: 252)
            },
            figure("daily_mean", .fraction, ffnName, "mean · 252", "arith") { $0.moments.mean * 252 },
            figure("daily_vol", .fraction, ffnName, atLeast: 2, "sd · √252", "ddof=1") {
                $0.moments.standardDeviation(ddof: 1).map { $0 * 252.0.squareRoot() }
            },
            figure("daily_skew", .ratio, ffnName, atLeast: 3, "G1", "bias-corrected") { $0.moments.skewnessCorrected },
            figure("daily_kurt", .ratio, ffnName, atLeast: 4, "G2", "bias-corrected,excess") {
                $0.moments.kurtosisExcessCorrected
            },
            figure("best_day", .fraction, ffnName, "max r", "daily") { $0.moments.maximum },
            figure("worst_day", .fraction, ffnName, "min r", "daily") { $0.moments.minimum },
            figure("avg_drawdown", .fraction, ffnName, over: .drawdowns, "mean depth", "daily") {
                $0.sessionDrawdowns.averageDepth
            },
        ])

    /// backtrader's SharpeRatio analyzer: calendar years, 1 % risk-free, divisor n, not annualised.
    static let backtrader = CompatibilityProfile(
        id: "backtrader", tool: "backtrader",
        metrics: [
            figure(
                "sharperatio", .ratio, "backtrader", over: .years, atLeast: 2,
                "mean(year − 1 %)/sd(year)", "years,ddof=0,rf=0.01,not annualised"
            ) { performance in
                let moments = Moments(performance.years.map { $0.value - 0.01 }, scale: 1)
                guard moments.varies, let deviation = moments.standardDeviation(ddof: 0) else { return nil }
                return moments.mean / deviation
            }
        ])

    /// Lean's annual Sharpe ratio, which compounds the arithmetic mean; at a risk-free rate of 0.
    static let lean = CompatibilityProfile(
        id: "lean", tool: "QuantConnect Lean",
        metrics: [
            figure(
                "Sharpe Ratio", .ratio, "QuantConnect Lean", atLeast: 2, "((1 + mean)^252 − 1) / (sd · √252)",
                "compounded arith,ddof=1,rf=0,ppy=252"
            ) { performance in
                guard performance.moments.varies, let deviation = performance.moments.standardDeviation(ddof: 1) else {
                    return nil
                }
                return expm1(252 * log1p(performance.moments.mean)) / (deviation * 252.0.squareRoot())
            }
        ])

    /// Qlib: 238 days a year, returns added up and not compounded.
    static let qlib = CompatibilityProfile(
        id: "qlib", tool: "Qlib",
        metrics: [
            figure("mean", .fraction, "Qlib", "mean r", "arith") { $0.moments.mean },
            figure("std", .fraction, "Qlib", atLeast: 2, "sd r", "ddof=1") { $0.moments.standardDeviation(ddof: 1) },
            figure("annualized_return", .fraction, "Qlib", "mean · 238", "arith,ppy=238") { $0.moments.mean * 238 },
            figure("information_ratio", .ratio, "Qlib", atLeast: 2, "mean/sd · √238", "arith,ddof=1,ppy=238") {
                $0.plainSharpe(periods: 238)
            },
            figure("max_drawdown", .fraction, "Qlib", "min of Σ r − its peak", "not compounded") { performance in
                var (sum, peak, worst) = (0.0, -Double.infinity, 0.0)
                for value in performance.sessionReturns {
                    sum += value
                    peak = max(peak, sum)
                    worst = min(worst, sum - peak)
                }
                return worst
            },
        ])

    /// PyBroker: divisor n, not annualised unless asked for.
    static let pybroker = CompatibilityProfile(
        id: "pybroker", tool: "PyBroker 2.0",
        metrics: [
            figure("sharpe", .ratio, "PyBroker 2.0", atLeast: 2, "mean/sd", "ddof=0,rf=0,not annualised") {
                $0.plainSharpe(periods: 1, ddof: 0)
            }
        ])
}

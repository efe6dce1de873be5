internal import Glibc

extension CompatibilityProfile {
    private static let name = "quantstats 0.0.86"

    /// quantstats: 252 days a year, risk-free return 0; wins and losses leave days without change out.
    static let quantstats = CompatibilityProfile(
        id: "quantstats", tool: name, metrics: quantstatsRatios + quantstatsTails + quantstatsWins + quantstatsGreeks)

    private static let quantstatsRatios: [MetricDeclaration] = [
        figure("comp", .fraction, name, "Π(1 + r) − 1", "compounded") { $0.totalReturn },
        figure("cagr", .fraction, name, "Π(1 + r)^(252/n) − 1", "geometric,ppy=252 by count") {
            $0.growthByCount(periods: 252)
        },
        figure("volatility", .fraction, name, atLeast: 2, "sd(r) · √252", "ddof=1,ppy=252") {
            $0.moments.standardDeviation(ddof: 1).map { $0 * 252.0.squareRoot() }
        },
        figure("sharpe", .ratio, name, atLeast: 2, "mean(r)/sd(r) · √252", "arith,ddof=1,rf=0,ppy=252") {
            $0.plainSharpe(periods: 252)
        },
        figure("autocorr_penalty", .ratio, name, atLeast: 4, "√(1 + 2 Σ (n − k)/n · |ρ|^k)", "ρ of r[1…] on r[…n−1]") {
            autocorrelationPenalty($0)
        },
        figure("smart_sharpe", .ratio, name, atLeast: 4, "sharpe / autocorr_penalty", "arith,ddof=1,rf=0,ppy=252") {
            performance in
            autocorrelationPenalty(performance).flatMap { penalty in
                performance.plainSharpe(periods: 252).map { $0 / penalty }
            }
        },
        figure("sortino", .ratio, name, atLeast: 2, "mean(r) / √mean(min(r, 0)²) · √252", "all n,ppy=252") {
            $0.plainSortino(periods: 252)
        },
        figure("smart_sortino", .ratio, name, atLeast: 4, "sortino / autocorr_penalty", "all n,ppy=252") {
            performance in
            autocorrelationPenalty(performance).flatMap { penalty in
                performance.plainSortino(periods: 252).map { $0 / penalty }
            }
        },
        figure("adjusted_sortino", .ratio, name, atLeast: 2, "sortino / √2", "all n,ppy=252") {
            $0.plainSortino(periods: 252).map { $0 / 2.0.squareRoot() }
        },
        figure("omega", .ratio, name, "Σ gains / |Σ losses|", "threshold=0") { $0.plainOmega },
        figure("gain_to_pain_ratio", .ratio, name, "Σ r / |Σ negative r|", "daily,not compounded") { performance in
            let pain = Reductions.partial(performance.sessionReturns, about: 0).below
            return pain > 0 ? performance.moments.mean * Double(performance.moments.count) / pain : nil
        },
        figure("calmar", .ratio, name, "cagr / |max_drawdown|", "ppy=252 by count") { $0.plainCalmar(periods: 252) },
        figure("max_drawdown", .fraction, name, "min of wealth / peak − 1", "daily") { $0.sessionDrawdowns.maximum },
        figure("ulcer_index", .fraction, name, atLeast: 2, "√(Σ drawdown²/(n − 1))", "daily,n-1") { ulcer($0) },
        figure("ulcer_performance_index", .ratio, name, atLeast: 2, "comp / ulcer_index", "not annualised") {
            performance in
            ulcer(performance).flatMap { size in performance.totalReturn.map { $0 / size } }
        },
        figure("recovery_factor", .ratio, name, "|Σ r| / |max_drawdown|", "not compounded") { performance in
            guard performance.sessionDrawdowns.maximum < 0 else { return nil }
            return abs(performance.moments.mean * Double(performance.moments.count))
                / -performance.sessionDrawdowns.maximum
        },
        figure("risk_return_ratio", .ratio, name, atLeast: 2, "mean(r)/sd(r)", "ddof=1,not annualised") {
            $0.plainSharpe(periods: 1)
        },
        figure(
            "probabilistic_sharpe_ratio", .probability, name, atLeast: 4, "Φ(SR √(n−1)/√(1 − G1·SR + (G2+2)/4·SR²))",
            "bias-corrected moments"
        ) {
            performance in
            guard let sharpe = performance.plainSharpe(periods: 1), let skew = performance.moments.skewnessCorrected,
                let kurtosis = performance.moments.kurtosisExcessCorrected
            else { return nil }
            return SharpeInference.probabilisticSharpe(
                sharpe: sharpe, count: performance.moments.count, skewness: skew, kurtosisRaw: kurtosis + 3)
        },
    ]

    private static let quantstatsTails: [MetricDeclaration] = [
        figure("value_at_risk", .fraction, name, atLeast: 2, "mean + sd · Φ⁻¹(5 %)", "normal,ddof=1") {
            performance in
            performance.moments.standardDeviation(ddof: 1).map {
                performance.moments.mean + $0 * NormalDistribution.quantile(0.05)
            }
        },
        figure("cvar", .fraction, name, atLeast: 2, "mean − sd · φ(Φ⁻¹(5 %)) / 5 %", "normal,ddof=1") { performance in
            performance.moments.standardDeviation(ddof: 1).map {
                let density = NormalDistribution.density(NormalDistribution.quantile(0.05))
                return performance.moments.mean - $0 * density / 0.05
            }
        },
        figure("tail_ratio", .ratio, name, "|95 % quantile| / |5 % quantile|", "linear") { $0.plainTailRatio },
        figure("skew", .ratio, name, atLeast: 3, "G1", "bias-corrected") { $0.moments.skewnessCorrected },
        figure("kurtosis", .ratio, name, atLeast: 4, "G2", "bias-corrected,excess") {
            $0.moments.kurtosisExcessCorrected
        },
        figure("outlier_win_ratio", .ratio, name, "99 % quantile / mean of r ≥ 0", "linear") { performance in
            guard let high = quantile(ofSorted: performance.sortedReturns, 0.99) else { return nil }
            return performance.mean(performance.sessionReturns.filter { $0 >= 0 }).map { high / $0 }
        },
        figure("outlier_loss_ratio", .ratio, name, "1 % quantile / mean of r < 0", "linear") { performance in
            guard let low = quantile(ofSorted: performance.sortedReturns, 0.01) else { return nil }
            return performance.mean(performance.sessionReturns.filter { $0 < 0 }).map { low / $0 }
        },
    ]

    private static let quantstatsWins: [MetricDeclaration] = [
        figure("win_rate", .fraction, name, "share of r > 0 among r ≠ 0", "days without change left out") {
            winRate($0.sessionReturns)
        },
        figure("win_rate_monthly", .fraction, name, over: .months, "win_rate of months", "compounded") {
            winRate($0.months.map(\.value))
        },
        figure("avg_return", .fraction, name, "mean of r ≠ 0", "days without change left out") {
            $0.mean($0.sessionReturns.filter { $0 != 0 })
        },
        figure("avg_win", .fraction, name, "mean of r > 0", "arith") { $0.mean($0.sessionReturns.filter { $0 > 0 }) },
        figure("avg_loss", .fraction, name, "mean of r < 0", "arith") { $0.mean($0.sessionReturns.filter { $0 < 0 }) },
        figure("payoff_ratio", .ratio, name, "avg_win / |avg_loss|", "arith") { payoff($0) },
        figure("profit_factor", .ratio, name, "Σ gains / |Σ losses|", "daily") { $0.plainOmega },
        figure("cpc_index", .ratio, name, "profit_factor · win_rate · payoff_ratio", "daily") { performance in
            guard let factor = performance.plainOmega, let rate = winRate(performance.sessionReturns),
                let payoff = payoff(performance)
            else { return nil }
            return factor * rate * payoff
        },
        figure("common_sense_ratio", .ratio, name, "profit_factor · tail_ratio", "daily") { performance in
            performance.plainOmega.flatMap { factor in performance.plainTailRatio.map { factor * $0 } }
        },
        figure("kelly_criterion", .ratio, name, "win_rate − (1 − win_rate)/payoff_ratio", "daily") { performance in
            guard let rate = winRate(performance.sessionReturns), let payoff = payoff(performance) else { return nil }
            return (payoff * rate - (1 - rate)) / payoff
        },
        figure("consecutive_wins", .sessions, name, "most r > 0 in a row", "daily") {
            Double($0.longestRun { $0 > 0 })
        },
        figure("consecutive_losses", .sessions, name, "most r < 0 in a row", "daily") {
            Double($0.longestRun { $0 < 0 })
        },
        figure("exposure", .fraction, name, "share of r ≠ 0, rounded up to 1 %", "daily") { performance in
            performance.share(performance.sessionReturns) { $0 != 0 }.map { ($0 * 100).rounded(.up) / 100 }
        },
        figure("best", .fraction, name, "max r", "daily") { $0.moments.maximum },
        figure("worst", .fraction, name, "min r", "daily") { $0.moments.minimum },
        figure("geometric_mean", .fraction, name, "Π(1 + r)^(1/n) − 1", "daily") { $0.growthByCount(periods: 1) },
    ]

    private static let quantstatsGreeks: [MetricDeclaration] = [
        figure(
            "information_ratio", .ratio, name, over: .benchmarkSessions, atLeast: 2, "mean(r − b)/sd(r − b)",
            "ddof=1,not annualised"
        ) {
            dailyInformation($0)
        },
        figure("beta", .ratio, name, over: .benchmarkSessions, atLeast: 2, "cov(r, b)/var(b)", "ols") {
            $0.againstBenchmark?.slope
        },
        figure("alpha", .fraction, name, over: .benchmarkSessions, atLeast: 2, "(mean r − β mean b) · 252", "rf=0") {
            performance in
            performance.againstBenchmark.flatMap { pair in
                pair.slope.map { (pair.y.mean - $0 * pair.x.mean) * 252 }
            }
        },
        figure("r_squared", .fraction, name, over: .benchmarkSessions, atLeast: 2, "correlation²", "ols") {
            $0.againstBenchmark?.correlation.map { $0 * $0 }
        },
        figure("treynor_ratio", .ratio, name, over: .benchmarkSessions, atLeast: 2, "comp / beta", "not annualised") {
            performance in
            performance.againstBenchmark?.slope.flatMap { beta in performance.totalReturn.map { $0 / beta } }
        },
    ]

    private static func autocorrelationPenalty(_ performance: Performance) -> Double? {
        let returns = performance.sessionReturns
        let pair = PairedMoments(x: Array(returns.dropLast()), y: Array(returns.dropFirst()))
        guard let correlation = pair.correlation.map({ abs($0) }) else { return nil }
        let n = Double(returns.count)
        var (sum, power) = (0.0, 1.0)
        for lag in 1..<returns.count {
            power *= correlation
            sum += (n - Double(lag)) / n * power
        }
        return (1 + 2 * sum).squareRoot()
    }

    private static func ulcer(_ performance: Performance) -> Double? {
        let scan = performance.sessionDrawdowns
        let value = (scan.sumOfSquares / Double(scan.barCount - 1)).squareRoot()
        return value > 0 ? value : nil
    }

    private static func winRate(_ returns: [Double]) -> Double? {
        let changes = returns.count { $0 != 0 }
        return changes == 0 ? nil : Double(returns.count { $0 > 0 }) / Double(changes)
    }

    private static func payoff(_ performance: Performance) -> Double? {
        guard let win = performance.mean(performance.sessionReturns.filter { $0 > 0 }),
            let loss = performance.mean(performance.sessionReturns.filter { $0 < 0 })
        else { return nil }
        return win / -loss
    }
}

internal import Glibc

extension MetricCatalogue {
    private static let flat = "the returns do not vary"

    /// How much the run varied, and what it made for it.
    static let risk: [MetricDeclaration] = [
        MetricDeclaration(
            "volatility", "Volatility a year", .fraction, .risk, over: .sessions, atLeast: 2, better: .lower,
            formula: "sd(r) · √ppy", source: "S56", definition: "ddof=1,ppy={ppy}",
            interval: { performance in
                performance.bootstrap?.deviation.map {
                    StationaryBootstrap.Interval(
                        low: $0.low * performance.rootPeriods, high: $0.high * performance.rootPeriods)
                }
            }, value: { $0.volatility }),
        MetricDeclaration(
            "downside_deviation", "Downside deviation a year", .fraction, .risk, over: .sessions, better: .lower,
            formula: "√(Σ min(r − f, 0)²/n) · √ppy", source: "S58", definition: "all n,mar=rf={rf},ppy={ppy}"
        ) { performance in
            performance.downsidePerSession.map { $0 * performance.rootPeriods }
        },
        MetricDeclaration(
            "sharpe", "Sharpe ratio", .ratio, .risk, over: .sessions, atLeast: 2, better: .higher,
            formula: "mean(r − f) / sd(r − f) · √ppy; interval by stationary bootstrap, 95 %, percentiles",
            source: "Sharpe (1994), eq. 4–6; Politis & Romano (1994) for the interval",
            definition: "arith,ddof=1,rf={rf},ppy={ppy}", undefined: flat,
            interval: { performance in
                performance.bootstrap?.sharpe.map {
                    StationaryBootstrap.Interval(
                        low: $0.low * performance.rootPeriods, high: $0.high * performance.rootPeriods)
                }
            }, value: { $0.sharpe }),
        MetricDeclaration(
            "sharpe_low", "Sharpe ratio, low end", .ratio, .risk, over: .sessions, atLeast: 20, better: .higher,
            formula: "2.5 % quantile of the Sharpe ratios of resamples in blocks of random length",
            source: "Politis & Romano (1994); block length Politis & White (2004)",
            definition: "stationary bootstrap,95%,resamples={resamples},block={block}", undefined: flat
        ) { performance in
            performance.bootstrap?.sharpe.map { $0.low * performance.rootPeriods }
        },
        MetricDeclaration(
            "sharpe_high", "Sharpe ratio, high end", .ratio, .risk, over: .sessions, atLeast: 20, better: .higher,
            formula: "97.5 % quantile of the Sharpe ratios of resamples in blocks of random length",
            source: "Politis & Romano (1994); block length Politis & White (2004)",
            definition: "stationary bootstrap,95%,resamples={resamples},block={block}", undefined: flat
        ) { performance in
            performance.bootstrap?.sharpe.map { $0.high * performance.rootPeriods }
        },
        MetricDeclaration(
            "sharpe_autocorrelation_adjusted", "Sharpe ratio, autocorrelation-adjusted", .ratio, .risk,
            over: .sessions, atLeast: 20, better: .higher,
            formula: "mean/sd · q/√(q + 2 Σ (q − k) ρ_k), q = ppy, ρ_k = 0 beyond ⌊4(n/100)^(2/9)⌋ lags",
            source: "Lo (2002), eq. 20; lags Newey & West (1994)",
            definition: "arith,ddof=1,rf={rf},ppy={ppy},lags={lags}",
            undefined: "the returns do not vary, or their autocorrelations cancel the variance",
            value: { $0.autocorrelationAdjustedSharpe }),
        MetricDeclaration(
            "sharpe_standard_error", "Standard error of the Sharpe ratio", .ratio, .risk, over: .sessions,
            atLeast: 2, better: .lower, formula: "√((1 + SR²/2)/n) · √ppy, SR per session",
            source: "Lo (2002), eq. 9", definition: "iid,ddof=1,rf={rf},ppy={ppy}", undefined: flat
        ) { performance in
            performance.sharpePerSession.flatMap {
                SharpeInference.standardError(sharpe: $0, count: performance.sessionReturns.count)
            }.map { $0 * performance.rootPeriods }
        },
        MetricDeclaration(
            "sharpe_probabilistic", "Probabilistic Sharpe ratio", .probability, .risk, over: .sessions, atLeast: 4,
            better: .higher, formula: "Φ(SR √(n − 1) / √(1 − g3·SR + (g4 − 1)/4·SR²)), SR per session against 0",
            source: "Bailey & López de Prado (2012), eq. 11",
            definition: "sr*=0,biased moments,raw kurtosis,ddof=1,rf={rf}",
            undefined: "the returns do not vary, or their variance factor is not positive"
        ) { performance in
            guard let sharpe = performance.sharpePerSession, let skewness = performance.excessMoments.skewness,
                let kurtosis = performance.excessMoments.kurtosisRaw
            else { return nil }
            return SharpeInference.probabilisticSharpe(
                sharpe: sharpe, count: performance.sessionReturns.count, skewness: skewness, kurtosisRaw: kurtosis)
        },
        MetricDeclaration(
            "minimum_track_record", "Minimum track record", .sessions, .risk, over: .sessions, atLeast: 4,
            better: .lower, formula: "1 + (1 − g3·SR + (g4 − 1)/4·SR²)(Φ⁻¹(0.95)/SR)², SR per session against 0",
            source: "Bailey & López de Prado (2012), eq. 13",
            definition: "sr*=0,95%,biased moments,raw kurtosis,ddof=1,rf={rf}",
            undefined: "the Sharpe ratio is not above 0"
        ) { performance in
            guard let sharpe = performance.sharpePerSession, let skewness = performance.excessMoments.skewness,
                let kurtosis = performance.excessMoments.kurtosisRaw
            else { return nil }
            return SharpeInference.minimumTrackRecordLength(
                sharpe: sharpe, skewness: skewness, kurtosisRaw: kurtosis)
        },
        MetricDeclaration(
            "sortino", "Sortino ratio", .ratio, .risk, over: .sessions, atLeast: 2, better: .higher,
            formula: "mean(r − f) / √(Σ min(r − f, 0)²/n) · √ppy", source: "Sortino & Price (1994); S58",
            definition: "arith,all n,mar=rf={rf},ppy={ppy}", undefined: "no return falls short",
            value: { $0.sortino }),
        MetricDeclaration(
            "omega", "Omega ratio", .ratio, .risk, over: .sessions, atLeast: 2, better: .higher,
            formula: "Σ max(r − f, 0) / Σ max(f − r, 0)", source: "Keating & Shadwick (2002)",
            definition: "threshold=rf={rf}", undefined: "no return falls short"
        ) { performance in
            performance.partial.below > 0 ? performance.partial.above / performance.partial.below : nil
        },
        MetricDeclaration(
            "calmar", "Calmar ratio", .ratio, .risk, over: .sessions, atLeast: 2, better: .higher,
            formula: "cagr / |max_drawdown|, the whole run", source: "Young (1991); over all years also called MAR",
            definition: "geometric,ACT/365.25,bars", undefined: "there is no drawdown"
        ) { performance in
            guard performance.drawdowns.maximum < 0 else { return nil }
            return performance.compoundGrowth.map { $0 / -performance.drawdowns.maximum }
        },
        MetricDeclaration(
            "calmar_36_months", "Calmar ratio, 36 months", .ratio, .risk, over: .sessions, atLeast: 2,
            better: .higher, formula: "growth a year / |deepest drawdown|, both in the last 36 months",
            source: "Young (1991)", definition: "geometric,ACT/365.25,bars",
            undefined: "the run is shorter than 36 months, or has no drawdown in them",
            value: { $0.calmarOverThreeYears }),
        MetricDeclaration(
            "autocorrelation", "Autocorrelation, one day", .ratio, .risk, over: .sessions, atLeast: 3,
            better: .neither, formula: "Σ (r_t − m)(r_{t−1} − m) / Σ (r_t − m)²",
            source: "Box & Jenkins (1976), eq. 2.1.11", definition: "lag=1,full variance", undefined: flat,
            value: { autocorrelations(of: $0.sessionReturns, moments: $0.moments, lags: 1).first }),
        MetricDeclaration(
            "sharpe_monthly", "Sharpe ratio of months", .ratio, .risk, over: .months, atLeast: 3, better: .higher,
            formula: "mean / sd of the excess returns of calendar months · √12", source: "Sharpe (1994), eq. 4–6",
            definition: "arith,ddof=1,rf={rf},ppy=12,partial months included", undefined: flat
        ) { performance in
            let free = expm1(log1p(performance.input.riskFreePerYear) / 12)
            let moments = Moments(performance.months.map { $0.value - free }, scale: 1)
            guard moments.varies, let deviation = moments.standardDeviation(ddof: 1) else { return nil }
            return moments.mean / deviation * 12.0.squareRoot()
        },
    ]

    /// How bad the run was at its ends.
    static let tails: [MetricDeclaration] =
        [
            MetricDeclaration(
                "skewness", "Skewness", .ratio, .tails, over: .sessions, atLeast: 3, better: .higher,
                formula: "m3 / m2^1.5", source: "S62", definition: "biased,g1", undefined: flat,
                value: { $0.moments.skewness }),
            MetricDeclaration(
                "kurtosis_raw", "Kurtosis, raw", .ratio, .tails, over: .sessions, atLeast: 4, better: .lower,
                formula: "m4 / m2², 3 for a normal distribution", source: "S62", definition: "biased,raw",
                undefined: flat, value: { $0.moments.kurtosisRaw }),
            MetricDeclaration(
                "kurtosis_excess", "Kurtosis, excess", .ratio, .tails, over: .sessions, atLeast: 4, better: .lower,
                formula: "m4 / m2² − 3, 0 for a normal distribution", source: "S62", definition: "biased,excess,g2",
                undefined: flat, value: { $0.moments.kurtosisRaw.map { $0 - 3 } }),
            MetricDeclaration(
                "jarque_bera_p", "Chance of normal returns", .probability, .tails, over: .sessions, atLeast: 20,
                better: .neither, formula: "exp(−JB/2), JB = n/6 (g1² + g2²/4)", source: "Jarque & Bera (1980)",
                definition: "biased,chi2(2)", undefined: flat
            ) { performance in
                guard let skewness = performance.moments.skewness, let kurtosis = performance.moments.kurtosisRaw
                else { return nil }
                let excess = kurtosis - 3
                return exp(-Double(performance.moments.count) / 12 * (skewness * skewness + excess * excess / 4))
            },
            MetricDeclaration(
                "tail_ratio", "Tail ratio", .ratio, .tails, over: .sessions, atLeast: 20, better: .higher,
                formula: "|95 % quantile| / |5 % quantile|", source: "Quantopian, empyrical (2016), tail_ratio",
                definition: "linear interpolation", undefined: "the 5 % quantile is 0"
            ) { performance in
                guard let high = quantile(ofSorted: performance.sortedReturns, 0.95),
                    let low = quantile(ofSorted: performance.sortedReturns, 0.05), low != 0
                else { return nil }
                return abs(high) / abs(low)
            },
        ] + tailRisk(level: 0.05, name: "95") + tailRisk(level: 0.01, name: "99")

    /// Value at risk and expected shortfall at one level.
    private static func tailRisk(level: Double, name: String) -> [MetricDeclaration] {
        let least = Int((1 / level).rounded())
        return [
            MetricDeclaration(
                "var_\(name)_historical", "Value at risk \(name) %, historical", .fraction, .tails, over: .sessions,
                atLeast: least, better: .higher, formula: "the \(level) quantile of the daily returns",
                source: "Hyndman & Fan (1996), definition 7", definition: "historical,linear interpolation,daily",
                value: { TailRisk.historicalValueAtRisk(sorted: $0.sortedReturns, level: level) }),
            MetricDeclaration(
                "es_\(name)_historical", "Expected shortfall \(name) %, historical", .fraction, .tails,
                over: .sessions, atLeast: least, better: .higher,
                formula: "mean of the worst ⌊(n − 1)·\(level)⌋ + 1 daily returns", source: "Acerbi & Tasche (2002)",
                definition: "historical,daily",
                value: { TailRisk.historicalExpectedShortfall(sorted: $0.sortedReturns, level: level) }),
            MetricDeclaration(
                "var_\(name)_cornish_fisher", "Value at risk \(name) %, Cornish–Fisher", .fraction, .tails,
                over: .sessions, atLeast: 20, better: .higher,
                formula: "m + s(z + (z² − 1)g1/6 + (z³ − 3z)g2/24 − (2z³ − 5z)g1²/36), z = Φ⁻¹(\(level))",
                source: "Favre & Galeano (2002)", definition: "cornish-fisher,ddof=0,biased moments,daily",
                undefined: flat, value: { TailRisk.cornishFisherValueAtRisk($0.moments, level: level) }),
            MetricDeclaration(
                "es_\(name)_cornish_fisher", "Expected shortfall \(name) %, Cornish–Fisher", .fraction, .tails,
                over: .sessions, atLeast: 20, better: .higher,
                formula: "the mean of the Cornish–Fisher quantiles below \(level)", source: "Maillard (2012)",
                definition: "cornish-fisher,ddof=0,biased moments,daily",
                undefined: "skewness and kurtosis lie outside the domain of the Cornish–Fisher expansion",
                value: { TailRisk.cornishFisherExpectedShortfall($0.moments, level: level) }),
        ]
    }
}

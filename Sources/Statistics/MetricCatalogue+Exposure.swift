extension MetricCatalogue {
    /// How much of the capital was at work, and what that cost.
    static let exposure: [MetricDeclaration] = [
        MetricDeclaration(
            "exposure_time", "Time in the market", .fraction, .exposure, over: .exposureBars, better: .neither,
            formula: "share of bars with a position at their end", source: "S55", definition: "bars,gross>0"
        ) { performance in
            performance.share(performance.input.grossExposure) { $0 > 0 }
        },
        MetricDeclaration(
            "average_gross_exposure", "Average gross exposure", .fraction, .exposure, over: .exposureBars,
            better: .neither, formula: "mean over bars of Σ |market value| / equity", source: "S55",
            definition: "bars,arith", value: { $0.mean($0.input.grossExposure) }),
        MetricDeclaration(
            "average_net_exposure", "Average net exposure", .fraction, .exposure, over: .exposureBars,
            better: .neither, formula: "mean over bars of Σ market value / equity", source: "S55",
            definition: "bars,arith", undefined: "net exposure is not known", value: { $0.mean($0.input.netExposure) }),
        MetricDeclaration(
            "average_leverage", "Average leverage when in the market", .ratio, .exposure, over: .exposureBars,
            better: .neither, formula: "mean gross exposure over the bars with a position", source: "S55",
            definition: "bars,gross>0", undefined: "there was no position"
        ) { performance in
            // Bars without a position add nothing to the sum.
            let gross = performance.input.grossExposure
            let held = gross.count { $0 > 0 }
            return held == 0 ? nil : Reductions.sum(gross) / Double(held)
        },
        MetricDeclaration(
            "max_gross_exposure", "Highest gross exposure", .fraction, .exposure, over: .exposureBars,
            better: .neither, formula: "max over bars of Σ |market value| / equity", source: "S55", definition: "bars"
        ) { performance in
            performance.input.grossExposure.reduce(0) { $1 > $0 ? $1 : $0 }
        },
        MetricDeclaration(
            "traded_notional", "Traded notional", .currency, .exposure, over: .bars, better: .neither,
            formula: "Σ quantity · price over all fills, both sides", source: "S55", definition: "cash,both sides",
            undefined: "traded notional is not known", value: { $0.input.tradedNotional }),
        MetricDeclaration(
            "turnover", "Turnover a year", .ratio, .exposure, over: .bars, better: .lower,
            formula: "traded_notional / 2 / mean equity / years",
            source: "Grinold & Kahn (1999), chapter 16, one way", definition: "one way,ACT/365.25",
            undefined: "traded notional is not known, or no time passed"
        ) { performance in
            guard let notional = performance.input.tradedNotional, performance.elapsedYears > 0,
                let equity = performance.mean(performance.input.equity), equity > 0
            else { return nil }
            return notional / 2 / equity / performance.elapsedYears
        },
        MetricDeclaration(
            "costs_total", "Costs", .currency, .exposure, over: .bars, better: .lower, formula: "Σ costs of the run",
            source: "S44–S49", definition: "cash", undefined: "costs are not known", value: { $0.input.totalCosts }),
        MetricDeclaration(
            "costs_share_of_gross", "Costs of gross profit", .fraction, .exposure, over: .bars, better: .lower,
            formula: "costs_total / (net_profit + costs_total)", source: "S44–S49", definition: "cash",
            undefined: "costs are not known, or there is no gross profit"
        ) { performance in
            guard let costs = performance.input.totalCosts, let last = performance.input.equity.last else { return nil }
            let gross = last - performance.input.initialCapital - Reductions.sum(performance.input.flows) + costs
            return gross > 0 ? costs / gross : nil
        },
        MetricDeclaration(
            "costs_per_notional", "Costs of what was traded", .fraction, .exposure, over: .bars, better: .lower,
            formula: "costs_total / traded_notional", source: "S44–S49", definition: "cash,both sides",
            undefined: "costs or traded notional are not known, or nothing was traded"
        ) { performance in
            guard let costs = performance.input.totalCosts, let notional = performance.input.tradedNotional,
                notional > 0
            else { return nil }
            return costs / notional
        },
    ]

    /// How often the data come, against the convention.
    static let frequency: [MetricDeclaration] = [
        MetricDeclaration(
            "periods_per_year", "Sessions a year, by convention", .sessions, .frequency, over: .bars,
            better: .neither, formula: "252 for exchange sessions, 365 for 24/7, 260 for 24/5", source: "S56",
            definition: "convention,{basis}", value: { $0.input.periodsPerYear }),
        MetricDeclaration(
            "periods_per_year_measured", "Sessions a year, measured", .sessions, .frequency, over: .sessions,
            atLeast: Performance.fewestForFrequency, better: .neither,
            formula: "(n − 1) / years from the end of the first session to that of the last", source: "S56",
            definition: "measured,365.25 days", value: { $0.measuredPeriodsPerYear }),
        MetricDeclaration(
            "elapsed_days", "Calendar days", .days, .frequency, over: .bars, better: .neither,
            formula: "from the start to the end of the last bar", source: "S59", definition: "24 h",
            value: { $0.elapsedDays }),
        MetricDeclaration(
            "bars", "Bars", .bars, .frequency, over: .bars, atLeast: 0, better: .neither, formula: "number of bars",
            source: "S55", definition: "count", value: { Double($0.wealth.count) }),
        MetricDeclaration(
            "sessions", "Sessions", .sessions, .frequency, over: .bars, atLeast: 0, better: .neither,
            formula: "number of sessions with a bar", source: "S56", definition: "count",
            value: { Double($0.input.sessionEnds.count) }),
    ]
}

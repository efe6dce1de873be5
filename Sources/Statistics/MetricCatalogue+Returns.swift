internal import Glibc

extension MetricCatalogue {
    /// What the run made.
    static let returns: [MetricDeclaration] = [
        MetricDeclaration(
            "total_return", "Total return", .fraction, .returns, over: .bars, better: .higher,
            formula: "last wealth / initial capital − 1, flows taken out", source: "S55",
            definition: "compounded,flows removed", value: { $0.totalReturn }),
        MetricDeclaration(
            "net_profit", "Net profit", .currency, .returns, over: .bars, better: .higher,
            formula: "last equity − initial capital − Σ flows", source: "S55", definition: "cash,flows removed"
        ) { performance in
            performance.input.equity.last.map {
                $0 - performance.input.initialCapital - Reductions.sum(performance.input.flows)
            }
        },
        MetricDeclaration(
            "final_equity", "Final equity", .currency, .returns, over: .bars, better: .higher,
            formula: "equity at the end of the last bar", source: "S55", definition: "marked,open P&L included",
            value: { $0.input.equity.last }),
        MetricDeclaration(
            "cagr", "Compound annual growth", .fraction, .returns, over: .sessions, better: .higher,
            formula: "(last wealth / initial capital)^(1/years) − 1, years of 365.25 days from start to last bar",
            source: "S59", definition: "geometric,ACT/365.25", undefined: "no time passed",
            interval: { performance in
                performance.bootstrap?.logGrowth.map {
                    let scale = Double(performance.sessionReturns.count) / performance.elapsedYears
                    return StationaryBootstrap.Interval(low: expm1($0.low * scale), high: expm1($0.high * scale))
                }
            }, value: { $0.compoundGrowth }),
        MetricDeclaration(
            "annual_mean_return", "Mean return a year", .fraction, .returns, over: .sessions, better: .higher,
            formula: "mean(r) · ppy", source: "S56", definition: "arith,ppy={ppy}",
            value: { $0.moments.mean * $0.input.periodsPerYear }),
        MetricDeclaration(
            "mean_return", "Mean daily return", .fraction, .returns, over: .sessions, better: .higher,
            formula: "Σ r / n", source: "S56", definition: "arith,daily", value: { $0.moments.mean }),
        MetricDeclaration(
            "geometric_mean_return", "Geometric mean daily return", .fraction, .returns, over: .sessions,
            better: .higher, formula: "Π(1 + r)^(1/n) − 1", source: "S56", definition: "geometric,daily",
            value: { $0.annualGrowth($0.sessionReturns, periods: 1) }),
        MetricDeclaration(
            "median_return", "Median daily return", .fraction, .returns, over: .sessions, better: .higher,
            formula: "the 50 % quantile of r", source: "Hyndman & Fan (1996), definition 7",
            definition: "linear interpolation,daily", value: { quantile(ofSorted: $0.sortedReturns, 0.5) }),
        MetricDeclaration(
            "best_day", "Best day", .fraction, .returns, over: .sessions, better: .higher, formula: "max r",
            source: "S56", definition: "daily", value: { $0.moments.maximum }),
        MetricDeclaration(
            "worst_day", "Worst day", .fraction, .returns, over: .sessions, better: .higher, formula: "min r",
            source: "S56", definition: "daily", value: { $0.moments.minimum }),
        MetricDeclaration(
            "best_month", "Best month", .fraction, .returns, over: .months, better: .higher,
            formula: "the largest compounded return of a calendar month", source: "S56",
            definition: "compounded,partial months included", value: { $0.months.map(\.value).max() }),
        MetricDeclaration(
            "worst_month", "Worst month", .fraction, .returns, over: .months, better: .higher,
            formula: "the smallest compounded return of a calendar month", source: "S56",
            definition: "compounded,partial months included", value: { $0.months.map(\.value).min() }),
        MetricDeclaration(
            "best_year", "Best year", .fraction, .returns, over: .years, better: .higher,
            formula: "the largest compounded return of a calendar year", source: "S56",
            definition: "compounded,partial years included", value: { $0.years.map(\.value).max() }),
        MetricDeclaration(
            "worst_year", "Worst year", .fraction, .returns, over: .years, better: .higher,
            formula: "the smallest compounded return of a calendar year", source: "S56",
            definition: "compounded,partial years included", value: { $0.years.map(\.value).min() }),
        MetricDeclaration(
            "positive_days", "Days with a gain", .fraction, .returns, over: .sessions, better: .higher,
            formula: "share of sessions with r > 0", source: "S56", definition: "of all sessions",
            value: { $0.share($0.sessionReturns) { $0 > 0 } }),
        MetricDeclaration(
            "positive_months", "Months with a gain", .fraction, .returns, over: .months, better: .higher,
            formula: "share of months with a return above 0", source: "S56", definition: "of all months",
            value: { $0.share($0.months.map(\.value)) { $0 > 0 } }),
        MetricDeclaration(
            "positive_years", "Years with a gain", .fraction, .returns, over: .years, better: .higher,
            formula: "share of years with a return above 0", source: "S56", definition: "of all years",
            value: { $0.share($0.years.map(\.value)) { $0 > 0 } }),
        MetricDeclaration(
            "average_gain_day", "Average day with a gain", .fraction, .returns, over: .sessions, better: .higher,
            formula: "mean of the r > 0", source: "S56", definition: "arith,daily", undefined: "no day with a gain",
            value: { $0.mean($0.sessionReturns.filter { $0 > 0 }) }),
        MetricDeclaration(
            "average_loss_day", "Average day with a loss", .fraction, .returns, over: .sessions, better: .higher,
            formula: "mean of the r < 0", source: "S56", definition: "arith,daily", undefined: "no day with a loss",
            value: { $0.mean($0.sessionReturns.filter { $0 < 0 }) }),
        MetricDeclaration(
            "longest_gain_run", "Longest run of gains", .sessions, .returns, over: .sessions, better: .higher,
            formula: "most sessions in a row with r > 0", source: "S56", definition: "sessions",
            value: { Double($0.longestRun { $0 > 0 }) }),
        MetricDeclaration(
            "longest_loss_run", "Longest run of losses", .sessions, .returns, over: .sessions, better: .lower,
            formula: "most sessions in a row with r < 0", source: "S56", definition: "sessions",
            value: { Double($0.longestRun { $0 < 0 }) }),
        MetricDeclaration(
            "stability", "Stability of growth", .ratio, .returns, over: .sessions, atLeast: 3, better: .higher,
            formula: "R² of Σ log(1 + r) against time", source: "Quantopian, empyrical (2016), stability_of_timeseries",
            definition: "log,ols", undefined: "the returns do not vary", value: { $0.stability }),
        MetricDeclaration(
            "gain_to_pain", "Gain to pain", .ratio, .returns, over: .months, atLeast: 2, better: .higher,
            formula: "Σ monthly returns / |Σ negative monthly returns|",
            source: "Schwager (2012), Hedge Fund Market Wizards, appendix A", definition: "monthly",
            undefined: "no month with a loss"
        ) { performance in
            let months = performance.months.map(\.value)
            let pain = -Reductions.sum(months.filter { $0 < 0 })
            return pain > 0 ? Reductions.sum(months) / pain : nil
        },
        MetricDeclaration(
            "kelly_leverage", "Kelly leverage", .ratio, .returns, over: .sessions, atLeast: 2, better: .neither,
            formula: "mean(r − f) / var(r − f)", source: "Thorp (2006), The Kelly Criterion, section 7.1",
            definition: "continuous,ddof=1,rf={rf}", undefined: "the returns do not vary"
        ) { performance in
            guard performance.excessMoments.varies else { return nil }
            return performance.excessMoments.variance(ddof: 1).map { performance.excessMoments.mean / $0 }
        },
    ]
}

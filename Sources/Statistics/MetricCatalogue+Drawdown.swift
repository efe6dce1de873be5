extension MetricCatalogue {
    private static let none = "there is no drawdown"

    /// How far and how long the run fell.
    static let drawdown: [MetricDeclaration] = [
        MetricDeclaration(
            "max_drawdown", "Maximum drawdown", .fraction, .drawdown, over: .bars, better: .higher,
            formula: "min over bars of wealth / highest wealth before − 1, the initial capital included",
            source: "S60", definition: "bars,initial capital first peak", value: { $0.maximumDrawdown }),
        MetricDeclaration(
            "max_drawdown_daily", "Maximum drawdown of daily closes", .fraction, .drawdown, over: .sessions,
            better: .higher, formula: "max_drawdown over the ends of sessions only", source: "S60",
            definition: "sessions,initial capital first peak", value: { $0.sessionDrawdowns.maximum }),
        MetricDeclaration(
            "max_drawdown_bars", "Bars of the maximum drawdown", .bars, .drawdown, over: .drawdowns, better: .lower,
            formula: "bars from its peak to its recovery or the last bar", source: "S60", definition: "bars",
            undefined: none, value: { $0.worstDrawdowns(1).first.map { Double($0.bars) } }),
        MetricDeclaration(
            "max_drawdown_days", "Days of the maximum drawdown", .days, .drawdown, over: .drawdowns, better: .lower,
            formula: "calendar days from its peak to its recovery or the last bar", source: "S60",
            definition: "calendar days", undefined: none, value: { $0.worstDrawdowns(1).first?.days }),
        MetricDeclaration(
            "max_drawdown_recovered", "Maximum drawdown recovered", .count, .drawdown, over: .drawdowns,
            better: .higher, formula: "1 if wealth came back to the peak of the deepest drawdown, 0 if not",
            source: "S60", definition: "flag", undefined: none,
            value: { $0.worstDrawdowns(1).first.map { $0.isRecovered ? 1 : 0 } }),
        MetricDeclaration(
            "average_drawdown", "Average drawdown", .fraction, .drawdown, over: .drawdowns, better: .higher,
            formula: "mean depth of the drawdowns", source: "S60", definition: "bars,all drawdowns",
            undefined: none, value: { $0.drawdowns.averageDepth }),
        MetricDeclaration(
            "drawdown_count", "Drawdowns", .count, .drawdown, over: .bars, better: .neither,
            formula: "number of falls below a peak", source: "S60", definition: "bars",
            value: { Double($0.drawdowns.count) }),
        MetricDeclaration(
            "longest_drawdown_bars", "Longest drawdown, bars", .bars, .drawdown, over: .bars, better: .lower,
            formula: "most bars from a peak to its recovery or the last bar", source: "S60", definition: "bars",
            value: { Double($0.drawdowns.longestBars) }),
        MetricDeclaration(
            "longest_drawdown_days", "Longest drawdown, days", .days, .drawdown, over: .bars, better: .lower,
            formula: "most calendar days from a peak to its recovery or the last bar", source: "S60",
            definition: "calendar days",
            value: { $0.drawdowns.longestDays(times: $0.input.times, start: $0.input.start) }),
        MetricDeclaration(
            "current_drawdown", "Drawdown at the end", .fraction, .drawdown, over: .bars, better: .higher,
            formula: "last wealth / highest wealth − 1", source: "S60", definition: "bars",
            value: { $0.drawdowns.current }),
        MetricDeclaration(
            "time_under_water", "Time under water", .fraction, .drawdown, over: .bars, better: .lower,
            formula: "share of bars below a peak", source: "S60", definition: "bars",
            value: { Double($0.drawdowns.barsUnderWater) / Double($0.drawdowns.barCount) }),
        MetricDeclaration(
            "ulcer_index", "Ulcer index", .fraction, .drawdown, over: .bars, better: .lower,
            formula: "√(Σ drawdown²/n) over bars", source: "Martin & McCann (1989)", definition: "bars,n",
            value: { ($0.drawdowns.sumOfSquares / Double($0.drawdowns.barCount)).squareRoot() }),
        MetricDeclaration(
            "ulcer_performance", "Ulcer performance index", .ratio, .drawdown, over: .sessions, atLeast: 2,
            better: .higher, formula: "(cagr − f) / ulcer_index", source: "Martin & McCann (1989)",
            definition: "geometric,ACT/365.25,rf={rf}", undefined: none
        ) { performance in
            let ulcer = (performance.drawdowns.sumOfSquares / Double(performance.drawdowns.barCount)).squareRoot()
            guard ulcer > 0 else { return nil }
            return performance.compoundGrowth.map { ($0 - performance.input.riskFreePerYear) / ulcer }
        },
        MetricDeclaration(
            "pain_index", "Pain index", .fraction, .drawdown, over: .bars, better: .lower,
            formula: "Σ |drawdown| / n over bars", source: "Zephyr Associates (2006)", definition: "bars,n",
            value: { -$0.drawdowns.sumOfDepths / Double($0.drawdowns.barCount) }),
        MetricDeclaration(
            "pain_ratio", "Pain ratio", .ratio, .drawdown, over: .sessions, atLeast: 2, better: .higher,
            formula: "(cagr − f) / pain_index", source: "Zephyr Associates (2006)",
            definition: "geometric,ACT/365.25,rf={rf}", undefined: none
        ) { performance in
            let pain = -performance.drawdowns.sumOfDepths / Double(performance.drawdowns.barCount)
            guard pain > 0 else { return nil }
            return performance.compoundGrowth.map { ($0 - performance.input.riskFreePerYear) / pain }
        },
        MetricDeclaration(
            "burke", "Burke ratio", .ratio, .drawdown, over: .sessions, atLeast: 2, better: .higher,
            formula: "(cagr − f) / √Σ depth² over the drawdowns", source: "Burke (1994), A Sharper Sharpe Ratio",
            definition: "geometric,ACT/365.25,rf={rf},all drawdowns", undefined: none
        ) { performance in
            let size = performance.drawdowns.sumOfSquaredDepths.squareRoot()
            guard size > 0 else { return nil }
            return performance.compoundGrowth.map { ($0 - performance.input.riskFreePerYear) / size }
        },
        MetricDeclaration(
            "sterling", "Sterling ratio", .ratio, .drawdown, over: .sessions, atLeast: 2, better: .higher,
            formula: "(cagr − f) / |mean depth of the five deepest drawdowns|",
            source: "after Kestner (1996), without the 10 % added there",
            definition: "geometric,ACT/365.25,rf={rf},five deepest", undefined: "fewer than five drawdowns"
        ) { performance in
            let worst = performance.worstDrawdowns(5)
            guard worst.count == 5, let depth = performance.mean(worst.map(\.depth)) else { return nil }
            return performance.compoundGrowth.map { ($0 - performance.input.riskFreePerYear) / -depth }
        },
        MetricDeclaration(
            "recovery_factor", "Recovery factor", .ratio, .drawdown, over: .bars, better: .higher,
            formula: "total_return / |max_drawdown|", source: "Magdon-Ismail & Atiya (2004)",
            definition: "compounded,bars", undefined: none
        ) { performance in
            guard performance.drawdowns.maximum < 0 else { return nil }
            return performance.totalReturn.map { $0 / -performance.drawdowns.maximum }
        },
    ]
}

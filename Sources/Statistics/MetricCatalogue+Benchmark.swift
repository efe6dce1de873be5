internal import Glibc

extension MetricCatalogue {
    private static let flat = "the benchmark's returns do not vary"
    private static let capm = "Jensen (1968); S63"

    /// How the run stands to its benchmark.
    static let benchmark: [MetricDeclaration] = [
        MetricDeclaration(
            "benchmark_total_return", "Benchmark's total return", .fraction, .benchmark, over: .benchmarkSessions,
            better: .neither, formula: "last level / initial level − 1", source: "S63",
            definition: "compounded,same bars",
            value: { performance in
                performance.input.benchmark.last.map { $0 / performance.input.benchmarkInitial - 1 }
            }),
        MetricDeclaration(
            "benchmark_cagr", "Benchmark's annual growth", .fraction, .benchmark, over: .benchmarkSessions,
            better: .neither, formula: "(last level / initial level)^(1/years) − 1", source: "S59",
            definition: "geometric,ACT/365.25", undefined: "no time passed"
        ) { performance in
            guard let last = performance.input.benchmark.last, performance.elapsedYears > 0 else { return nil }
            return expm1(log(last / performance.input.benchmarkInitial) / performance.elapsedYears)
        },
        MetricDeclaration(
            "alpha", "Alpha a year", .fraction, .benchmark, over: .benchmarkSessions, atLeast: 3, better: .higher,
            formula: "(mean(r − f) − beta · mean(b − f)) · ppy", source: capm,
            definition: "arith,ols,rf={rf},ppy={ppy}", undefined: flat, value: { $0.alpha }),
        MetricDeclaration(
            "alpha_t", "t statistic of alpha", .ratio, .benchmark, over: .benchmarkSessions, atLeast: 3,
            better: .higher, formula: "alpha per session / its standard error", source: capm,
            definition: "ols,classical errors,rf={rf}",
            undefined: "the benchmark explains everything or nothing varies",
            value: { $0.alphaT }),
        MetricDeclaration(
            "beta", "Beta", .ratio, .benchmark, over: .benchmarkSessions, atLeast: 3, better: .neither,
            formula: "cov(r − f, b − f) / var(b − f)", source: capm, definition: "ols,excess,rf={rf}",
            undefined: flat, value: { $0.againstBenchmark?.slope }),
        MetricDeclaration(
            "correlation", "Correlation", .ratio, .benchmark, over: .benchmarkSessions, atLeast: 3,
            better: .neither, formula: "cov(r, b) / (sd(r) sd(b))", source: "Pearson (1895)", definition: "pearson",
            undefined: "the returns or the benchmark's do not vary", value: { $0.againstBenchmark?.correlation }),
        MetricDeclaration(
            "r_squared", "R²", .fraction, .benchmark, over: .benchmarkSessions, atLeast: 3, better: .neither,
            formula: "correlation²", source: "Pearson (1895)", definition: "ols",
            undefined: "the returns or the benchmark's do not vary",
            value: { $0.againstBenchmark?.correlation.map { $0 * $0 } }),
        MetricDeclaration(
            "treynor", "Treynor ratio", .ratio, .benchmark, over: .benchmarkSessions, atLeast: 3, better: .higher,
            formula: "mean(r − f) · ppy / beta", source: "Treynor (1965)", definition: "arith,rf={rf},ppy={ppy}",
            undefined: "beta is 0 or not defined"
        ) { performance in
            guard let beta = performance.againstBenchmark?.slope, abs(beta) > 1e-14 else { return nil }
            return performance.excessMoments.mean * performance.input.periodsPerYear / beta
        },
        MetricDeclaration(
            "tracking_error", "Tracking error a year", .fraction, .benchmark, over: .benchmarkSessions, atLeast: 2,
            better: .neither, formula: "sd(r − b) · √ppy", source: "Grinold & Kahn (1999), chapter 5",
            definition: "ddof=1,ppy={ppy}",
            value: { performance in
                performance.activeMoments?.standardDeviation(ddof: 1).map { $0 * performance.rootPeriods }
            }),
        MetricDeclaration(
            "information_ratio", "Information ratio", .ratio, .benchmark, over: .benchmarkSessions, atLeast: 2,
            better: .higher, formula: "mean(r − b) / sd(r − b) · √ppy", source: "Grinold & Kahn (1999), chapter 5",
            definition: "arith,ddof=1,ppy={ppy}", undefined: "the run does not differ from its benchmark"
        ) { performance in
            guard let active = performance.activeMoments, active.varies,
                let deviation = active.standardDeviation(ddof: 1)
            else { return nil }
            return active.mean / deviation * performance.rootPeriods
        },
        MetricDeclaration(
            "up_capture", "Up capture", .ratio, .benchmark, over: .benchmarkSessions, better: .higher,
            formula: "compounded return a year on days with b > 0, over the benchmark's", source: "Morningstar (2011)",
            definition: "geometric,ppy={ppy}", undefined: "the benchmark never rose", value: { $0.capture { $0 > 0 } }),
        MetricDeclaration(
            "down_capture", "Down capture", .ratio, .benchmark, over: .benchmarkSessions, better: .lower,
            formula: "compounded return a year on days with b < 0, over the benchmark's", source: "Morningstar (2011)",
            definition: "geometric,ppy={ppy}", undefined: "the benchmark never fell", value: { $0.capture { $0 < 0 } }),
        MetricDeclaration(
            "capture_ratio", "Up over down capture", .ratio, .benchmark, over: .benchmarkSessions, better: .higher,
            formula: "up_capture / down_capture", source: "Morningstar (2011)", definition: "geometric,ppy={ppy}",
            undefined: "the benchmark never rose or never fell"
        ) { performance in
            guard let up = performance.capture({ $0 > 0 }), let down = performance.capture({ $0 < 0 }), down != 0
            else { return nil }
            return up / down
        },
        MetricDeclaration(
            "batting_average", "Days better than the benchmark", .fraction, .benchmark, over: .benchmarkSessions,
            better: .higher, formula: "share of sessions with r > b", source: "Quantopian, empyrical (2016)",
            definition: "of all sessions"
        ) { performance in
            let better = performance.benchmarkReturns.indices.count(where: {
                performance.sessionReturns[$0] > performance.benchmarkReturns[$0]
            })
            return Double(better) / Double(performance.benchmarkReturns.count)
        },
    ]
}

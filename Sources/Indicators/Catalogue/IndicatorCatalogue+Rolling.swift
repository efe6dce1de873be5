extension IndicatorCatalogue {
    /// Statistics over a window.
    static let rolling: [IndicatorDeclaration] = [
        declare(
            "sum", "Rolling sum", formula: "Σx over the last period values", source: "TA-Lib, SUM", inputs: [.series],
            parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 }, make: { WindowSum(length: $1[0]) }),
        declare(
            "mean", "Rolling mean", formula: "Σx / period; the same as sma", source: "pandas, rolling mean",
            inputs: [.series], parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 },
            make: { SimpleMovingAverage(period: $1[0]) }),
        declare(
            "stddev", "Rolling standard deviation",
            formula: "√(Σ(x − mean)² / (period − ddof)); ddof 1 is the sample's",
            source: "pandas, rolling std; with ddof 0 TA-Lib, STDDEV", inputs: [.series],
            parameters: [bars(default: 20, from: 2), ddof], firstDefined: { $0[0] - 1 },
            make: { RollingDeviation(period: $1[0], ddof: $1[1]) }),
        declare(
            "variance", "Rolling variance", formula: "Σ(x − mean)² / (period − ddof); ddof 1 is the sample's",
            source: "pandas, rolling var; with ddof 0 TA-Lib, VAR", inputs: [.series],
            parameters: [bars(default: 20, from: 2), ddof], firstDefined: { $0[0] - 1 },
            make: { RollingVariance(period: $1[0], ddof: $1[1]) }),
        declare(
            "skew", "Rolling skew", formula: "√(n(n−1))/(n−2) · m3/m2^1.5 (G1)",
            source: "Joanes and Gill (1998), The Statistician 47:1; pandas, rolling skew", inputs: [.series],
            parameters: [bars(default: 20, from: 3)], firstDefined: { $0[0] - 1 },
            make: { RollingSkew(period: $1[0]) }),
        declare(
            "kurtosis", "Rolling excess kurtosis",
            formula: "(n−1)/((n−2)(n−3)) · ((n+1)·(m4/m2² − 3) + 6) (G2)",
            source: "Joanes and Gill (1998), The Statistician 47:1; pandas, rolling kurt", inputs: [.series],
            parameters: [bars(default: 20, from: 4)], firstDefined: { $0[0] - 1 },
            make: { RollingKurtosis(period: $1[0]) }),
        declare(
            "highest", "Rolling maximum", formula: "the highest of the last period values, the newest included",
            source: "TA-Lib, MAX", inputs: [.series], parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 },
            make: { HighestValue(period: $1[0]) }),
        declare(
            "lowest", "Rolling minimum", formula: "the lowest of the last period values, the newest included",
            source: "TA-Lib, MIN", inputs: [.series], parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 },
            make: { LowestValue(period: $1[0]) }),
        declare(
            "median", "Rolling median", formula: "the middle of the last period values in order of size",
            source: "pandas, rolling median", inputs: [.series], parameters: [bars(default: 20)],
            firstDefined: { $0[0] - 1 }, make: { RollingQuantile(period: $1[0]) }),
        declare(
            "quantile", "Rolling quantile",
            formula: "the value at place fraction·(period − 1) of the last period values "
                + "in order of size, interpolated",
            source: "Hyndman and Fan (1996), definition 7; pandas, rolling quantile", inputs: [.series],
            parameters: [bars(default: 20), number("fraction", default: 0.25, 0...1)], firstDefined: { $0[0] - 1 },
            make: { RollingQuantile(period: $1[0], fraction: $0[1]) }),
        declare(
            "zscore", "Rolling z-score",
            formula: "(x − mean) / standard deviation (ddof 1), the newest value included",
            source: "pandas, (x − rolling mean) / rolling std", inputs: [.series],
            parameters: [bars(default: 20, from: 2)], firstDefined: { $0[0] - 1 },
            make: { RollingScore(period: $1[0]) }),
        declare(
            "rank", "Rolling rank", formula: "the newest value's rank among the last period values, as a fraction",
            source: "pandas, rolling rank (pct)", inputs: [.series], parameters: [bars(default: 20)],
            firstDefined: { $0[0] - 1 }, make: { RollingRank(period: $1[0]) }),
        declare(
            "correlation", "Rolling correlation", formula: "covariance(x, y) / (stddev(x)·stddev(y))",
            source: "Pearson (1895); pandas, rolling corr; TA-Lib, CORREL", inputs: [.series, .series],
            parameters: [bars(default: 60, from: 2)], firstDefined: { $0[0] - 1 },
            make: { RollingCorrelation(period: $1[0]) }),
        declare(
            "covariance", "Rolling covariance", formula: "Σ(x − mean(x))(y − mean(y)) / (period − 1)",
            source: "pandas, rolling cov", inputs: [.series, .series], parameters: [bars(default: 60, from: 2)],
            firstDefined: { $0[0] - 1 }, make: { RollingCovariance(period: $1[0]) }),
        declare(
            "beta", "Rolling beta",
            formula: "covariance(x, y) / variance(y): the slope of the first series on the second",
            source: "pandas, rolling cov / rolling var", inputs: [.series, .series],
            parameters: [bars(default: 60, from: 2)], firstDefined: { $0[0] - 1 },
            make: { RollingBeta(period: $1[0]) }),
        declare(
            "frac_diff", "Fractional difference",
            formula: "Σ wₖ·x[t−k] over k below period; w₀ = 1, wₖ = −wₖ₋₁·(order − k + 1)/k",
            source: "López de Prado (2018), Advances in Financial Machine Learning, section 5.5", inputs: [.series],
            parameters: [bars(default: 100), number("order", default: 0.4, 0...10)], firstDefined: { $0[0] - 1 },
            make: { FractionalDifferencing(period: $1[0], order: $0[1]) }),
        declare(
            "standard_error", "Rolling standard error of the mean", formula: "stddev / √period",
            source: "pandas, rolling sem", inputs: [.series], parameters: [bars(default: 20, from: 2)],
            firstDefined: { $0[0] - 1 }, make: { RollingError(period: $1[0]) }),
    ]

    /// What is taken off the number of values in a divisor.
    private static let ddof = IndicatorDeclaration.Parameter("ddof", default: 1, range: 0...1)
}

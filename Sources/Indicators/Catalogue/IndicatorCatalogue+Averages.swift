extension IndicatorCatalogue {
    /// Moving averages of a series.
    static let averages: [IndicatorDeclaration] = [
        declare(
            "sma", "Simple moving average", formula: "Σx / period over the last period values", source: "TA-Lib, SMA",
            inputs: [.series], parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 },
            make: { SimpleMovingAverage(period: $1[0]) }),
        declare(
            "ema", "Exponential moving average",
            formula: "ema + (x − ema)·2/(period + 1), seeded with the mean of the first period values",
            source: "TA-Lib, EMA", inputs: [.series], parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 },
            make: { ExponentialMovingAverage(period: $1[0]) }),
        declare(
            "wma", "Weighted moving average", formula: "Σw·x / Σw, w = period … 1 from the newest value back",
            source: "TA-Lib, WMA", inputs: [.series], parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 },
            make: { WeightedMovingAverage(period: $1[0]) }),
        declare(
            "dema", "Double exponential moving average", formula: "2·e1 − e2, e1 = ema(x), e2 = ema(e1)",
            source: "Mulloy (1994), Stocks & Commodities 12:1; TA-Lib, DEMA", inputs: [.series],
            parameters: [bars(default: 20)], firstDefined: { 2 * ($0[0] - 1) },
            make: { DoubleExponentialAverage(period: $1[0]) }),
        declare(
            "tema", "Triple exponential moving average",
            formula: "3·e1 − 3·e2 + e3, e1 = ema(x), e2 = ema(e1), e3 = ema(e2)",
            source: "Mulloy (1994), Stocks & Commodities 12:1; TA-Lib, TEMA", inputs: [.series],
            parameters: [bars(default: 20)], firstDefined: { 3 * ($0[0] - 1) },
            make: { TripleExponentialAverage(period: $1[0]) }),
        declare(
            "kama", "Kaufman's adaptive moving average",
            formula: "kama + (x − kama)·(e·(f − s) + s)², e = |x − x[period]| / Σ|changes|, "
                + "f, s = 2/(fast+1), 2/(slow+1)",
            source: "Kaufman (1995), Smarter Trading; TA-Lib, KAMA", inputs: [.series],
            parameters: [bars(default: 10), bars("fast", default: 2), bars("slow", default: 30)],
            firstDefined: { $0[0] }, make: { KaufmanAdaptiveAverage(period: $1[0], fast: $1[1], slow: $1[2]) }),
        declare(
            "rma", "Wilder's smoothing",
            formula: "rma·(1 − 1/period) + x/period, seeded with the mean of the first period values",
            source: "Wilder (1978), New Concepts in Technical Trading Systems", inputs: [.series],
            parameters: [bars(default: 14)], firstDefined: { $0[0] - 1 }, make: { WilderAverage(period: $1[0]) }),
        declare(
            "hma", "Hull moving average", formula: "wma(2·wma(x, period/2) − wma(x, period), √period)",
            source: "Hull (2005), alanhull.com", inputs: [.series], parameters: [bars(default: 16, from: 2)],
            firstDefined: { $0[0] + HullMovingAverage.smoothing($0[0]) - 2 },
            make: { HullMovingAverage(period: $1[0]) }),
        declare(
            "trima", "Triangular moving average",
            formula: "sma(sma(x, a), period + 1 − a), a = period/2 rounded up", source: "TA-Lib, TRIMA",
            inputs: [.series], parameters: [bars(default: 15)], firstDefined: { $0[0] - 1 },
            make: { TriangularMovingAverage(period: $1[0]) }),
        declare(
            "t3", "Tillson's T3",
            formula: "c1·e6 + c2·e5 + c3·e4 + c4·e3, ek = the k-th ema of an ema, c from the volume factor",
            source: "Tillson (1998), Stocks & Commodities 16:1; TA-Lib, T3", inputs: [.series],
            parameters: [bars(default: 5), number("factor", default: 0.7, 0...1)],
            firstDefined: { 6 * ($0[0] - 1) }, make: { TillsonAverage(period: $1[0], factor: $0[1]) }),
    ]
}

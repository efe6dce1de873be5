extension IndicatorCatalogue {
    /// How far and how fast prices moved.
    static let momentum: [IndicatorDeclaration] = [
        declare(
            "rsi", "Relative strength index", formula: "100·g/(g + l), g, l = Wilder averages of rises and falls",
            source: "Wilder (1978), New Concepts in Technical Trading Systems; TA-Lib, RSI", inputs: [.series],
            parameters: [bars(default: 14)], firstDefined: { $0[0] }, make: { RelativeStrengthIndex(period: $1[0]) }),
        declare(
            "macd", "Moving average convergence and divergence",
            formula: "value = ema(x, fast) − ema(x, slow), signal = ema(value, signal), histogram = value − signal",
            source: "Appel (2005), Technical Analysis; TA-Lib, MACD", inputs: [.series],
            parameters: [bars("fast", default: 12), bars("slow", default: 26), bars("signal", default: 9)],
            outputs: ["value", "signal", "histogram"], firstDefined: { max($0[0], $0[1]) + $0[2] - 2 },
            make: { MovingAverageConvergence(fast: $1[0], slow: $1[1], signal: $1[2]) }),
        declare(
            "stochastic", "Slow stochastic oscillator",
            formula: "k = sma(100·(close − lowest)/(highest − lowest), smoothing), d = sma(k, signal)",
            source: "Lane (1984), Stocks & Commodities 2:3; TA-Lib, STOCH", inputs: [.high, .low, .close],
            parameters: [bars(default: 14), bars("smoothing", default: 3), bars("signal", default: 3)],
            outputs: ["k", "d"], firstDefined: { $0[0] + $0[1] + $0[2] - 3 },
            make: { Stochastic(period: $1[0], smoothing: $1[1], signal: $1[2]) }),
        declare(
            "stochastic_fast", "Fast stochastic oscillator",
            formula: "k = 100·(close − lowest)/(highest − lowest), d = sma(k, smoothing)",
            source: "Lane (1984), Stocks & Commodities 2:3; TA-Lib, STOCHF", inputs: [.high, .low, .close],
            parameters: [bars(default: 14), bars("smoothing", default: 3)], outputs: ["k", "d"],
            firstDefined: { $0[0] + $0[1] - 2 }, make: { FastStochastic(period: $1[0], smoothing: $1[1]) }),
        declare(
            "cci", "Commodity channel index",
            formula: "(p − mean(p)) / (0.015·mean|p − mean(p)|), p = (high+low+close)/3",
            source: "Lambert (1980), Commodities 9:10; TA-Lib, CCI", inputs: [.high, .low, .close],
            parameters: [bars(default: 20, from: 2)], firstDefined: { $0[0] - 1 },
            make: { CommodityChannelIndex(period: $1[0]) }),
        declare(
            "williams_r", "Williams' %R", formula: "−100·(highest(high) − close)/(highest(high) − lowest(low))",
            source: "TA-Lib, WILLR", inputs: [.high, .low, .close], parameters: [bars(default: 14)],
            firstDefined: { $0[0] - 1 }, make: { WilliamsR(period: $1[0]) }),
        declare(
            "roc", "Rate of change", formula: "100·(x / x[period] − 1), in percent", source: "TA-Lib, ROC",
            inputs: [.series], parameters: [bars(default: 10)], firstDefined: { $0[0] },
            make: { RateOfChange(period: $1[0]) }),
        declare(
            "momentum", "Momentum", formula: "x − x[period]", source: "TA-Lib, MOM", inputs: [.series],
            parameters: [bars(default: 10)], firstDefined: { $0[0] }, make: { PriceMomentum(period: $1[0]) }),
        declare(
            "change", "Simple return", formula: "x / x[period] − 1, as a fraction", source: "pandas, pct_change",
            inputs: [.series], parameters: [bars(default: 1)], firstDefined: { $0[0] },
            make: { SimpleReturn(period: $1[0]) }),
        declare(
            "log_return", "Logarithmic return",
            formula: "ln(x / x[period])", source: "pandas, log(x / x.shift(period))",
            inputs: [.series], parameters: [bars(default: 1)], firstDefined: { $0[0] },
            make: { LogReturn(period: $1[0]) }),
    ]
}

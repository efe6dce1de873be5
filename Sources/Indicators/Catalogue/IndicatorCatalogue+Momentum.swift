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
        declare(
            "cmo", "Chande momentum oscillator",
            formula: "100·(g − l)/(g + l), g, l = Wilder averages of rises and falls",
            source: "Chande and Kroll (1994), The New Technical Trader; TA-Lib, CMO", inputs: [.series],
            parameters: [bars(default: 14)], firstDefined: { $0[0] }, make: { ChandeMomentum(period: $1[0]) }),
        declare(
            "ppo", "Percentage price oscillator", formula: "100·(ema(x, fast) − ema(x, slow)) / ema(x, slow)",
            source: "TA-Lib, PPO", inputs: [.series],
            parameters: [bars("fast", default: 12), bars("slow", default: 26)],
            firstDefined: { max($0[0], $0[1]) - 1 },
            make: { PricePercentageOscillator(fast: $1[0], slow: $1[1]) }),
        declare(
            "trix", "Change of a triple-smoothed average",
            formula: "100·(e3 / e3[1] − 1), e3 = ema(ema(ema(x))), in percent",
            source: "Hutson (1983), Stocks & Commodities 1:5; TA-Lib, TRIX", inputs: [.series],
            parameters: [bars(default: 15)], firstDefined: { 3 * ($0[0] - 1) + 1 },
            make: { TripleSmoothedChange(period: $1[0]) }),
        declare(
            "ultimate", "Ultimate oscillator",
            formula: "100·(4·a(short) + 2·a(medium) + a(long))/7, a(n) = Σ(close − min(low, close[1])) / Σtrue range",
            source: "Williams (1985), Stocks & Commodities 3:4; TA-Lib, ULTOSC", inputs: [.high, .low, .close],
            parameters: [bars("short", default: 7), bars("medium", default: 14), bars("long", default: 28)],
            firstDefined: { max($0[0], $0[1], $0[2]) },
            make: { UltimateOscillator(short: $1[0], medium: $1[1], long: $1[2]) }),
        declare(
            "bop", "Balance of power", formula: "(close − open) / (high − low)",
            source: "Livshin (2001), Stocks & Commodities 19:8; TA-Lib, BOP", inputs: [.open, .high, .low, .close],
            firstDefined: { _ in 0 }, make: { _, _ in BalanceOfPower() }),
        declare(
            "stochastic_rsi", "Stochastic of the relative strength index",
            formula: "k = 100·(rsi − lowest(rsi))/(highest(rsi) − lowest(rsi)), d = sma(k, smoothing)",
            source: "Chande and Kroll (1994), The New Technical Trader; TA-Lib, STOCHRSI", inputs: [.series],
            parameters: [
                bars("strength_period", default: 14, from: 2), bars(default: 14, from: 2),
                bars("smoothing", default: 3),
            ],
            outputs: ["k", "d"], firstDefined: { $0[0] + $0[1] + $0[2] - 2 },
            make: { StochasticStrength(strengthPeriod: $1[0], period: $1[1], smoothing: $1[2]) }),
        declare(
            "tsi", "True strength index",
            formula: "100·e(e(Δx, slow), fast) / e(e(|Δx|, slow), fast), e = exponential average from its first value",
            source: "Blau (1991), Stocks & Commodities 9:11; ta, TSIIndicator", inputs: [.series],
            parameters: [bars("slow", default: 25), bars("fast", default: 13)], firstDefined: { $0[0] + $0[1] - 1 },
            make: { TrueStrengthIndex(slow: $1[0], fast: $1[1]) }),
        declare(
            "awesome", "Awesome oscillator", formula: "sma(m, fast) − sma(m, slow), m = (high + low)/2",
            source: "Williams (1995), Trading Chaos; ta, AwesomeOscillatorIndicator", inputs: [.high, .low],
            parameters: [bars("fast", default: 5), bars("slow", default: 34)], firstDefined: { max($0[0], $0[1]) - 1 },
            make: { AwesomeOscillator(fast: $1[0], slow: $1[1]) }),
    ]
}

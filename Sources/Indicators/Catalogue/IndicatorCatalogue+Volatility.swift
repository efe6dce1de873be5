extension IndicatorCatalogue {
    /// Ranges, bands and channels.
    static let volatility: [IndicatorDeclaration] = [
        declare(
            "true_range", "True range", formula: "max(high, close[1]) − min(low, close[1])",
            source: "Wilder (1978), New Concepts in Technical Trading Systems; TA-Lib, TRANGE",
            inputs: [.high, .low, .close], firstDefined: { _ in 1 }, make: { _, _ in TrueRange() }),
        declare(
            "atr", "Average true range", formula: "Wilder average of the true range",
            source: "Wilder (1978), New Concepts in Technical Trading Systems; TA-Lib, ATR",
            inputs: [.high, .low, .close], parameters: [bars(default: 14)], firstDefined: { $0[0] },
            make: { AverageTrueRange(period: $1[0]) }),
        declare(
            "natr", "Normalised average true range", formula: "100·atr / close, in percent", source: "TA-Lib, NATR",
            inputs: [.high, .low, .close], parameters: [bars(default: 14)], firstDefined: { $0[0] },
            make: { NormalizedTrueRange(period: $1[0]) }),
        declare(
            "bollinger", "Bollinger bands",
            formula: "mean ± multiplier·standard deviation (ddof 0) of the last period values",
            source: "Bollinger (2001), Bollinger on Bollinger Bands; TA-Lib, BBANDS", inputs: [.series],
            parameters: [bars(default: 20), number("multiplier", default: 2, 0...1000)],
            outputs: ["upper", "middle", "lower"], firstDefined: { $0[0] - 1 },
            make: { BollingerBands(period: $1[0], multiplier: $0[1]) }),
        declare(
            "donchian", "Donchian channel",
            formula: "upper = highest(high), lower = lowest(low), middle = their mean; the newest bar included",
            source: "Donchian (1960), Commodity Research Bureau; TA-Lib, MAX and MIN", inputs: [.high, .low],
            parameters: [bars(default: 20)], outputs: ["upper", "middle", "lower"], firstDefined: { $0[0] - 1 },
            make: { DonchianChannel(period: $1[0]) }),
        declare(
            "keltner", "Keltner channel", formula: "ema(close, period) ± multiplier·atr(range_period)",
            source: "Keltner (1960), How to Make Money in Commodities, in Raschke's form; TA-Lib's EMA and ATR",
            inputs: [.high, .low, .close],
            parameters: [
                bars(default: 20), number("multiplier", default: 2, 0...1000), bars("range_period", default: 10),
            ], outputs: ["upper", "middle", "lower"], firstDefined: { max($0[0] - 1, $0[2]) },
            make: { KeltnerChannel(period: $1[0], multiplier: $0[1], rangePeriod: $1[2]) }),
        declare(
            "parkinson", "Parkinson volatility",
            formula: "√(mean(ln(high/low)²)/(4·ln 2)·periods_per_year), as a fraction",
            source: "Parkinson (1980), Journal of Business 53:1", inputs: [.high, .low],
            parameters: [bars(default: 20), periodsPerYear], firstDefined: { $0[0] - 1 },
            make: { ParkinsonVolatility(period: $1[0], periodsPerYear: $0[1]) }),
        declare(
            "garman_klass", "Garman–Klass volatility",
            formula: "√(mean(ln(high/low)²/2 − (2·ln 2 − 1)·ln(close/open)²)·periods_per_year), as a fraction",
            source: "Garman and Klass (1980), Journal of Business 53:1", inputs: [.open, .high, .low, .close],
            parameters: [bars(default: 20), periodsPerYear], firstDefined: { $0[0] - 1 },
            make: { GarmanKlassVolatility(period: $1[0], periodsPerYear: $0[1]) }),
        declare(
            "yang_zhang", "Yang–Zhang volatility",
            formula: "√((var(gap) + k·var(body) + (1 − k)·mean(rs))·periods_per_year), as a fraction",
            source: "Yang and Zhang (2000), Journal of Business 73:3", inputs: [.open, .high, .low, .close],
            parameters: [bars(default: 20, from: 2), periodsPerYear], firstDefined: { $0[0] },
            make: { YangZhangVolatility(period: $1[0], periodsPerYear: $0[1]) }),
    ]

    /// How many bars a year has.
    private static let periodsPerYear = number("periods_per_year", default: 252, 1...1e7)
}

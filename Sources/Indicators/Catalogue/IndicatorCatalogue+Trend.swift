extension IndicatorCatalogue {
    /// Whether and where there is a trend.
    static let trend: [IndicatorDeclaration] = [
        directional("adx", "Average directional index", "Wilder average of DX", .average) { 2 * $0 - 1 },
        directional("adxr", "Average directional rating", "(ADX + ADX[period − 1]) / 2", .rating) { 3 * $0 - 2 },
        directional("dx", "Directional index", "100·|+DI − −DI| / (+DI + −DI)", .index) { $0 },
        directional("plus_di", "Plus directional indicator", "100·W(+DM) / W(true range)", .plus) { $0 },
        directional("minus_di", "Minus directional indicator", "100·W(−DM) / W(true range)", .minus) { $0 },
        declare(
            "aroon", "Aroon",
            formula: "up = 100·(period − bars since the highest high)/period, down likewise for lows",
            source: "Chande (1995), Stocks & Commodities 13:9; TA-Lib, AROON", inputs: [.high, .low],
            parameters: [bars(default: 25)], outputs: ["up", "down"], firstDefined: { $0[0] },
            make: { Aroon(period: $1[0]) }),
        declare(
            "psar", "Parabolic stop and reverse",
            formula: "sar + af·(extreme − sar), af grows by step up to maximum with "
                + "each new extreme; reverses when touched",
            source: "Wilder (1978), New Concepts in Technical Trading Systems; TA-Lib, SAR", inputs: [.high, .low],
            parameters: [number("step", default: 0.02, 0...1), number("maximum", default: 0.2, 0...1)],
            firstDefined: { _ in 1 },
            make: { numbers, _ in ParabolicStopAndReverse(step: numbers[0], maximum: numbers[1]) }),
        declare(
            "supertrend", "Supertrend",
            formula: "(high+low)/2 ∓ multiplier·atr(period), trailing; direction 1 up, −1 down, by the close",
            source: "Seban (2008); pandas-ta-classic, supertrend; TA-Lib's ATR", inputs: [.high, .low, .close],
            parameters: [bars(default: 10), number("multiplier", default: 3, 0...1000)],
            outputs: ["value", "direction"], firstDefined: { $0[0] },
            make: { Supertrend(period: $1[0], multiplier: $0[1]) }),
        declare(
            "ichimoku", "Ichimoku Kinko Hyo",
            formula: "middles of ranges: conversion over short, base over medium, span_a "
                + "= their mean, span_b over long; "
                + "spans as computed displacement bars ago",
            source: "Hosoda (1969), Ichimoku Kinko Hyo; pandas-ta-classic, ichimoku", inputs: [.high, .low],
            parameters: [
                bars("short", default: 9), bars("medium", default: 26), bars("long", default: 52),
                bars("displacement", default: 26, from: 0),
            ], outputs: ["conversion", "base", "span_a", "span_b"], firstDefined: { $0[0] - 1 },
            make: { Ichimoku(short: $1[0], medium: $1[1], long: $1[2], displacement: $1[3]) }),
        line("linreg", "Linear regression", "the least-squares line on time, at the newest bar", .value),
        line("linreg_slope", "Linear regression slope", "the least-squares line on time, its rise per bar", .slope),
        line(
            "linreg_intercept", "Linear regression intercept", "the least-squares line on time, at the oldest bar",
            .intercept),
        line(
            "linreg_forecast", "Time series forecast", "the least-squares line on time, one bar after the newest",
            .forecast),
        declare(
            "vortex", "Vortex",
            formula: "plus = Σ|high − low[1]| / Σtrue range, minus = Σ|low − high[1]| / Σtrue range",
            source: "Botes and Siepman (2010), Stocks & Commodities 28:1; ta, VortexIndicator",
            inputs: [.high, .low, .close], parameters: [bars(default: 14)], outputs: ["plus", "minus"],
            firstDefined: { $0[0] }, make: { Vortex(period: $1[0]) }),
        declare(
            "choppiness", "Choppiness index",
            formula: "100·log10(Σtrue range / (highest(high) − lowest(low))) / log10(period)",
            source: "Dreiss (1992); pandas-ta-classic, chop", inputs: [.high, .low, .close],
            parameters: [bars(default: 14, from: 2)], firstDefined: { $0[0] }, make: { ChoppinessIndex(period: $1[0]) }),
    ]

    /// A figure of the directional movement.
    private static func directional(
        _ name: String, _ title: String, _ formula: String, _ figure: DirectionalMovement.Figure,
        firstDefined: @escaping @Sendable (Int) -> Int
    ) -> IndicatorDeclaration {
        declare(
            name, title, formula: formula,
            source: "Wilder (1978), New Concepts in Technical Trading Systems; TA-Lib, ADX and its kin",
            inputs: [.high, .low, .close], parameters: [bars(default: 14, from: 2)],
            firstDefined: { firstDefined($0[0]) }, make: { DirectionalMovement(period: $1[0], figure: figure) })
    }

    /// A figure of a regression line.
    private static func line(
        _ name: String, _ title: String, _ formula: String, _ figure: LinearRegression.Figure
    ) -> IndicatorDeclaration {
        declare(
            name, title, formula: formula, source: "TA-Lib, LINEARREG and its kin", inputs: [.series],
            parameters: [bars(default: 14, from: 2)], firstDefined: { $0[0] - 1 },
            make: { LinearRegression(period: $1[0], figure: figure) })
    }
}

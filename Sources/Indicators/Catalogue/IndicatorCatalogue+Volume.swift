extension IndicatorCatalogue {
    /// Where the volume went.
    static let volume: [IndicatorDeclaration] = [
        declare(
            "obv", "On-balance volume",
            formula: "obv[1] + volume·sign(close − close[1]), starting with the first volume",
            source: "Granville (1963), New Key to Stock Market Profits; TA-Lib, OBV", inputs: [.close, .volume],
            firstDefined: { _ in 0 }, make: { _, _ in OnBalanceVolume() }),
        declare(
            "mfi", "Money flow index",
            formula: "100·Σrising flow / (Σrising + Σfalling flow), flow = volume·(high+low+close)/3",
            source: "Quong and Soudack (1989), Stocks & Commodities 7:3; TA-Lib, MFI",
            inputs: [.high, .low, .close, .volume], parameters: [bars(default: 14)], firstDefined: { $0[0] },
            make: { MoneyFlowIndex(period: $1[0]) }),
        declare(
            "vwap", "Volume-weighted average price of the session",
            formula: "Σ(p·volume) / Σvolume since the session began, p = (high+low+close)/3",
            source: "Berkowitz, Logue and Noser (1988), Journal of Finance 43:1",
            inputs: [.high, .low, .close, .volume, .sessionStart], firstDefined: { _ in 0 },
            make: { _, _ in SessionVWAP() }),
        declare(
            "vwap_rolling", "Volume-weighted average price of a window",
            formula: "Σ(p·volume) / Σvolume over the last period bars, p = (high+low+close)/3",
            source: "Berkowitz, Logue and Noser (1988), Journal of Finance 43:1",
            inputs: [.high, .low, .close, .volume], parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 },
            make: { RollingVWAP(period: $1[0]) }),
        declare(
            "ad", "Accumulation and distribution line",
            formula: "ad[1] + volume·((close − low) − (high − close))/(high − low)",
            source: "Chaikin, after Williams (1972); TA-Lib, AD", inputs: [.high, .low, .close, .volume],
            firstDefined: { _ in 0 }, make: { _, _ in AccumulationDistribution() }),
        declare(
            "adosc", "Chaikin oscillator",
            formula: "e(ad, fast) − e(ad, slow), e = exponential average from its first value",
            source: "Chaikin; TA-Lib, ADOSC", inputs: [.high, .low, .close, .volume],
            parameters: [bars("fast", default: 3), bars("slow", default: 10)], firstDefined: { max($0[0], $0[1]) - 1 },
            make: { ChaikinOscillator(fast: $1[0], slow: $1[1]) }),
        declare(
            "cmf", "Chaikin money flow",
            formula: "Σ(volume·((close − low) − (high − close))/(high − low)) / Σvolume",
            source: "Chaikin; ta, ChaikinMoneyFlowIndicator", inputs: [.high, .low, .close, .volume],
            parameters: [bars(default: 20)], firstDefined: { $0[0] - 1 }, make: { ChaikinMoneyFlow(period: $1[0]) }),
    ]
}

import Indicators
import Testing

/// Prices that do not move, and other corners.
@Suite("Edge cases of indicators")
struct EdgeCaseTests {
    /// What an indicator gives at last when every price is 0.1 and every volume 3.
    struct FlatCase: CustomTestStringConvertible, Sendable {
        let name: String
        let expected: [Double]
        var testDescription: String { name }

        init(_ name: String, _ expected: Double...) {
            self.name = name
            self.expected = expected
        }
    }

    static let flatCases: [FlatCase] = [
        FlatCase("sma", 0.1), FlatCase("ema", 0.1), FlatCase("wma", 0.1), FlatCase("kama", 0.1), FlatCase("mean", 0.1),
        FlatCase("hma", 0.1), FlatCase("trima", 0.1), FlatCase("rsi", .nan), FlatCase("macd", 0, 0, 0),
        FlatCase("stochastic", .nan, .nan), FlatCase("stochastic_fast", .nan, .nan), FlatCase("cci", .nan),
        FlatCase("williams_r", .nan), FlatCase("roc", 0), FlatCase("momentum", 0), FlatCase("change", 0),
        FlatCase("log_return", 0), FlatCase("true_range", 0), FlatCase("atr", 0), FlatCase("natr", 0),
        FlatCase("plus_di", .nan), FlatCase("minus_di", .nan), FlatCase("dx", .nan), FlatCase("adx", 0),
        FlatCase("aroon", 100, 100), FlatCase("bollinger", 0.1, 0.1, 0.1), FlatCase("donchian", 0.1, 0.1, 0.1),
        FlatCase("keltner", 0.1, 0.1, 0.1), FlatCase("supertrend", 0.1, 1), FlatCase("linreg", 0.1),
        FlatCase("linreg_slope", 0), FlatCase("obv", 3), FlatCase("mfi", .nan), FlatCase("stddev", 0),
        FlatCase("variance", 0), FlatCase("skew", .nan), FlatCase("kurtosis", .nan), FlatCase("highest", 0.1),
        FlatCase("lowest", 0.1), FlatCase("median", 0.1), FlatCase("zscore", .nan), FlatCase("rank", 0.525),
        FlatCase("correlation", .nan), FlatCase("covariance", 0), FlatCase("beta", .nan),
        FlatCase("cmo", .nan), FlatCase("ppo", 0), FlatCase("trix", 0), FlatCase("ultimate", .nan),
        FlatCase("bop", .nan), FlatCase("stochastic_rsi", .nan, .nan), FlatCase("tsi", .nan), FlatCase("awesome", 0),
        FlatCase("vortex", .nan, .nan), FlatCase("choppiness", .nan), FlatCase("ad", 0), FlatCase("adosc", 0),
        FlatCase("cmf", 0), FlatCase("parkinson", 0), FlatCase("garman_klass", 0), FlatCase("yang_zhang", 0),
        FlatCase("standard_error", 0), FlatCase("adxr", 0), FlatCase("quantile", 0.1),
    ]

    @Test("prices that never move give exactly the documented value", arguments: flatCases)
    func pricesThatNeverMoveGiveTheDocumentedValue(flat: FlatCase) throws {
        let declaration = try #require(IndicatorCatalogue.named(flat.name))
        let inputs = declaration.inputs.map { [Double](repeating: $0 == .volume ? 3 : 0.1, count: 300) }
        let parameters = declaration.parameters.map(\.defaultValue)
        let last = declaration.columns(parameters, inputs).map { $0[299] }
        #expect(last.count == flat.expected.count)
        for (value, expected) in zip(last, flat.expected) {
            #expect(value == expected || (value.isNaN && expected.isNaN), "\(flat.name): \(value)")
        }
    }

    @Test("no bars give no values")
    func noBarsGiveNoValues() {
        for declaration in IndicatorCatalogue.all {
            let columns = declaration.columns(
                declaration.parameters.map(\.defaultValue), declaration.inputs.map { _ in [] })
            #expect(columns == declaration.outputs.map { _ in [] }, "\(declaration.name)")
        }
    }

    @Test("bars that are all undefined give only undefined values")
    func undefinedBarsGiveUndefinedValues() {
        for declaration in IndicatorCatalogue.all {
            let inputs = declaration.inputs.map { _ in [Double](repeating: .nan, count: 50) }
            let columns = declaration.columns(declaration.parameters.map(\.defaultValue), inputs)
            #expect(columns.allSatisfy { $0.allSatisfy(\.isNaN) }, "\(declaration.name)")
        }
    }

    @Test("indicators are values: a copy goes its own way")
    func aCopyGoesItsOwnWay() {
        var first = SimpleMovingAverage(period: 2)
        _ = first.update(1)
        var second = first
        #expect(first.update(3) == 2)
        #expect(second.update(5) == 3)
        #expect(first.update(5) == 4)
    }

    @Test("a column may be written into a span")
    func aColumnMayBeWrittenIntoASpan() {
        let values = [1.0, 2, 3, 4, 5]
        var result = [Double](repeating: 0, count: 5)
        var output = result.mutableSpan
        SimpleMovingAverage(period: 2).fillColumn(values.span, into: &output)
        #expect(result[0].isNaN && Array(result.dropFirst()) == [1.5, 2.5, 3.5, 4.5])
    }
}

import Core
import Indicators
import Testing
import TimeSeries

@testable import StrategyKit

/// Expressions against values worked out by hand.
@Suite struct RuleValueTests {
    /// Opens 10 10 12 11 15, highs 11 13 13 16 16, lows 9 9 10 10 13, closes 10 12 11 15 14, from a Monday on.
    private static let series = RuleFixture.closes(
        [10, 12, 11, 15, 14], RuleFixture.calendar(from: CivilDate(year: 2021, month: 1, day: 4), days: 7))

    private static let nan = Double.nan

    private static let rows: [(text: String, values: [Double])] = [
        ("close", [10, 12, 11, 15, 14]),
        ("open + high - low", [12, 14, 15, 17, 18]),
        ("2 + 3 * 4 - 6 / 2", [11, 11, 11, 11, 11]),
        ("(2 + 3) * -4", [-20, -20, -20, -20, -20]),
        ("10 - 4 - 3", [3, 3, 3, 3, 3]),
        ("close % 4", [2, 0, 3, 3, 2]),
        ("-close % 4", [2, 0, 1, 1, 2]),
        ("hl2", [10, 11, 11.5, 13, 14.5]),
        ("ohlc4", [10, 11, 11.5, 13, 14.5]),
        ("typical == hlc3", [1, 1, 1, 1, 1]),
        ("close[1]", [nan, 10, 12, 11, 15]),
        ("close[3]", [nan, nan, nan, 10, 12]),
        ("(close - open)[1]", [nan, 0, 2, -1, 4]),
        ("close[1][1]", [nan, nan, 10, 12, 11]),
        ("sma(close, 2)", [nan, 11, 11.5, 13, 14.5]),
        ("sma(close, period = 2)[1]", [nan, nan, 11, 11.5, 13]),
        ("sma(close[1], 2)", [nan, nan, 11, 11.5, 13]),
        ("highest(high, 3)[1]", [nan, nan, nan, 13, 16]),
        ("abs(close - 12)", [2, 0, 1, 3, 2]),
        ("sign(close - 12)", [-1, 0, -1, 1, 1]),
        ("sqrt(close - 11)", [nan, 1, 0, 2, 3.0.squareRoot()]),
        ("log(exp(close))", [10, 12, 11, 15, 14]),
        ("log(close - 10)", [nan, 0.6931471805599453, 0, 1.6094379124341003, 1.3862943611198906]),
        ("min(close, 12, open)", [10, 10, 11, 11, 12]),
        ("max(close, 12, open)", [12, 12, 12, 15, 15]),
        ("if(close > 11, 1, 2)", [2, 1, 2, 1, 1]),
        ("if(close[1] > 11, 1, 2)", [nan, 2, 1, 2, 1]),
        ("if(close > 10, close[1], 7)", [7, 10, 12, 11, 15]),
        ("close > 11", [0, 1, 0, 1, 1]),
        ("close >= 12 and close <= 14", [0, 1, 0, 0, 1]),
        ("close == 12 or close != 12 and close > 14", [0, 1, 0, 1, 0]),
        ("not close > 11", [1, 0, 1, 0, 0]),
        ("not not close > 11", [0, 1, 0, 1, 1]),
        ("crosses_above(close, 11.5)", [nan, 1, 0, 1, 0]),
        ("crosses_above(close, 12)", [nan, 0, 0, 1, 0]),
        ("crosses_below(close, 12)", [nan, 0, 1, 0, 0]),
        ("crosses_above(close, close[1])", [nan, nan, 0, 1, 0]),
        ("weekday", [1, 2, 3, 4, 5]),
        ("time_of_day == 21:00", [1, 1, 1, 1, 1]),
        ("time_of_day", [1260, 1260, 1260, 1260, 1260]),
        ("true", [1, 1, 1, 1, 1]),
        ("$n * close", [30, 36, 33, 45, 42]),
        ("close[$n - 2]", [nan, 10, 12, 11, 15]),
        ("1_000.5e-1", [100.05, 100.05, 100.05, 100.05, 100.05]),
        ("close / (close - 12)", [-5, nan, -11, 5, 7]),
    ]

    @Test(arguments: rows) func aRuleGivesWhatTheHandGives(_ row: (text: String, values: [Double])) throws {
        let values = try RuleFixture.values(row.text, Self.series, parameters: ["n": 3])
        #expect(values.count == 5)
        for (found, wanted) in zip(values, row.values) {
            #expect(
                found.isNaN == wanted.isNaN && (wanted.isNaN || abs(found - wanted) < 1e-12), "\(row.text): \(values)")
        }
    }

    /// `close[1]` is undefined on the first bar.
    @Test(arguments: [
        "close[1] > 0", "close[1] < 0", "close[1] == close[1]", "close[1] != 0", "not close[1] > 0",
        "not not close[1] > 0",
        "close > 0 or close[1] > 0", "close < 0 and close[1] > 0", "close[1] > 0 or close > 0",
        "if(close[1] > 0, true, true)", "min(close, close[1]) > 0", "max(close[1], close) > 0", "-close[1] < 0",
        "crosses_above(close, 0)", "close / 0.0000 > 1 or close[1] > 0",
    ])
    func whatHasAnUndefinedInputIsUndefinedAndNeverTriggers(_ text: String) throws {
        if text.contains("/ 0.0000") {
            #expect(throws: RuleError.self) { try RuleFixture.values(text, Self.series) }
            return
        }
        let compiled = try RuleFixture.Compiled([text])
        let machine = RuleMachine(compiled.program, symbol: nil, calendar: Self.series.calendar)
        machine.update(Self.series[0])
        #expect(machine.value(compiled.slots[0]).isNaN)
        #expect(!machine.holds(compiled.slots[0]))
    }

    @Test func unknownVolumeIsUndefined() throws {
        let bars = (0..<3).map { index in
            Bar(
                start: Self.series[index].start, end: Self.series[index].end, open: 1, high: 1, low: 1, close: 1,
                volume: .nan)
        }
        let series = BarSeries(instrument: Instrument(symbol: "AAA"), calendar: Self.series.calendar, bars: bars)
        #expect(try RuleFixture.values("volume >= 0", series).allSatisfy { $0.isNaN })
    }

    @Test func whatTwoRulesShareIsComputedOnce() throws {
        let compiled = try RuleFixture.Compiled([
            "crosses_above(sma(close, 2), sma(close, 3))", "crosses_below(sma(close, 2), sma(close, 3))",
            "sma(close, period = 2) > close and macd(close).signal > macd(close).histogram",
        ])
        let indicators = compiled.program.stages[0].indicators.map(\.declaration.name)
        #expect(indicators == ["sma", "sma", "macd"])
        #expect(compiled.program.stages[0].operations.count { $0.code == .close } == 1)
    }

    @Test func s16TheFirstWarmBarIsThatOfTheLatestInput() throws {
        let rows: [(String, Int)] = [
            ("close", 0), ("close[2]", 2), ("sma(close, 3)", 2), ("sma(close, 3)[1]", 3), ("sma(close[1], 3)", 3),
            ("crosses_above(sma(close, 3), close)", 3), ("sma(sma(close, 2), 3)", 3), ("close > 1 and close[4] > 2", 4),
        ]
        for (text, first) in rows {
            let compiled = try RuleFixture.Compiled([text])
            let warm = compiled.streamed("AAA", in: Panel([Self.series])).warm
            #expect(warm == (0..<5).map { $0 >= first }, "\(text)")
            #expect(compiled.program.warmUpBars == first, "\(text)")
        }
    }

    @Test func theAccountIsSeenAtEachBar() throws {
        let texts = ["position", "entry_price", "bars_held", "profit", "position[1]", "profit > 5"]
        let compiled = try RuleFixture.Compiled(texts)
        let machine = RuleMachine(compiled.program, symbol: nil, calendar: Self.series.calendar)
        machine.update(Self.series[0])
        #expect(compiled.slots.prefix(4).map { machine.value($0) }.map(\.isNaN) == [false, true, true, true])
        machine.update(Self.series[1], account: .init(position: 7, entryPrice: 10, barsHeld: 0))
        #expect(compiled.slots.map { machine.value($0) } == [7, 10, 0, 20, 0, 1])
        machine.update(Self.series[2], account: .init(position: -7, entryPrice: 10, barsHeld: 1))
        #expect(compiled.slots.prefix(3).map { machine.value($0) } == [-7, 10, 1])
        #expect(abs(machine.value(compiled.slots[3]) - -10) < 1e-12)
        let columns = compiled.columns("AAA", in: Panel([Self.series])).values
        #expect(columns.allSatisfy { $0.isEmpty })
    }
}

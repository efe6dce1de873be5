import StrategyKit
import Testing

/// What is wrong with a rule, word for word, at its line and column of the file.
@Suite struct RuleErrorTests {
    private static let rows: [(rules: String, error: String)] = [
        (
            "enter_long: close / 'a' > 1",
            "a.yaml:5:25: error: '/' needs a number; found the text 'a'"
        ),
        (
            "enter_long: sma(close, $fsat) > 1\nparameters: { fast: 5 }",
            "a.yaml:5:28: error: unknown parameter '$fsat'; did you mean 'fast'? declared are fast"
        ),
        (
            "enter_long: smaa(close, 5) > 1",
            "a.yaml:5:17: error: unknown function 'smaa'; did you mean 'sma'?"
        ),
        (
            "enter_long: >\n  close > 1\n    and rsi(close, 14) <\n  foo",
            "a.yaml:8:7: error: unknown name 'foo'; the price of another instrument is written foo.close"
        ),
        (
            "enter_long: |\n  close > 1\n  and bar(1)",
            "a.yaml:7:11: error: unknown function 'bar'; see backtest list indicators"
        ),
        (
            "enter_long: \"close > 1 and \\\n   volum > 5\"",
            "a.yaml:6:8: error: unknown name 'volum'; did you mean 'volume'? the price of another instrument is "
                + "written volum.close"
        ),
        (
            "enter_long: 'close > ''x'''",
            "a.yaml:5:26: error: '>' needs a number; found the text 'x'"
        ),
        (
            "enter_long: close",
            "a.yaml:5:17: error: the rule must give a condition, such as close > sma(close, 20); it gives a number"
        ),
        (
            "enter_long: sma(20) > 1",
            "a.yaml:5:21: error: 'sma' needs a series such as close first, found the number 20: sma(series, period = "
                + "20)"
        ),
        (
            "enter_long: rsi(14) > 1",
            "a.yaml:5:21: error: 'rsi' needs a series such as close first, found the number 14: rsi(series, period = "
                + "14)"
        ),
        (
            "enter_long: sma(close, 0) > 1",
            "a.yaml:5:28: error: 'period' of 'sma' must be a whole number from 1 to 100000; found 0"
        ),
        (
            "enter_long: sma(close, 2.5) > 1",
            "a.yaml:5:28: error: 'period' of 'sma' must be a whole number from 1 to 100000; found 2.5"
        ),
        (
            "enter_long: sma(close, close) > 1",
            "a.yaml:5:28: error: 'period' of 'sma' must be a constant, such as 20 or $name; found a series"
        ),
        (
            "enter_long: sma(close, 5, 6) > 1",
            "a.yaml:5:31: error: 'sma' takes no more arguments: sma(series, period = 20)"
        ),
        (
            "enter_long: sma(close, periods=5) > 1",
            "a.yaml:5:36: error: 'sma' has no parameter 'periods'; did you mean 'period'? sma(series, period = 20)"
        ),
        (
            "enter_long: macd(close).sginal > 1",
            "a.yaml:5:29: error: 'macd' has no output 'sginal'; did you mean 'signal'? outputs: value, signal, "
                + "histogram"
        ),
        (
            "enter_long: close[-1] > 1",
            "a.yaml:5:23: error: an offset of -1 bars would look into the future"
        ),
        (
            "enter_long: close[close] > 1",
            "a.yaml:5:23: error: an offset must be a constant, such as 1 or $days"
        ),
        (
            "enter_long: close = 1",
            "a.yaml:5:23: error: '=' compares nothing; write '=='"
        ),
        (
            "enter_long: 1 < close < 2",
            "a.yaml:5:27: error: comparisons do not chain; write 'a < b and b < c'"
        ),
        (
            "enter_long: close > 1 && close < 2",
            "a.yaml:5:27: error: '&&' is no operator; write 'and'"
        ),
        (
            "enter_long: weekly(daily(close)) > 1",
            "a.yaml:5:24: error: a timeframe inside a timeframe has no meaning; found 'daily'"
        ),
        (
            "enter_long: weekly(SPY.close) > 1",
            "a.yaml:5:24: error: another instrument inside a timeframe is written the other way round: "
                + "SPY.weekly(close)"
        ),
        (
            "enter_long: SPY.position > 1",
            "a.yaml:5:21: error: 'position' is known of the traded instrument's own bars only"
        ),
        (
            "enter_long: (close > 1",
            "a.yaml:5:26: error: expected ')' to close the parenthesis; found the end of the rule"
        ),
        (
            "enter_long: close > 1)",
            "a.yaml:5:26: error: expected a value or an operator; found ')'"
        ),
        (
            "enter_long: close >",
            "a.yaml:5:23: error: the rule ends where a value is expected"
        ),
        (
            "enter_long: not close",
            "a.yaml:5:21: error: 'not' needs a condition; found a number"
        ),
        (
            "enter_long: close and true",
            "a.yaml:5:17: error: 'and' needs a condition; found a number"
        ),
        (
            "enter_long: SPY > 1",
            "a.yaml:5:17: error: unknown name 'SPY'; the price of another instrument is written SPY.close"
        ),
        (
            "enter_long: close(1) > 1",
            "a.yaml:5:17: error: 'close' is no function; a value of the past is written close[1]"
        ),
        (
            "enter_long: if(close > 1, 2, true)",
            "a.yaml:5:34: error: both branches of 'if' must be of one type; found a number and a condition"
        ),
        (
            "enter_long: min(close) > 1",
            "a.yaml:5:17: error: 'min' takes min(a, b, ...); found 1 argument"
        ),
        (
            "enter_long: $x > 1",
            "a.yaml:5:17: error: unknown parameter '$x'; none is declared under 'parameters'"
        ),
        (
            "enter_long: 5x > 1",
            "a.yaml:5:18: error: a number is followed at once by 'x'; write an operator"
        ),
        (
            "enter_long: close > 1 @",
            "a.yaml:5:27: error: '@' has no meaning here"
        ),
        (
            "enter_long: 25:00 > time_of_day",
            "a.yaml:5:17: error: '25:00' is no time of day such as 15:30"
        ),
        (
            "enter_long: minutes(0, close) > 1",
            "a.yaml:5:25: error: 'minutes' needs a whole number from 1 to 1440 first: minutes(15, close)"
        ),
        (
            "enter_long: close/0 > 1",
            "a.yaml:5:23: error: '/' by zero has no value"
        ),
        (
            "enter_long: fast > 1\nparameters: { fast: 5 }",
            "a.yaml:5:17: error: a parameter is written with '$': $fast"
        ),
        (
            "enter_long: close > 1\nsize: { units: 1, cash: 2 }",
            "a.yaml:6:11: error: 'strategy.rules.size' takes exactly one of units, percent_of_equity, "
                + "percent_of_cash, cash; found units and cash"
        ),
        (
            "enter_long: close > 1\nsize: { units: -1 }",
            "a.yaml:6:20: error: the number must be above 0; found -1"
        ),
        (
            "enter_long: close > 1\nstop_loss: { of: fill }",
            "a.yaml:6:16: error: 'strategy.rules.stop_loss' takes exactly one of percent, amount, price; found none"
        ),
        (
            "enter_long: close > 1\nparameters: { fast: { default: 5, range: [10, 20] } }",
            "a.yaml:6:36: error: parameter 'fast' is 5, outside its range from 10 to 20"
        ),
        (
            "enter_long: close > 1\nexit_short: close < 1",
            "a.yaml:6:17: error: 'strategy.rules.exit_short' does nothing without 'enter_short'"
        ),
        (
            "exit_long: close > 1",
            "a.yaml:5:5: error: 'strategy.rules' needs one of the keys 'enter_long' and 'enter_short'\na.yaml:5:16: "
                + "error: 'strategy.rules.exit_long' does nothing without 'enter_long'"
        ),
        (
            "enter_long: close > 1\nentry_valid: { bars: 0 }",
            "a.yaml:6:26: error: 'strategy.rules.entry_valid.bars' must be a whole number of at least 1; found the "
                + "number 0"
        ),
        (
            "enter_long: close > 1\nentry_valid: week",
            "a.yaml:6:18: error: 'strategy.rules.entry_valid' must be gtc, day, ioc, fok, at-open or at-close or "
                + "{ bars: … }; found the text 'week'"
        ),
        (
            "enter_long: close > 1\nenter_long_stop: 2\nentry_valid: at-close",
            "a.yaml:6:22: error: 'enter_long_stop' waits for its price, and with 'entry_valid: at-close' an entry meets "
                + "one price only; leave one of the two out"
        ),
        (
            "enter_long: sma",
            "a.yaml:5:17: error: 'sma' is a function: write sma(series, period = 20)"
        ),
        (
            "enter_long: donchian(20).uper > 1",
            "a.yaml:5:30: error: 'donchian' has no output 'uper'; did you mean 'upper'? outputs: upper, middle, lower"
        ),
    ]

    @Test(arguments: rows) func aWrongRuleIsNamedWithItsPlace(_ row: (rules: String, error: String)) {
        #expect(ConfigSample.error(ConfigSample.rules(row.rules)) == row.error)
    }
}

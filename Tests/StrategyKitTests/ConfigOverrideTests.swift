import Simulation
import StrategyKit
import Testing
import TimeSeries

/// Values of `--set`.
@Suite struct ConfigOverrideTests {
    private static let rows: [(text: String, error: String)] = [
        (
            "fast=lots",
            "--set fast=lots: error: 'strategy.rules.parameters.fast.default' must be a number; found the text 'lots'"
        ),
        (
            "fst=20",
            "--set fst=20: error: unknown key 'fst'; did you mean 'fast'? parameters of the rules: fast, slow"
        ),
        (
            "broker.csh=5",
            "--set broker.csh=5: error: unknown key 'csh' in 'broker'; did you mean 'cash'? allowed: cash, currency, "
                + "allow_short, split_fractions, fill, commission, slippage, spread, borrow, margin, "
                + "interest, settlement, fx, latency"
        ),
        (
            "broker.cash.x=5",
            "--set broker.cash.x=5: error: 'broker.cash' is the number 100_000 in the config, so it has no key 'x' "
                + "to set"
        ),
        (
            "strategy.rules.parameters.fast=200",
            "--set strategy.rules.parameters.fast=200: error: parameter 'fast' is 200, outside its range from 5 to "
                + "100"
        ),
        (
            "nonsense",
            "--set nonsense: error: an override is key=value, such as broker.cash=50000"
        ),
        (
            "strategy.rules.enter_long=foo(close) > 1",
            "--set strategy.rules.enter_long=foo(close) > 1: error: unknown function 'foo'; see backtest list "
                + "indicators"
        ),
        (
            "fast=[1",
            "--set fast=[1: error: not readable as YAML: while parsing a flow sequence: did not find expected ',' or "
                + "']'; inside { } a text with brackets or commas is written in quotes"
        ),
        (
            "..=1",
            "--set ..=1: error: '..' is no dotted key such as broker.cash"
        ),
        (
            "venue=market",
            "--set venue=market: error: 'venue: market' needs 'data.source: simulator' and 'market': the strategy sees the "
                + "bars of the market in which it trades"
        ),
    ]

    @Test(arguments: rows) func aWrongOverrideIsNamed(_ row: (text: String, error: String)) {
        #expect(ConfigSample.error(ConfigSample.golden, overrides: [row.text]) == row.error)
    }

    private func study(_ overrides: String...) throws -> StudyConfiguration {
        try StudyConfiguration(
            yaml: ConfigSample.golden, file: "a.yaml", overrides: overrides.map { try ConfigOverride($0) })
    }

    @Test func aValueIsLaidOverTheConfig() throws {
        let study = try study("broker.cash=5_000", "seed=7", "strategy.rules.size={ units: 10 }", "close_at_end=true")
        #expect(study.broker.cash == 5_000)
        #expect(study.seed == 7)
        #expect(study.broker.fill.closesAtEnd)
        #expect(study.canonicalYAML.contains("size:\n      units: 10\n"))
    }

    @Test func aParameterCanBeSetByItsNameAlone() throws {
        for text in ["fast=20", "strategy.rules.parameters.fast=20", "strategy.rules.parameters.fast.default=20"] {
            #expect(try study(text).plan.parameters.map(\.value) == [.number(20), .number(200)])
        }
    }

    @Test func aSectionThatIsNotThereIsMade() throws {
        #expect(try study("broker.fill.market=same-close").broker.fill.market == .sameClose)
        #expect(try study("instruments.AAPL.lot_size=100").instruments.instrument("AAPL").lotSize == 100)
    }

    @Test func theLastOfSeveralHolds() throws {
        #expect(try study("seed=7", "seed=8").seed == 8)
    }
}

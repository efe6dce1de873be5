import StrategyKit
import Testing

/// What is wrong with a config, word for word.
@Suite struct ConfigErrorTests {
    private static let start = "data: { path: a.csv, calendar: XNYS }\nstrategy: { rules: { enter_long: close > 1 } }\n"

    private static let additions: [(yaml: String, error: String)] = [
        (
            "broker:\n  comission: { minimum: 1 }",
            "a.yaml:4:3: error: unknown key 'comission' in 'broker'; did you mean 'commission'? allowed: cash, "
                + "currency, allow_short, split_fractions, fill, commission, slippage, spread, borrow, margin, "
                + "interest, settlement, fx, latency"
        ),
        (
            "broker: { cash: lots }",
            "a.yaml:3:17: error: 'broker.cash' must be a number above 0 and at most 1000000000000000; found the text 'lots'"
        ),
        (
            "broker: { cash: -5 }",
            "a.yaml:3:17: error: 'broker.cash' must be a number above 0 and at most 1000000000000000; found the number -5"
        ),
        (
            "broker: { cash: }",
            "a.yaml:3:17: error: 'broker.cash' must be a number above 0 and at most 1000000000000000; found no value"
        ),
        (
            "broker: { cash: [1] }",
            "a.yaml:3:17: error: 'broker.cash' must be a number above 0 and at most 1000000000000000; found a list"
        ),
        (
            "brokr: {}",
            "a.yaml:3:1: error: unknown key 'brokr' in a config; did you mean 'broker'? allowed: name, notes, seed, "
                + "benchmark, data, strategy, strategies, portfolio, broker, close_at_end, instruments, risk, report, venue, "
                + "market, sweep, walk_forward, judge, robustness, histories, calibration, write"
        ),
        (
            "broker: { fill: { market: next-opne } }",
            "a.yaml:3:27: error: 'broker.fill.market' must be next-open, same-close, next-close or next-mid; found "
                + "the text 'next-opne'; did you mean 'next-open'?"
        ),
        (
            "broker: { fill: { limit: thru } }",
            "a.yaml:3:26: error: 'broker.fill.limit' must be through or touch or { through: … }; found the text "
                + "'thru'"
        ),
        (
            "broker: { fill: { limit: { through: 2.5 } } }",
            "a.yaml:3:37: error: 'broker.fill.limit.through' must be a whole number of at least 0; found the number "
                + "2.5"
        ),
        (
            "venue: market",
            "a.yaml:3:8: error: 'venue: market' needs 'data.source: simulator' and 'market': the strategy sees the bars of "
                + "the market in which it trades"
        ),
        (
            "seed: 1.5",
            "a.yaml:3:7: error: 'seed' must be a whole number from 0 to 9007199254740992; found the number 1.5"
        ),
        (
            "close_at_end: yes",
            "a.yaml:3:15: error: 'close_at_end' must be true or false; found the text 'yes'"
        ),
        (
            "broker: 5",
            "a.yaml:3:9: error: 'broker' must be a section of keys; found the number 5"
        ),
        (
            "broker:\n  - 1",
            "a.yaml:4:3: error: 'broker' must be a section of keys; found a list"
        ),
        (
            "walk_forward: { train: 3 years, test: 6mo }",
            "a.yaml:3:24: error: 'walk_forward.train' must be a length such as 3y, 6mo, 26w, 90d, 250 sessions or, in "
                + "instants at which bars end, 500; found the text '3 years'"
        ),
        (
            "walk_forward: { train: 3y }",
            "a.yaml:3:15: error: 'walk_forward' needs the key 'test': a length such as 3y, 6mo, 26w, 90d, 250 sessions or, "
                + "in instants at which bars end, 500"
        ),
        (
            "close_at_end: true\nclose_at_end: false",
            "a.yaml:4:1: error: the key 'close_at_end' stands twice in one section; leave one of them out"
        ),
        (
            "broker: { cash: 5, cash: 6 }",
            "a.yaml:3:11: error: the key 'cash' stands twice in one section; leave one of them out"
        ),
        (
            "a: [1, 2",
            "a.yaml:4:1: error: not readable as YAML: while parsing a flow sequence: did not find expected ',' or ']'; "
                + "inside { } a text with brackets or commas is written in quotes"
        ),
        (
            "broker: { commission: { minimum: 5, maximum: 2 } }",
            "a.yaml:3:46: error: 'broker.commission.maximum' is 2, below the minimum of 5"
        ),
        (
            "instruments: { AAPL: { tick: 0.01 } }",
            "a.yaml:3:24: error: unknown key 'tick' in 'instruments.AAPL'; allowed: tick_size, lot_size, "
                + "minimum_notional, multiplier, tradable, kind, currency, margin"
        ),
        (
            "a:\n\t- b",
            "a.yaml:4:1: error: not readable as YAML: while scanning for the next token: found character that cannot "
                + "start any token; YAML is indented by spaces, not tabs"
        ),
        (
            "? [a, b]\n: 1",
            "a.yaml:3:3: error: a key is a single word; found a list or a section of keys"
        ),
        (
            "name: \"a\\qb\"",
            "a.yaml:3:9: error: not readable as YAML: while parsing a quoted scalar: found unknown escape character"
        ),
        (
            "x: *nothing",
            "a.yaml:3:4: error: not readable as YAML: found undefined alias"
        ),
        (
            "benchmark: ''",
            "a.yaml:3:12: error: 'benchmark' must be a text; found the text ''"
        ),
        (
            "broker: { spread: { side: exit } }",
            "a.yaml:3:27: error: 'broker.spread.side' must be both or entry; found the text 'exit'"
        ),
        (
            "data2: 1\nzzz: 2",
            "a.yaml:3:1: error: unknown key 'data2' in a config; did you mean 'data'? allowed: name, notes, seed, "
                + "benchmark, data, strategy, strategies, portfolio, broker, close_at_end, instruments, risk, report, venue, "
                + "market, sweep, walk_forward, judge, robustness, histories, calibration, write\na.yaml:4:1: error: unknown key 'zzz' in a config; allowed: name, notes, seed, benchmark, data, "
                + "strategy, strategies, portfolio, broker, close_at_end, instruments, risk, report, venue, market, sweep, walk_forward, judge, robustness, histories, calibration, write"
        ),
        (
            "report: { title: [] }",
            "a.yaml:3:18: error: 'report.title' must be a text; found a list"
        ),
    ]

    private static let wholes: [(yaml: String, error: String)] = [
        (
            "",
            "a.yaml:1:1: error: the config is empty; see backtest new"
        ),
        (
            "# nothing",
            "a.yaml:1:1: error: the config is empty; see backtest new"
        ),
        (
            "- 1",
            "a.yaml:1:1: error: a config is a section of keys; found a list"
        ),
        (
            "5",
            "a.yaml:1:1: error: a config is a section of keys; found the number 5"
        ),
        (
            "strategy: {}",
            "a.yaml:1:1: error: a config needs the key 'data': a section of keys\na.yaml:1:11: error: 'strategy' "
                + "needs one of the keys 'rules', 'type' and 'model'"
        ),
        (
            "data: { calendar: XNYS }\nstrategy: { rules: { enter_long: close } }",
            "a.yaml:1:7: error: 'data' needs one of the keys 'path' and 'glob'"
        ),
        (
            "data: { path: a, glob: b, calendar: XNYS, from: 2006-01-03, to: 2005-01-01, stamp: middle }\nstrategy: "
                + "{ rules: { enter_long: close > 1 }, type: x }",
            "a.yaml:1:24: error: 'data' takes one of the keys 'path' and 'glob', not both\na.yaml:1:65: error: "
                + "'data.to' is 2005-01-01, before 'data.from', which is 2006-01-03\na.yaml:1:84: error: 'data.stamp' must "
                + "be start or end; found the text 'middle'\na.yaml:2:53: error: 'strategy' takes one of the keys 'rules' "
                + "and 'type', not both"
        ),
        (
            "data: { path: a, calendar: XNYS, from: 2006-13-01 }\nstrategy: { type: x, parameters: { a: 1 } }",
            "a.yaml:1:40: error: 'data.from' must be a date such as 2006-01-03, or an instant such as "
                + "2006-01-03T14:30:00Z; found the text '2006-13-01'"
        ),
        (
            "data: { path: a, calendar: XNYS }\nstrategy: { type: x, parameters: { a: 1 } }",
            "a.yaml:2:19: error: unknown strategy 'x'; strategies: none"
        ),
    ]

    @Test(arguments: additions) func aWrongKeyOrValueIsNamedWithItsPlace(_ row: (yaml: String, error: String)) {
        #expect(ConfigSample.error(Self.start + row.yaml) == row.error)
    }

    @Test(arguments: wholes) func aWrongConfigIsRefused(_ row: (yaml: String, error: String)) {
        #expect(ConfigSample.error(row.yaml) == row.error)
    }

    @Test func severalProblemsAreListedInTheOrderOfTheFile() {
        let text = Self.start + "venue: moon\nseed: x\nnoise: 1"
        #expect(
            ConfigSample.error(text) == """
                a.yaml:3:8: error: 'venue' must be bars or market; found the text 'moon'
                a.yaml:4:7: error: 'seed' must be a whole number from 0 to 9007199254740992; found the text 'x'
                a.yaml:5:1: error: unknown key 'noise' in a config; did you mean 'notes'? allowed: name, notes, seed, \
                benchmark, data, strategy, strategies, portfolio, broker, close_at_end, instruments, risk, report, venue, \
                market, sweep, walk_forward, judge, robustness, histories, calibration, write
                """)
    }

    @Test func anExpressionWithCommasInsideBracesWantsQuotes() {
        let text = "data: { path: a, calendar: XNYS }\nstrategy: { rules: { enter_long: close > sma(close, 20) } }"
        #expect(
            ConfigSample.error(text)
                == "a.yaml:2:53: error: '20)' is no key; an expression with commas inside { } is written in quotes")
    }

    @Test func theConfigOfTheDesignIsValid() {
        #expect(ConfigSample.error(ConfigSample.golden) == nil)
    }
}

import Foundation
import StrategyKit
import Testing

/// Configs of `backtest data collect`: what they mean, and what is wrong with them, word for word.
@Suite struct CollectConfigurationTests {
    private static let least = """
        collect:
          from: yahoo
          symbols: [AAPL]
          every: 1m
          start: 2024-01-02
          to: { csv: out }

        """

    @Test func whatIsLeftOutHasItsDefault() throws {
        let config = try CollectConfiguration(yaml: CollectConfigurationTests.least, file: "c.yaml")
        #expect(config.source == .yahoo && config.symbols == ["AAPL"] && config.every == "1m")
        #expect(config.period == nil && config.delay == 2_000_000_000 && config.timeout == 60_000_000_000)
        #expect(config.calendar == "XNYS" && config.destination == .csv("out") && config.attempts == 5)
        #expect(config.policies.duplicates == .error && config.policies.emptyPrices == .drop && config.rate == nil)
    }

    @Test func allThatCanBeSaidIsRead() throws {
        let text = """
            collect:
              from: declared
              url: https://x.example/{symbol}?k={key}&a={start}
              symbols: [BTC/USDT, 600519]
              every: 1d
              repeat: 1h
              delay: 10s
              start: 2024-01-02T00:00:00Z
              calendar: 24/7
              key: { env: KEY }
              query: { feed: iex, secret: { file: s } }
              headers: { X-A: { env: A }, X-B: { text: b } }
              rows: data
              columns: { time: t, open: o, high: h, low: l, close: c }
              page: { token: next, parameter: page }
              limit: 500
              rate: { requests: 5, per: 1s }
              to: { influxdb: { url: "http://h:8086", version: 2, database: b, org: o, token_env: T } }
              policies: { duplicates: last, gaps: error }
            """
        let config = try CollectConfiguration(yaml: text, file: "c.yaml")
        #expect(config.symbols == ["BTC/USDT", "600519"] && config.period == 3_600_000_000_000)
        #expect(config.key == .environment("KEY") && config.calendar == "24/7")
        #expect(config.query.map(\.name) == ["feed", "secret"])
        #expect(config.query.map(\.value) == [.text("iex"), .file("s")])
        #expect(config.headers.map(\.value) == [.environment("A"), .text("b")])
        #expect(config.text("rows") == "data" && config.text("columns.open") == "o" && config.whole("limit") == 500)
        #expect(config.rate?.requests == 5 && config.rate?.per == 1_000_000_000)
        #expect(config.policies.duplicates == .last && config.policies.gaps == .error)
        guard case .influx(let influx) = config.destination else {
            Issue.record("not InfluxDB: \(config.destination)")
            return
        }
        #expect(influx.target.version == 2 && influx.target.organisation == "o" && influx.target.database == "b")
        #expect(influx.target.credentials == .token(.environment("T")) && influx.target.url == "http://h:8086")
        #expect(influx.batchRows == 5_000 && !influx.isPacked && influx.timeout == 60_000_000_000)
        #expect(influx.measurement == "bar" && influx.symbolTag == "symbol")
        #expect(config.place(of: "limit").description == "c.yaml:16:10")
        #expect(config.place(of: "zone").description == "c.yaml:2:3")
    }

    private static let replacements: [(old: String, new: String, error: String)] = [
        (
            "from: yahoo", "from: yaho",
            "c.yaml:2:9: error: 'collect.from' must be yahoo, stooq, binance, alpaca or declared; found the text 'yaho'; did you mean 'yahoo'?"
        ),
        ("  every: 1m\n", "", "c.yaml:2:3: error: 'collect' needs the key 'every': such as every: 1m"),
        ("  start: 2024-01-02\n", "", "c.yaml:2:3: error: 'collect' needs the key 'start': such as start: 2024-01-01"),
        ("[AAPL]", "[]", "c.yaml:3:12: error: 'collect.symbols' must hold at least 1 value; found 0"),
        ("[AAPL]", "[A, A]", "c.yaml:3:16: error: 'A' stands twice in 'collect.symbols'"),
        ("{ csv: out }", "{}", "c.yaml:6:7: error: 'collect.to' needs one of csv, a folder, and influxdb"),
        (
            "every: 1m", "every: 1m\n  rows: data",
            "c.yaml:5:9: error: 'collect.rows' goes with from: declared; the preset yahoo says it by itself"
        ),
        (
            "every: 1m", "every: 1m\n  repeat: 0s",
            "c.yaml:5:11: error: 'collect.repeat' must be longer than 0s; found the text '0s'"
        ),
        (
            "every: 1m", "every: 1m\n  url: ftp://x",
            "c.yaml:5:8: error: 'collect.url' must begin with http:// or https:// and a host; found the text 'ftp://x'"
        ),
        (
            "every: 1m", "every: 1m\n  url: http://me:pw@x",
            "c.yaml:5:8: error: 'collect.url' carries a user or password; name them with 'headers' or 'key'"
        ),
        (
            "every: 1m", "every: 1m\n  headers: { A: { env: x, file: y } }",
            "c.yaml:5:17: error: 'collect.headers.A' needs one of text, env, file; found env and file"
        ),
        (
            "every: 1m", "every: 1m\n  headers: { A: secret }",
            "c.yaml:5:17: error: 'collect.headers.A' must say where its value is found, because configs are kept and shown: { env: VARIABLE } or { file: PATH }, or { text: … } for what is no secret"
        ),
        (
            "every: 1m", "every: 1m\n  key: hush",
            "c.yaml:5:8: error: 'collect.key' must say where its value is found, because configs are kept and shown: { env: VARIABLE } or { file: PATH }"
        ),
        (
            "{ csv: out }", "{ influxdb: { url: http://h, database: d, token: hush } }",
            "c.yaml:6:49: error: 'collect.to.influxdb.token' is a secret, and configs are kept and shown; put it into an environment variable and name that with 'token_env', or into a file and name that with 'token_file'"
        ),
        (
            "{ csv: out }", "{ influxdb: { url: http://h, version: 2, bucket: b } }",
            "c.yaml:6:19: error: 'collect.to.influxdb' of version 2 needs the key 'org'"
        ),
        (
            "{ csv: out }", "{ influxdb: { url: http://h, database: d, user: u, token_env: T } }",
            "c.yaml:6:55: error: 'collect.to.influxdb.user' needs 'password_env' or 'password_file'"
        ),
        (
            "{ csv: out }", "{ influxdb: { url: http://h, database: d, timeout: 0s } }",
            "c.yaml:6:58: error: 'collect.to.influxdb.timeout' must be longer than 0s; found the text '0s'"
        ),
        (
            "collect:", "data: { path: a.csv }\ncollect:",
            "c.yaml:1:1: error: found 'data', expected 'collect': this is a config of a run, which is done by `backtest run c.yaml`; `backtest data collect --example` prints one to collect prices by"
        ),
        (
            "every: 1m", "every: 1m\n  symbls: [A]",
            "c.yaml:5:3: error: unknown key 'symbls' in 'collect'; did you mean 'symbols'? allowed: from, symbols, every, repeat, delay, start, calendar, url, query, headers, key, format, rows, columns, time, zone, stamp, request_time, page, limit, missing_rows, message, rate, attempts, timeout, to, policies"
        ),
    ]

    @Test(arguments: replacements.indices) func aFaultIsNamedWithItsPlaceAndRemedy(index: Int) throws {
        let (old, new, error) = CollectConfigurationTests.replacements[index]
        let text = CollectConfigurationTests.least.replacing(old, with: new)
        #expect(text != CollectConfigurationTests.least)
        #expect(messages(of: text) == error)
    }

    @Test func anAddressOfOnesOwnSaysAllThatAPresetKnows() throws {
        let text = CollectConfigurationTests.least.replacing("from: yahoo", with: "from: declared")
        #expect(
            messages(of: text) == """
                c.yaml:2:3: error: 'collect' needs the key 'url': from: declared names the whole address
                c.yaml:2:3: error: 'collect' needs the key 'calendar': XNYS, 24/7, 24/5 or the path of a file
                c.yaml:2:3: error: 'collect.columns' needs the key 'time' for bars in json; quotes have a price instead
                c.yaml:2:3: error: 'collect.columns' needs the key 'open' for bars in json; quotes have a price instead
                c.yaml:2:3: error: 'collect.columns' needs the key 'high' for bars in json; quotes have a price instead
                c.yaml:2:3: error: 'collect.columns' needs the key 'low' for bars in json; quotes have a price instead
                c.yaml:2:3: error: 'collect.columns' needs the key 'close' for bars in json; quotes have a price instead
                c.yaml:2:3: error: 'collect' needs the key 'stamp': start or end, for bars within a day: a wrong guess would \
                show the future
                """)
        let quotes = """
            collect:
              from: declared
              url: https://x.example/{symbl}
              symbols: [A]
              columns: { price: last, close: c }
              to: { csv: out }
            """
        #expect(
            messages(of: quotes) == """
                c.yaml:3:8: error: 'collect.url' holds {symbl}; did you mean 'symbol'? allowed: {symbol}, {every}, {start}, \
                {end}, {key}
                c.yaml:5:34: error: 'collect.columns.close' is of bars and 'collect.columns.price' of quotes; give one kind
                """)
    }

    @Test(arguments: ["", "name: x", "[1]", "collect: 3", "collect: { from: ["]) func noTextIsATrap(text: String) {
        #expect(throws: ConfigError.self) { _ = try CollectConfiguration(yaml: text, file: "c.yaml") }
    }

    @Test func everyDefaultIsValidAndEveryKeyIsInTheSchema() throws {
        let schema = ConfigSchema.json(keys: ConfigKeys.collecting, title: "t")
        let object = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
        #expect(object?["title"] as? String == "t")
        for key in ConfigKeys.collecting where !key.path.contains("*") { #expect(schema.contains("\"\(key.name)\"")) }
        let paths = ConfigKeys.collecting.map(\.path)
        #expect(Set(paths).count == paths.count)
    }

    private func messages(of text: String) -> String {
        do {
            _ = try CollectConfiguration(yaml: text, file: "c.yaml")
            return "no error"
        } catch {
            return error.description
        }
    }
}

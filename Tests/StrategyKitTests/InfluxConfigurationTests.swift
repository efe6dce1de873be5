import Core
import StrategyKit
import Testing
import TimeSeries

/// `data.influxdb`.
@Suite struct InfluxConfigurationTests {
    private func yaml(_ data: String, _ influx: String) -> String {
        """
        data:
          source: influxdb
          calendar: 24/7
          \(data)
          influxdb: { \(influx) }
        strategy: { rules: { enter_long: close > 1 } }
        """
    }

    private static let least = "url: \"http://a:8086\", database: market, measurement: bar"

    @Test func everythingIsReadAndReadsBack() throws {
        let text = yaml(
            "symbols: [\"A b\", C]\n  stamp: end",
            "url: https://db.example/base, version: 2, bucket: b, org_id: 0123456789abcdef, measurement: m, "
                + "symbol_tag: ticker, tags: { venue: XNAS }, fields: { close: last, volume: none }, every: 5m, "
                + "token_file: /run/token, ca_file: ca.pem, timeout: 5s, since: 2020-01-02")
        let configuration = try StudyConfiguration(yaml: text, file: "a.yaml")
        let influx = try #require(configuration.data.influx)
        #expect(influx.url == "https://db.example/base" && influx.version == 2 && influx.database == "b")
        #expect(influx.organisation == .identifier("0123456789abcdef") && influx.measurement == "m")
        #expect(influx.symbolTag == "ticker" && influx.tags == ["venue": "XNAS"] && influx.symbols == ["A b", "C"])
        #expect(influx.fields.open == "open" && influx.fields.close == "last" && influx.fields.volume == nil)
        #expect(influx.every == .intraday(nanoseconds: 5 * Timestamp.minute) && influx.ticks == nil)
        #expect(influx.token == .file("/run/token") && influx.password == nil && influx.authorityFile == "ca.pem")
        #expect(influx.timeoutSeconds == 5)
        #expect(influx.since == Timestamp(CivilDate(year: 2020, month: 1, day: 2)))
        let again = try StudyConfiguration(yaml: configuration.canonicalYAML, file: "a.yaml")
        #expect(again.data == configuration.data && again.hash == configuration.hash)
        let plain = try StudyConfiguration(yaml: yaml("stamp: start", Self.least), file: "a.yaml")
        #expect(plain.data.influx?.fields.volume == "volume" && plain.data.influx?.symbolTag == "symbol")
        #expect(plain.data.influx?.version == nil && plain.data.influx?.timeoutSeconds == 60)
    }

    @Test func filesHaveNoDatabase() throws {
        let text = "data: { path: a.csv, calendar: 24/7 }\nstrategy: { rules: { enter_long: close > 1 } }"
        #expect(try StudyConfiguration(yaml: text, file: "a.yaml").data.influx == nil)
        #expect(
            ConfigSample.error(text.replacing("24/7 }", with: "24/7, influxdb: { \(Self.least) } }"))?.contains(
                "'data.influxdb' does nothing without 'data.source: influxdb'") == true)
    }

    @Test(arguments: [
        ("stamp: start", "database: a, measurement: b", "'data.influxdb' needs the key 'url'"),
        ("stamp: start", "url: \"http://a\", measurement: b", "needs one of the keys 'database' and 'bucket'"),
        ("", least, "'data.stamp' must say whether the time of a row is the start or the end of its bar"),
        ("stamp: start", least + ", user: me", "'data.influxdb.user' goes with 'password_env' or 'password_file'"),
        ("stamp: start", least + ", password_env: P", "'data.influxdb.user' goes with"),
        ("stamp: start", least + ", every: 5q", "'data.influxdb.every' must be a timeframe"),
        ("stamp: start", least + ", ticks: { price: p }", "'data.influxdb.ticks' needs 'every'"),
        ("stamp: start", least + ", version: 2", "needs one of the keys 'org' and 'org_id'"),
        ("stamp: start", least + ", token_env: A, token_file: b", "takes one of the keys 'token_env' and 'token_file'"),
        ("stamp: start\n  path: a.csv", least, "'data.path' is about files"),
        ("stamp: start\n  adjust: total", least, "needs a column of adjusted closes"),
    ])
    func whatDoesNotFitIsAnError(data: String, influx: String, message: String) {
        let error = ConfigSample.error(yaml(data.isEmpty ? "strict: true" : data, influx)) ?? "none"
        #expect(error.contains(message), "\(error)")
    }

    @Test(arguments: ["password", "token"]) func aSecretIsRefusedWithTheRemedyAndNotShown(name: String) {
        let error = ConfigSample.error(yaml("stamp: start", Self.least + ", \(name): open-sesame")) ?? "none"
        #expect(
            error.contains("put it into an environment variable and name that with '\(name)_env'"), "\(error)")
        #expect(!error.contains("open-sesame"))
        do {
            _ = try StudyConfiguration(
                yaml: yaml("stamp: start", Self.least), file: "a.yaml",
                overrides: [ConfigOverride(key: "data.influxdb.\(name)", value: "open-sesame")])
            Issue.record("a secret was taken")
        } catch {
            #expect(error.description.contains("'\(name)_file'") && !error.description.contains("open-sesame"))
        }
    }

    @Test func anAddressWithAUserIsRefusedAndNotShown() {
        for url in ["http://me:open-sesame@a:8086", "ftp://a/open-sesame", "http://a?p=open-sesame", "open-sesame"] {
            let error =
                ConfigSample.error(
                    yaml("stamp: start", "url: \"\(url)\", database: a, measurement: b")) ?? "none"
            #expect(error.contains("'data.influxdb.url' must be an address such as"), "\(error)")
            #expect(!error.contains("open-sesame"))
        }
    }
}

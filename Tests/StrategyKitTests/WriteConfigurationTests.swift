import StrategyKit
import Testing

/// The section `write` of a config.
@Suite struct WriteConfigurationTests {
    private static let start = "data: { path: a.csv, calendar: XNYS }\nstrategy: { rules: { enter_long: close > 1 } }\n"

    private static func read(_ lines: String) throws -> StudyConfiguration {
        try StudyConfiguration(yaml: start + lines, file: "a.yaml")
    }

    @Test func everythingIsReadAndDefaultsHold() throws {
        let least = try Self.read("write: { influxdb: { url: http://db:8086, database: d } }")
        let write = try #require(least.write)
        #expect(write.target.url == "http://db:8086" && write.target.database == "d" && write.target.version == nil)
        #expect(write.measurementPrefix == "backtest_" && write.target.credentials == .none && write.tags.isEmpty)
        #expect(write.parts == Set(WriteConfiguration.Part.allCases))
        let full = try Self.read(
            """
            write:
              influxdb:
                url: https://db
                version: 2
                bucket: b
                org: o
                measurement_prefix: bt.
                tags: { desk: rates, "the team": x y }
                token_env: TOKEN
                ca_file: ca.pem
                what: [trades, equity]
            """)
        let written = try #require(full.write)
        #expect(written.target.version == 2 && written.target.database == "b" && written.target.organisation == "o")
        #expect(written.measurementPrefix == "bt." && written.tags == ["desk": "rates", "the team": "x y"])
        #expect(
            written.target.credentials == .token(.environment("TOKEN"))
                && written.target.certificateAuthorityFile == "ca.pem")
        #expect(written.parts == [.equity, .trades])
        let user = try Self.read(
            "write: { influxdb: { url: http://db, database: d, user: u, password_file: p.txt } }")
        #expect(user.write?.target.credentials == .user("u", password: .file("p.txt")))
        // A resolved config reads back to the same, and where results go changes no result.
        #expect(try StudyConfiguration(yaml: full.canonicalYAML, file: "a.yaml").write == full.write)
        let plain = try Self.read("")
        #expect(plain.write == nil && plain.hash == full.hash && plain.hash == least.hash)
    }

    static let wrong: [(yaml: String, says: String)] = [
        ("write: {}", "'write' needs the key 'influxdb'"),
        ("write: { influxdb: { database: d } }", "'write.influxdb' needs the key 'url': a text"),
        ("write: { influxdb: { url: x } }", "needs one of the keys 'database' and 'bucket'"),
        ("write: { influxdb: { url: x, database: d, bucket: b } }", "'database' and 'bucket', not both"),
        ("write: { influxdb: { url: x, bucket: b, version: 2 } }", "of version 2 needs the key 'org'"),
        ("write: { influxdb: { url: x, database: d, version: 4 } }", "must be 1, 2 or 3; found the number 4"),
        ("write: { influxdb: { url: x, database: d, user: u } }", "needs 'password_env' or 'password_file'"),
        ("write: { influxdb: { url: x, database: d, password_env: P } }", "'write.influxdb.password_env' needs 'user'"),
        (
            "write: { influxdb: { url: x, database: d, token_env: P, token_file: Q } }",
            "found token_env and token_file"
        ),
        ("write: { influxdb: { url: x, database: d, password: hush } }", "'write.influxdb.password' is a secret"),
        ("write: { influxdb: { url: \"http://a:hush@b\", database: d } }", "an address without credentials"),
        ("write: { influxdb: { url: x, database: d, tags: { run: 7 } } }", "is a tag that every point has"),
        ("write: { influxdb: { url: x, database: d, what: [forecasts] } }", "decisions or predictions"),
        ("write: { influxdb: { url: x, database: d, what: [] } }", "must hold at least 1 value"),
    ]

    @Test(arguments: wrong) func whatDoesNotFitIsRefusedWithoutSecrets(_ yaml: String, says: String) {
        let error = ConfigSample.error(Self.start + yaml)
        #expect(error?.contains(says) == true, "\(error ?? "no error")")
        #expect(error?.hasPrefix("a.yaml:3:") == true)
        #expect(error?.contains("hush") != true)
    }
}

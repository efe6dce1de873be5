/// The keys of `write`: where results go besides the run's folder.
extension ConfigKeys {
    static let write: [ConfigKey] =
        [
            ConfigKey("write", .section, "Where results go besides the folder; no part of what a run computes."),
            ConfigKey("write.influxdb", .section, "InfluxDB, as line protocol with the tags run, name and instrument."),
        ]
        + influxTarget(at: "write.influxdb")
        + [
            ConfigKey(
                "write.influxdb.measurement_prefix", .text, default: "backtest_",
                "What the names of the measurements begin with: backtest_equity, backtest_trades."),
            ConfigKey("write.influxdb.tags", .names(of: "a tag"), "Tags of all points: tags: { desk: rates }."),
            ConfigKey("write.influxdb.tags.*", .text, "The value of the tag."),
        ]
        + influxAccess(at: "write.influxdb")
        + [
            ConfigKey(
                "write.influxdb.what",
                .list(
                    .choice(["equity", "trades", "fills", "decisions", "predictions"]),
                    atLeast: 1),
                default: "[equity, trades, fills, decisions, predictions]",
                "What is written; decisions are the orders that the strategy sent, with their reasons; predictions are those "
                    + "of models, with what came.")
        ]

    /// The keys that say which InfluxDB is written to.
    static func influxTarget(at section: String) -> [ConfigKey] {
        [
            ConfigKey("\(section).url", .text, required: true, "The server: http://127.0.0.1:8086."),
            ConfigKey(
                "\(section).version", .choice(["1", "2", "3"]),
                "The generation of the server; it is asked where absent."),
            ConfigKey(
                "\(section).database", .text, "The database of 1.x and 3; one of database and bucket is required."),
            ConfigKey("\(section).bucket", .text, "The bucket of 2.x."),
            ConfigKey("\(section).org", .text, "The organisation of 2.x: a name, or an identifier of 16 digits."),
            ConfigKey(
                "\(section).retention_policy", .text,
                "The retention policy of 1.x; the database's own where absent."),
        ]
    }

    /// The keys that say who writes to it.
    static func influxAccess(at section: String) -> [ConfigKey] {
        [
            ConfigKey("\(section).user", .text, "The user of 1.x; needs password_env or password_file."),
            ConfigKey("\(section).password_env", .text, "The environment variable that holds the user's password."),
            ConfigKey("\(section).password_file", .text, "The file whose first line is the user's password."),
            ConfigKey("\(section).token_env", .text, "The environment variable that holds a token."),
            ConfigKey("\(section).token_file", .text, "The file whose first line is a token."),
            ConfigKey("\(section).ca_file", .text, "The certificates that the server's is trusted by."),
        ]
    }
}

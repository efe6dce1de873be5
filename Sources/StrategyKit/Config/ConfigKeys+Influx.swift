extension ConfigKeys {
    /// The keys of `data.influxdb` and `data.symbols`.
    static let influx: [ConfigKey] = [
        ConfigKey(
            "data.symbols", .list(.text, atLeast: 1),
            "With source: influxdb, the instruments to take, as the symbol tag names them; all where absent."),
        ConfigKey(
            "data.influxdb", .section,
            "With source: influxdb, where the bars lie. Secrets stand in the environment or in a file, never here."),
        ConfigKey(
            "data.influxdb.url", .text, required: true,
            "The address: http://127.0.0.1:8086, without user and password."),
        ConfigKey(
            "data.influxdb.version", .choice(["1", "2", "3"]),
            "The generation of the server; it is asked where absent. Bars of trades are made in the server only where it is "
                + "given."),
        ConfigKey("data.influxdb.database", .text, "The database of 1.x and 3; this or bucket is required."),
        ConfigKey("data.influxdb.bucket", .text, "The bucket of 2.x."),
        ConfigKey(
            "data.influxdb.retention_policy", .text, "The retention policy of 1.x; the database's own where absent."),
        ConfigKey("data.influxdb.org", .text, "The organisation of 2.x by name; this or org_id is required there."),
        ConfigKey("data.influxdb.org_id", .text, "The organisation of 2.x by identifier: 16 hexadecimal digits."),
        ConfigKey(
            "data.influxdb.measurement", .text, required: true, "The measurement, or table, that holds the rows."),
        ConfigKey(
            "data.influxdb.symbol_tag", .text, default: "symbol",
            "The tag that names the instrument; none where there is one instrument, named like the measurement."),
        ConfigKey("data.influxdb.tags", .names(of: "a tag"), "Tags that rows must have: tags: { venue: XNAS }."),
        ConfigKey("data.influxdb.tags.*", .text, "The value of the tag."),
        ConfigKey("data.influxdb.fields", .section, "Which fields of a bar are called otherwise than here."),
        ConfigKey("data.influxdb.fields.open", .text, default: "open", "The field of opens."),
        ConfigKey("data.influxdb.fields.high", .text, default: "high", "The field of highs."),
        ConfigKey("data.influxdb.fields.low", .text, default: "low", "The field of lows."),
        ConfigKey(
            "data.influxdb.fields.close", .text, default: "close",
            "The field of closes; where the others are the same one, there are closes alone."),
        ConfigKey(
            "data.influxdb.fields.volume", .text, default: "volume", "The field of volumes; none where there is none."),
        ConfigKey("data.influxdb.ticks", .section, "The rows are trades, of which bars are made: needs every."),
        ConfigKey("data.influxdb.ticks.price", .text, default: "price", "The field of prices."),
        ConfigKey(
            "data.influxdb.ticks.size", .text, default: "size", "The field of sizes; none where there is none."),
        ConfigKey(
            "data.influxdb.every", .text,
            "The bars to make of trades or of finer bars: 30s, 5m, 4h, day, week, month, quarter or year, with the edges of "
                + "the calendar; the last, incomplete one is left out."),
        ConfigKey(
            "data.influxdb.aggregate", .choice(["auto", "here"]), default: "auto",
            "Where bars of trades are made: in the server where that is exact (24/7, a length that divides the day), or here."
        ),
        ConfigKey(
            "data.influxdb.since", .moment,
            "The first instant to ask for; the first of the measurement where absent. data.from does not bound what is read, "
                + "because earlier bars warm the inputs (S16)."),
        ConfigKey("data.influxdb.user", .text, "The user of 1.x; goes with password_env or password_file."),
        ConfigKey("data.influxdb.password_env", .text, "The environment variable that holds the password."),
        ConfigKey("data.influxdb.password_file", .text, "The file whose first line is the password."),
        ConfigKey("data.influxdb.token_env", .text, "The environment variable that holds the token of 2.x or 3."),
        ConfigKey("data.influxdb.token_file", .text, "The file whose first line is the token."),
        ConfigKey("data.influxdb.ca_file", .text, "A PEM file of the authorities to trust for https."),
        ConfigKey(
            "data.influxdb.timeout", .duration, default: "60s",
            "How long the server may send nothing before the run gives up."),
    ]
}

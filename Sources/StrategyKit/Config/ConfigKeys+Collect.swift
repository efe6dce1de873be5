extension ConfigKeys {
    /// The keys of a config of `backtest data collect`, which is a document of its own.
    public static let collecting: [ConfigKey] =
        [
            ConfigKey("name", .text, "What is collected, in words."),
            ConfigKey("notes", .text, "Anything worth remembering."),
            ConfigKey("collect", .section, required: true, "What is asked for, where, and where it goes."),
            ConfigKey(
                "collect.from", .choice(["yahoo", "stooq", "binance", "alpaca", "declared"]), required: true,
                "The endpoint: a preset, or declared by the keys below."),
            ConfigKey(
                "collect.symbols", .list(.text, atLeast: 1), required: true,
                "The symbols as the endpoint knows them: [AAPL, ^GSPC], [aapl.us], [BTCUSDT]."),
            ConfigKey(
                "collect.every",
                .choice((FileConfiguration.lengths.map(\.name) + ["1d"]).map { .init(stringLiteral: $0) }),
                "The length of the bars; 1d is a session. Not asked for quotes."),
            ConfigKey(
                "collect.repeat", .duration,
                "Asks again at every such edge of the clock until it is stopped; once where absent."),
            ConfigKey(
                "collect.delay", .duration, default: "2s",
                "How long after an edge it asks, so that the endpoint has the bar that ended there."),
            ConfigKey(
                "collect.start", .moment,
                "How far back the first request goes; later ones go on from the last bars of the output."),
            ConfigKey(
                "collect.calendar", .text,
                "When the symbols trade: XNYS, 24/7, 24/5, or the path of a file of sessions; XNYS for yahoo, stooq and "
                    + "alpaca, 24/7 for binance and for quotes where absent."),
            ConfigKey(
                "collect.url", .text,
                "Scheme and host in place of a preset's, such as a proxy; for declared the whole address, with {symbol}, "
                    + "{every}, {start}, {end} and {key} filled in."),
            ConfigKey(
                "collect.query", .names(of: "a name in the address's query"),
                "More of the address's query: { feed: iex }."),
            ConfigKey("collect.query.*", .section, shorthand: "text", "One value of it, or where it is found."),
        ]
        + secret(at: "collect.query.*", text: "The value.")
        + [
            ConfigKey(
                "collect.headers", .names(of: "the name of a header"),
                "Headers, such as those of keys: { X-API-Key: { env: MY_KEY } }; one replaces that of a preset, such as yahoo's "
                    + "User-Agent."),
            ConfigKey("collect.headers.*", .section, "One header's value, or where it is found."),
        ]
        + secret(at: "collect.headers.*", text: "A value that is no secret.")
        + [ConfigKey("collect.key", .section, "Where {key} of the address, and stooq's apikey, is found.")]
        + secret(at: "collect.key", text: nil)
        + declared
        + [
            ConfigKey("collect.rate", .section, "How often the host is asked at most; each preset has its own."),
            ConfigKey(
                "collect.rate.requests", .whole(.init(minimum: 1, maximum: 100_000)), required: true,
                "So many requests …"),
            ConfigKey("collect.rate.per", .duration, required: true, "… in any stretch of so long: 1s."),
            ConfigKey(
                "collect.attempts", .whole(.init(minimum: 1, maximum: 100)), default: "5",
                "How often a request is sent where the host is not reached, is busy (429, 5xx) or cuts it off; the waits "
                    + "double, and a Retry-After is kept."),
            ConfigKey("collect.timeout", .duration, default: "60s", "How long a request may take."),
            ConfigKey("collect.to", .section, required: true, "Where the bars go: a folder of CSV files, or InfluxDB."),
            ConfigKey(
                "collect.to.csv", .text, "A folder: one file a symbol, in order, rewritten as a whole or not at all."),
        ]
        + collectTarget
        + policies

    private static let declared: [ConfigKey] =
        [
            ConfigKey(
                "collect.format", .choice(["json", "csv"]), "declared: the form of an answer; json where absent."),
            ConfigKey(
                "collect.rows", .text,
                "declared, json: the way to the rows, such as data.candles or bars.{symbol}; the whole answer where "
                    + "absent. A list of rows, an object of rows by time, or an object of lists, one a field."),
            ConfigKey(
                "collect.columns", .section,
                "declared: where each field stands; in json a way within a row (t, [0], quote.last, ['1. open']), in csv the "
                    + "name of a column or its number from 1."),
        ]
        + [
            ("time", "The time; {name} where rows stand under their times; absent in a quote: the time of the answer."),
            ("open", "The first price."), ("high", "The highest price."), ("low", "The lowest price."),
            ("close", "The last price."), ("volume", "Units traded."),
            ("price", "The price of a quote or trade, in place of those of a bar."),
            ("size", "The units of a quote or trade."),
        ].map { ConfigKey("collect.columns.\($0.0)", .text, $0.1) }
        + [
            ConfigKey(
                "collect.time", .choice(["iso", "seconds", "milliseconds", "microseconds", "nanoseconds"]),
                "declared, json: how times are written: ISO 8601, or a number since 1970; iso where absent."),
            ConfigKey(
                "collect.zone", .text, "declared: the zone of times without an offset; the calendar's where absent."),
            ConfigKey(
                "collect.stamp", .choice(["start", "end"]),
                "declared: whether a time is the start or the end of its bar; must be given for bars within a day."),
            ConfigKey(
                "collect.request_time",
                .choice(["iso", "date", "compact", "seconds", "milliseconds", "microseconds", "nanoseconds"]),
                "declared: how {start} and {end} are written: 2024-01-02T00:00:00Z, 2024-01-02, 20240102, or a number "
                    + "since 1970; iso where absent."),
            ConfigKey("collect.page", .section, "declared, json: how an answer is parted in pages."),
            ConfigKey("collect.page.token", .text, required: true, "The way to the token of the next page."),
            ConfigKey(
                "collect.page.parameter", .text, required: true, "The name in the query that gives the token back."),
            ConfigKey(
                "collect.limit", .whole(.init(minimum: 1, maximum: 10_000_000)),
                "declared: the most rows of an answer; where so many come, it asks on behind the last."),
            ConfigKey(
                "collect.missing_rows", .choice(["error", "empty"]),
                "declared, json: what an answer without the rows is: wrong, or without news; error where absent."),
            ConfigKey("collect.message", .text, "declared, json: the way to what the endpoint says of an error."),
        ]

    private static let collectTarget: [ConfigKey] =
        [ConfigKey("collect.to.influxdb", .section, "An InfluxDB: a point a bar, tagged with its symbol.")]
        + influxTarget(at: "collect.to.influxdb")
        + [
            ConfigKey("collect.to.influxdb.measurement", .text, default: "bar", "The measurement."),
            ConfigKey("collect.to.influxdb.symbol_tag", .text, default: "symbol", "The tag that holds the symbol."),
        ]
        + influxAccess(at: "collect.to.influxdb")
        + [
            ConfigKey(
                "collect.to.influxdb.timeout", .duration, default: "60s",
                "How long the server may send nothing before a request is given up."),
            ConfigKey(
                "collect.to.influxdb.batch", .whole(.init(minimum: 1, maximum: 100_000)), default: "5000",
                "Points of a request at most."),
            ConfigKey(
                "collect.to.influxdb.gzip", .flag, default: "false",
                "Whether requests are packed: worth it on a slow network."),
        ]

    private static let policies: [ConfigKey] = [
        ConfigKey("collect.policies", .section, default: "{}", "What is done about faults in answers (S6–S9)."),
        ConfigKey(
            "collect.policies.gaps", .choice(["report", "error"]), default: "report",
            "Bars that the calendar expects and that are missing: counted, or an error."),
        ConfigKey(
            "collect.policies.duplicates", .choice(["error", "first", "last"]), default: "error",
            "Several rows of one time: which is kept (S8)."),
        ConfigKey(
            "collect.policies.order", .choice(["error", "sort"]), default: "error", "Rows that go back in time (S9)."),
        ConfigKey(
            "collect.policies.ohlc", .choice(["error", "repair", "drop"]), default: "error",
            "Bars whose high or low does not enclose the open and close (S7)."),
        ConfigKey(
            "collect.policies.nan", .choice(["error", "drop", "fill"]), default: "drop",
            "Rows with an empty price (S6)."),
        ConfigKey(
            "collect.policies.closed", .choice(["error", "drop"]), default: "error",
            "Rows on days on which the calendar has no session."),
    ]

    /// The keys of a section that says where a text is found.
    private static func secret(at section: String, text: String?) -> [ConfigKey] {
        (text.map { [ConfigKey("\(section).text", .text, $0)] } ?? []) + [
            ConfigKey("\(section).env", .text, "The environment variable that holds it."),
            ConfigKey("\(section).file", .text, "The file whose first line it is."),
        ]
    }
}

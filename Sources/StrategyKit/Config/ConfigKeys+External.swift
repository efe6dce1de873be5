extension ConfigKeys {
    /// The keys of `data.external`.
    static let external: [ConfigKey] = [
        ConfigKey(
            "data.external", .names(of: "a name for the series"),
            "Series by time that are no bars, such as sentiment or fundamentals, each value seen from the moment at which it "
                + "was known (S15): external: { news: { path: news.csv, fields: [score] } } is read in rules and features "
                + "as external(news.score)."),
        ConfigKey(
            "data.external.*", .section,
            "One file. At the end of a bar the value is that of the latest event_time among the rows whose available_at is "
                + "not after it; a row with the same event_time and a later available_at is a revision."),
        ConfigKey(
            "data.external.*.path", .text, required: true,
            "A CSV file with a header, from the working directory; rows in any order."),
        ConfigKey(
            "data.external.*.event_time", .text, default: "event_time",
            "The column of the time that a value is of: 2006-01-03T14:30:00Z, a time in the zone, or a date."
        ),
        ConfigKey(
            "data.external.*.available_at", .text,
            "The column of the time from which the value was known; a date is over when it is known. The column available_at "
                + "where neither this key nor delay is given."),
        ConfigKey(
            "data.external.*.delay", .text,
            "Instead of that column, how long after event_time, or after the end of its date, a value was known: 6h, 45d."
        ),
        ConfigKey(
            "data.external.*.symbol", .text,
            "The column of symbols, where a row is of one instrument: the series are then SYMBOL.name.field, and "
                + "external(name.field) reads that of the traded instrument."),
        ConfigKey(
            "data.external.*.fields", .list(.text, atLeast: 1), required: true,
            "The columns of numbers; an empty value changes nothing."),
        ConfigKey("data.external.*.zone", .text, "The zone of times that carry none; the calendar's where absent."),
    ]
}

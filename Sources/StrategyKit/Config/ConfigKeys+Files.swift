extension ConfigKeys {
    /// The keys of `data.finer`.
    static let finer: [ConfigKey] =
        [
            ConfigKey(
                "data.finer", .section,
                "Finer bars of the same instruments, such as minutes of hours: with broker.fill.intrabar: finer-data resting "
                    + "orders meet them one after the other. They are adjusted and mended as the data are.")
        ]
        + files(at: "data.finer")
        + [
            ConfigKey("data.finer.zone", .text, "The zone of their times; that of the data where absent."),
            ConfigKey("data.finer.calendar", .text, "When they trade; the calendar of the data where absent."),
        ]

    /// The keys of `data.beside`.
    static let beside: [ConfigKey] =
        [
            ConfigKey(
                "data.beside", .names(of: "a name for the files"),
                "Files of other instruments with a calendar of their own, such as coins beside shares (S3): "
                    + "beside: { coins: { path: btc.csv, calendar: 24/7, stamp: start } }."),
            ConfigKey(
                "data.beside.*", .section,
                "Some of them; what is adjusted, mended and cut is that of the data, and data.actions is for all."),
        ]
        + files(at: "data.beside.*")
        + [
            ConfigKey("data.beside.*.zone", .text, "The zone of their times; the calendar's where absent."),
            ConfigKey("data.beside.*.calendar", .text, required: true, "When they trade."),
        ]

    /// The keys of a section that say which files hold bars, and how.
    static func files(at section: String) -> [ConfigKey] {
        [
            ConfigKey(
                "\(section).path", .either([.text, .list(.text, atLeast: 1)]),
                "A file, or a list of files, from the working directory; one of \(section).path and \(section).glob is required."
            ),
            ConfigKey("\(section).glob", .text, "A pattern of files, one instrument each: Data/daily/*.csv."),
            ConfigKey(
                "\(section).layout", .choice(["single", "long", "wide"]),
                "One instrument a file, one file with a symbol column, or one file with a column of closes for each symbol; "
                    + "seen from the header where absent."),
            ConfigKey(
                "\(section).columns", .section, "Which column holds what; seen from the header where absent."),
        ]
            + [
                ("time", "dates, or dates with times"), ("date", "dates, where times stand apart"),
                ("time_of_day", "times, where dates stand apart"), ("symbol", "symbols of a long file"),
                ("open", "opens"), ("high", "highs"), ("low", "lows"), ("close", "closes"), ("volume", "volumes"),
                ("adjusted_close", "closes adjusted for splits and dividends"),
            ].map { name, what in
                ConfigKey(
                    "\(section).columns.\(name)", .text,
                    "The column of \(what): its name, its number from 1, or mid(a, b).")
            }
            + [
                ConfigKey(
                    "\(section).delimiter", .choice(["comma", "semicolon", "tab", "pipe"]),
                    "What parts the fields of a row; seen from the file where absent."),
                ConfigKey(
                    "\(section).stamp", .choice(["start", "end"]),
                    "Whether the time of a row is the start or the end of its bar; must be given for files with times of day."
                ),
                ConfigKey(
                    "\(section).length", .choice(FileConfiguration.lengths.map { .init(stringLiteral: $0.name) }),
                    "The length of a bar, where so few rows do not tell it."),
                ConfigKey(
                    "\(section).date_order", .choice(["mdy", "dmy"]),
                    "How 03/04/2020 is meant; told from the rows where one decides."),
                ConfigKey(
                    "\(section).symbol", .text, "The name of a single instrument, instead of the file's in capitals."),
            ]
    }
}

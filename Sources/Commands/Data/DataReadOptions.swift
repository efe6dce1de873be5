import ArgumentParser
import Core
import DataSources
import TimeSeries

/// What can be said about the files that a command reads; what is not said is told from the files.
struct DataReadOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, or patterns in quotes such as 'Data/daily/*.csv'; - is standard input. A config.yaml stands for the "
                + "bars of its key data, of a database too.", valueName: "path"))
    var paths: [String] = []

    @Option(help: "How instruments lie in files: single, long or wide.")
    var layout: CSVReadOptions.Layout?

    @Option(
        name: .customLong("column"), parsing: .singleValue,
        help: ArgumentHelp(
            "Which column holds what: close=Last, time=Date. May be repeated. A number counts columns from 1; "
                + "mid(bid, ask) is the mean of two.", valueName: "use=name"))
    var columns: [String] = []

    @Option(help: ArgumentHelp("What parts fields: one character, or tab.", valueName: "character"))
    var delimiter: String?

    @Option(help: "Which edge of its bar a time is: start or end. Needed for files with times of day.")
    var stamp: CSVReadOptions.Stamp?

    @Option(
        name: .customLong("length"),
        help: ArgumentHelp(
            "The length of a bar where the rows do not show it, as for a single row: 30s, 5m, 1h.",
            valueName: "length"))
    var barLength: String?

    @Option(help: ArgumentHelp("The zone of times without an offset, such as America/New_York.", valueName: "zone"))
    var zone: String?

    @Option(help: ArgumentHelp("XNYS, 24/7, 24/5, or a CSV file of sessions.", valueName: "calendar"))
    var calendar: String?

    @Option(help: "Adjust prices: none, splits (by those of --actions) or total (by the file's adjusted close).")
    var adjust: PriceAdjustment = .none

    @Option(help: ArgumentHelp("A file of corporate actions, for --adjust splits.", valueName: "path"))
    var actions: String?

    @Option(help: ArgumentHelp("The first day or instant to keep.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("The last day to keep, or the first instant not to.", valueName: "date"))
    var to: String?

    @Option(help: ArgumentHelp("How 03/04/2020 is meant: mdy or dmy.", valueName: "order"))
    var dateOrder: CSVReadOptions.DateOrder?

    @Option(help: ArgumentHelp("The instrument's name, instead of the file's.", valueName: "name"))
    var symbol: String?

    /// Refuses actions that would change nothing in what is written.
    func checkActions() throws {
        if actions != nil, adjust != .splits {
            throw ValidationError(
                "--actions changes prices with --adjust splits only"
                    + (adjust == .total ? ": total-return prices hold dividends and splits already." : "; add it."))
        }
    }

    /// Whether nothing but paths is given.
    var saysNothing: Bool {
        [delimiter, zone, calendar, actions, from, to, symbol, barLength].allSatisfy { $0 == nil }
            && layout == nil && columns.isEmpty && stamp == nil && adjust == .none && dateOrder == nil
    }

    /// As the reader takes them.
    func readOptions() throws -> CSVReadOptions {
        guard !paths.isEmpty else { throw CommandFailure(.usage, "Error: Missing expected argument '<path> ...'") }
        var options = CSVReadOptions()
        for path in paths {
            if path != "-" && path.contains(where: { "*?[".contains($0) }) {
                options.globs.append(path)
            } else {
                options.paths.append(path)
            }
        }
        options.layout = layout
        for column in columns {
            let parts = column.split(separator: "=", maxSplits: 1).map { String($0) }
            guard parts.count == 2, let use = ColumnUse(rawValue: parts[0]) else {
                let uses = ColumnUse.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(.usage, "--column \(column): error: write use=name, with one of \(uses)")
            }
            options.columns[use] = parts[1]
        }
        if let delimiter {
            let text = delimiter == "tab" || delimiter == "\\t" ? "\t" : delimiter
            guard let character = text.first, text.count == 1 else {
                throw CommandFailure(.usage, "--delimiter \(delimiter): error: give one character, or tab")
            }
            options.delimiter = character
        }
        options.stamp = stamp
        if let barLength { options.barLength = try ListenBarOptions.duration(barLength, option: "--length") }
        options.zone = zone
        options.calendar = calendar
        options.adjust = adjust
        options.actions = actions
        options.from = from
        options.to = to
        options.dateOrder = dateOrder
        options.symbol = symbol
        options.keepsBarsBeforeFrom = false
        return options
    }

    /// Draws how much has been read.
    static let progress: @Sendable (Int, Int) -> Void = { done, total in
        Console.progress("reading \(ProgressText.bytes(done)) of \(ProgressText.bytes(total))")
    }
}

/// What may be done about rows that break the rules that bars keep.
struct DataPolicyOptions: ParsableArguments {
    @Option(help: "Missing bars: keep, fill or error.")
    var gaps: LoadPolicies.Gaps = .keep

    @Option(help: "Rows of one time: error, first or last.")
    var duplicates: LoadPolicies.Duplicates = .error

    @Option(help: "Rows out of order: error or sort.")
    var order: LoadPolicies.Order = .error

    @Option(help: "Highs and lows that do not enclose the rest: error, repair or drop.")
    var ohlc: LoadPolicies.Enclosure = .error

    @Option(help: "Missing prices: error, drop or fill.")
    var nan: LoadPolicies.Missing = .drop

    @Option(help: "Dates without a session: error or drop.")
    var closed: LoadPolicies.Closed = .error

    var policies: LoadPolicies {
        LoadPolicies(gaps: gaps, duplicates: duplicates, order: order, ohlc: ohlc, nan: nan, closed: closed)
    }
}

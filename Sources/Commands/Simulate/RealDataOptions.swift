import ArgumentParser
import Core
import DataSources
import Research
import StrategyKit
import StylizedFacts
import TimeSeries

/// What can be said about real data that a market is held to.
struct RealDataOptions: ParsableArguments {
    @Flag(help: "The file holds trades, not bars: a time, a price and perhaps a size a row.")
    var ticks = false

    @Option(
        help: ArgumentHelp(
            "Best quotes beside the trades, or alone where the data are the same file: a time, a bid and an ask a row; empty or "
                + "0 where a side is not quoted, or where each row quotes one side and the other stands.",
            valueName: "path"))
    var quotes: String?

    @Option(help: "Which edge of its bar a time is: start or end. Needed for files of bars.")
    var stamp: CSVReadOptions.Stamp?

    @Option(help: ArgumentHelp("The zone of times without an offset, such as America/New_York.", valueName: "zone"))
    var zone: String?

    @Option(
        help: ArgumentHelp(
            "XNYS, 24/7, 24/5, or a CSV file of sessions: what lies outside of them is left out.", valueName: "calendar"
        ))
    var calendar: String?

    @Option(
        name: .customLong("column"), parsing: .singleValue,
        help: ArgumentHelp("Which column of the file holds what: price=Last. May be repeated.", valueName: "use=name"))
    var columns: [String] = []

    /// Real data with the hash of their files.
    struct Data {
        var record: MarketRecord
        var hash: String
    }

    /// Reads a file, or the bars of a study's config.
    ///
    /// - Parameter isQuiet: Whether nothing but errors is said.
    func read(_ path: String, isQuiet: Bool) throws -> Data {
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
            guard words.isEmpty else {
                throw CommandFailure(
                    .usage, "\(path): error: a config says itself how its bars are read; write that into its key data")
            }
            let configuration = try ConfigFile.read(path, settings: [])
            let study = try StudyFailure.rethrow { () throws(StudyError) in try Study(configuration) }
            return Data(record: MarketRecord(study.data.panel.series), hash: study.dataHash)
        }
        do throws(DataError) {
            let data = try ticks || quotes != nil ? readTicks(path, isQuiet) : readBars(path, isQuiet)
            Console.endProgress()
            return data
        } catch { throw CommandFailure(ExitStatus(error), error.description) }
    }

    private func options(_ path: String, usesColumns: Bool = true) throws(DataError) -> CSVReadOptions {
        var options = CSVReadOptions()
        options.paths = [path]
        options.stamp = stamp
        options.zone = zone
        options.calendar = calendar
        options.hashesSources = true
        for column in usesColumns ? columns : [] {
            let parts = column.split(separator: "=", maxSplits: 1).map { String($0) }
            guard parts.count == 2, let use = ColumnUse(rawValue: parts[0]) else {
                throw .option(
                    path: path,
                    .badValue(
                        key: "--column", found: column,
                        allowed: "use=name, with one of " + ColumnUse.allCases.map(\.rawValue).joined(separator: ", ")))
            }
            options.columns[use] = parts[1]
        }
        return options
    }

    private func readBars(_ path: String, _ isQuiet: Bool) throws(DataError) -> Data {
        let loaded = try MarketData.load(options(path), progress: DataReadOptions.progress)
        if !isQuiet { DataNotes.print(loaded.report) }
        return Data(
            record: MarketRecord(loaded.panel.series), hash: loaded.sources.map(\.sha256).joined(separator: " "))
    }

    private func readTicks(_ path: String, _ isQuiet: Bool) throws(DataError) -> Data {
        let isOfQuotes = quotes == path && !ticks
        let trades = isOfQuotes ? nil : try MarketData.loadTicks(options(path), progress: DataReadOptions.progress)
        var quoted: LoadedQuotes?
        if let quotes {
            quoted = try MarketData.loadQuotes(
                options(quotes, usesColumns: isOfQuotes), progress: DataReadOptions.progress)
        }
        let calendar = try TradingCalendar.named(calendar ?? "24/7", zone: trades?.zone ?? quoted?.zone ?? .utc)
        let dropped = (trades?.missingDropped ?? 0) + (quoted?.missingDropped ?? 0)
        if dropped > 0, !isQuiet { Console.note("\(path): \(dropped) rows without a price are left out") }
        if let quotes, let quoted, !isQuiet { note(quoted, of: quotes) }
        return Data(
            record: MarketRecord(
                name: trades?.series.first?.instrument.symbol ?? quoted?.series.first?.instrument.symbol ?? path,
                trades: trades?.series.first, quotes: quoted?.series.first, calendar: calendar),
            hash: ((trades?.sources ?? []) + (quoted?.sources ?? [])).map(\.sha256).joined(separator: " "))
    }

    /// Says what was made of rows that are no quotes of both sides.
    private func note(_ quoted: LoadedQuotes, of path: String) {
        if quoted.sidesJoined > 0 {
            Console.note(
                "\(path): \(quoted.sidesJoined) rows quote one side each: the other stands as it was last quoted in the session"
            )
        }
        if quoted.crossed > 0 {
            Console.note("\(path): bid and ask cross at \(quoted.crossed) rows: neither counts as quoted there")
        }
    }

    /// The words that say the same again.
    var words: [String] {
        var words = ticks ? ["--ticks"] : []
        if let quotes { words += ["--quotes", quotes] }
        if let stamp { words += ["--stamp", stamp.rawValue] }
        if let zone { words += ["--zone", zone] }
        if let calendar { words += ["--calendar", calendar] }
        return words + columns.flatMap { ["--column", $0] }
    }
}

import ArgumentParser
import Core
import DataSources
import Reports
import Research
import StrategyKit

/// `backtest data fetch`.
struct DataFetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Fills the cache with the bars of a config's database.",
        discussion: """
            Asks only for what is new, was still open when it was asked last, or has changed since: a piece of time that \
            ended a day ago is finished and kept as long as the server has the same number of closes there, with the same \
            sum. --verify asks for finished pieces again, says which points came late, changed or went, takes \
            them into the cache, and ends with status 6 where there were any. --verify-aggregation compares the bars that \
            the server makes of trades with those made here of the same trades, and ends with status 6 where they differ.

              backtest data fetch study.yaml
              backtest data fetch study.yaml --verify --from 2024-01-01 --to 2024-03-31
            """)

    @OptionGroup var config: ConfigArguments

    @Flag(help: "Ask for finished pieces again and compare.")
    var verify = false

    @Flag(help: "Compare the server's bars of trades with ours.")
    var verifyAggregation = false

    @Option(
        help: ArgumentHelp("The first day or instant to fetch or verify.", valueName: "date"),
        transform: DataFetchCommand.moment)
    var from: Timestamp?

    @Option(
        help: ArgumentHelp("The last day, or the first instant not to fetch or verify.", valueName: "date"),
        transform: { try DataFetchCommand.moment($0, isEnd: true) })
    var to: Timestamp?

    private static func moment(_ text: String) throws -> Timestamp { try moment(text, isEnd: false) }

    private static func moment(_ text: String, isEnd: Bool) throws -> Timestamp {
        switch ConfigMoment(text) {
        case .date(let date)?: return Timestamp(isEnd ? date + 1 : date)
        case .instant(let instant)?: return instant
        case nil:
            throw ValidationError(
                "'\(text)' is no date such as 2024-01-31 and no instant such as 2024-01-31T14:30:00Z.")
        }
    }

    func validate() throws {
        if let from, let to, from >= to { throw ValidationError("--to is before --from.") }
    }

    func run() throws {
        let configuration = try config.read()
        guard var source = InfluxReadOptions(configuration.data) else {
            throw CommandFailure(
                .config,
                "\(config.shownName): error: found data.source: csv; expected influxdb: files need no fetch"
            )
        }
        let cache = DataCache(try DataCacheCommand.columns()) { text in
            Console.endProgress()
            Console.note(text)
        }
        if !verify {
            source.since = from ?? source.since
            if let to { source.rules.to = to.description }
        }
        let differs: Bool
        do throws(DataError) {
            differs = verifyAggregation ? try compare(source) : try fetch(source, cache)
        } catch {
            Console.endProgress()
            throw CommandFailure(ExitStatus(error, ofConfig: true), error.description)
        }
        guard !differs else { throw CommandFailure(.check) }
    }

    private func fetch(_ source: InfluxReadOptions, _ cache: DataCache) throws(DataError) -> Bool {
        let verified = verify ? (from ?? .distantPast)..<(to ?? .distantFuture) : nil
        var clock = Stopwatch()
        let report = try MarketData.fetch(source, cache: cache, now: .present, verified: verified) { progress in
            Console.progress("fetching \(progress.piece) of \(progress.pieces): \(progress.rows) rows")
        }
        clock.lap("fetch")
        Console.endProgress()
        print(report, seconds: clock.laps[0].seconds)
        return report.hasDifferences
    }

    private func print(_ report: InfluxFetchReport, seconds: Double) {
        var head = ["symbol", "fetched", "from cache"]
        if verify { head += ["late", "changed", "gone"] }
        let rows = report.entries.map { entry in
            var row = [entry.symbol, "\(entry.fetched)", "\(entry.kept)"]
            if verify { row += ["\(entry.late)", "\(entry.changed)", "\(entry.gone)"] }
            return row
        }
        Console.out(TextTable.text([head] + rows))
        let fetched = report.entries.reduce(0) { $0 + $1.fetched }
        var line = "\(report.path): \(fetched) rows fetched by \(report.rangesFetched) questions"
        if fetched > 0, seconds > 0 { line += ", \(Int(Double(fetched) / seconds)) a second" }
        Console.note("\(line); \(report.entries.reduce(0) { $0 + $1.kept }) from the cache")
        if verify {
            Console.note(
                report.hasDifferences
                    ? "what was finished has changed on the server since it was kept; the cache now has it as it is"
                    : "what was finished is as it was kept")
        }
    }

    private func compare(_ source: InfluxReadOptions) throws(DataError) -> Bool {
        guard try MarketData.makesBarsInServer(source) else {
            Console.line("the server makes no bars of this config: they are made here")
            return false
        }
        var source = source
        source.since = from ?? source.since
        if let to { source.rules.to = to.description }
        let differences = try MarketData.checkAggregation(source, now: .present)
        guard !differences.isEmpty else {
            Console.line("the server's bars are those that are made here")
            return false
        }
        let rows = differences.prefix(50).map { one in
            [one.symbol, one.start.description, one.column, "\(one.server)", "\(one.here)"]
        }
        Console.out(TextTable.text([["symbol", "start", "column", "server", "here"]] + rows))
        Console.note("\(differences.count) differences; data.influxdb.aggregate: here makes all bars here")
        return true
    }
}

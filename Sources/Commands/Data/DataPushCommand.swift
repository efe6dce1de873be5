import ArgumentParser
import DataSources
import TimeSeries

/// `backtest data push`.
struct DataPushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Writes bars in any form to InfluxDB.",
        discussion: """
            A bar is a point: its instrument a tag, its prices and volume fields, its start the time. A volume that is \
            not known is left out. Pushing again changes nothing: equal points replace one another.

            Passwords and tokens come from the environment or a file and are never shown. With --resume a small file \
            holds what the server has acknowledged, so that the same command goes on where it was cut off and sends only \
            new and changed bars; the server is asked first whether it still has those. A bar that is gone from the file \
            stays in the database.

              backtest data push 'daily/*.csv' --url http://127.0.0.1:8086 --database stocks --create
              backtest data push minutes.csv --stamp end --zone America/New_York --url https://db:8086 --database m \\
                --user writer --password-file ~/.influx-password --resume minutes.state
              backtest data push daily.csv --url http://127.0.0.1:8086 --bucket b --org o --token-env INFLUX_TOKEN

            A config stands for the bars of its key data, so that one database is written to another:

              backtest data push study.yaml --url http://127.0.0.1:8086 --database copy

            Exit status: 0 all is stored; 1 the server does not answer; 2 wrong options; 4 bad data, or the server \
            refuses; 130 interrupted. What was acknowledged until then is said.
            """)

    @OptionGroup var input: DataReadOptions
    @OptionGroup var caching: CacheOption
    @OptionGroup(title: "Faulty rows") var faults: DataPolicyOptions

    @Option(help: ArgumentHelp("The server: http://127.0.0.1:8086.", valueName: "url"))
    var url: String

    @Option(help: "Which edge of its bar the time of a point is: start or end.")
    var label: BarWriteOptions.Label = .start

    @OptionGroup(title: "InfluxDB") var target: InfluxTargetOptions

    func validate() throws {
        try input.checkActions()
        _ = try target.name()
    }

    func run() throws {
        var options = try input.readOptions()
        options.policies = faults.policies
        let config = try ConfiguredBars(input)
        let cache = try caching.cache()
        let columns = try ColumnarFolder()
        defer { columns.remove() }
        options = try columns.unpacked(options)
        let data: LoadedData
        do throws(DataError) {
            data =
                if let config { try config.load(cache) } else {
                    try MarketData.load(options, cache: cache, progress: DataReadOptions.progress)
                }
        } catch {
            throw CommandFailure(ExitStatus(error), columns.original(error.description))
        }
        Console.endProgress()
        DataNotes.print(data.report, columns)
        try BarPushRun(url: url, options: target, label: label).push(data.panel.series)
    }
}

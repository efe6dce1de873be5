import ArgumentParser
import DataSources
import Foundation
import TimeSeries

/// `backtest data convert`.
struct DataConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Reads bars in any form and writes them as plain CSV or Parquet.",
        discussion: """
            Output: time,open,high,low,close,volume with ISO 8601 times in UTC, or dates for whole sessions, and the fewest \
            digits that read back to the same number.

              backtest data convert prices.txt.gz --stamp end --zone America/New_York -o prices.csv
              backtest data convert 'daily/*.csv' --output-layout wide > closes.csv

            A config stands for the bars of its key data, so that a database is written to a file:

              backtest data convert study.yaml -o bars.csv

            Fields in quotes may hold separators, line breaks and doubled quotes. Standard input and other pipes are held in \
            memory until they end: at most $BACKTEST_PIPE_BYTES bytes, else a quarter of the machine's memory.

            Files that end with .parquet are read and written by the command duckdb (`pip install duckdb-cli`), and those \
            that end with .arrow by its extension nanoarrow:

              backtest data convert prices.parquet --stamp start -o prices.csv
              backtest data convert 'daily/*.csv' -o daily.parquet
            """)

    @OptionGroup var input: DataReadOptions
    @OptionGroup var caching: CacheOption
    @OptionGroup(title: "Faulty rows") var faults: DataPolicyOptions
    @OptionGroup(title: "Output") var output: DataWriteOptions

    func validate() throws { try input.checkActions() }

    func run() throws {
        var options = try input.readOptions()
        options.policies = faults.policies
        let config = try ConfiguredBars(input)
        let cache = try caching.cache()
        let writing = try output.writeOptions()
        let columns = try ColumnarFolder()
        defer { columns.remove() }
        options = try columns.unpacked(options)
        var bars: [BarSeries] = []
        do throws(DataError) {
            let data =
                if let config { try config.load(cache) } else {
                    try MarketData.load(options, cache: cache, progress: DataReadOptions.progress)
                }
            Console.endProgress()
            DataNotes.print(data.report, columns)
            bars = data.panel.series
            if output.columns == nil { try BarWriter.write(bars, to: output.output, options: writing) }
        } catch {
            throw CommandFailure(ExitStatus(error), columns.original(error.description))
        }
        try output.columns?.write(bars, options: writing, in: columns.url)
    }
}

/// What a load mended, for standard error.
enum DataNotes {
    static func print(_ report: LoadReport, _ columns: ColumnarFolder? = nil) {
        for entry in report.entries {
            let path = columns?.original(entry.path) ?? entry.path
            for text in entry.counts.phrases + entry.notes { Console.note("\(path): \(entry.symbol): \(text)") }
        }
    }
}

import ArgumentParser
import DataSources
import Foundation
import TimeSeries

/// `backtest data convert`.
struct DataConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Reads bars in any form and writes them as plain CSV.",
        discussion: """
            Output: time,open,high,low,close,volume with ISO 8601 times in UTC, or dates for whole sessions, and the fewest \
            digits that read back to the same number.

              backtest data convert prices.txt.gz --stamp end --zone America/New_York -o prices.csv
              backtest data convert 'daily/*.csv' --output-layout wide > closes.csv
            """)

    @OptionGroup var input: DataReadOptions
    @OptionGroup(title: "Faulty rows") var faults: DataPolicyOptions
    @OptionGroup(title: "Output") var output: DataWriteOptions

    func validate() throws { try input.checkActions() }

    func run() throws {
        var options = try input.readOptions()
        options.policies = faults.policies
        let writing = try output.writeOptions()
        do throws(DataError) {
            let data = try MarketData.load(options, progress: DataReadOptions.progress)
            Console.endProgress()
            DataNotes.print(data.report)
            try BarWriter.write(data.panel.series, to: output.output, options: writing)
        } catch {
            throw CommandFailure(ExitStatus(error), error.description)
        }
    }
}

/// What a load mended, for standard error.
enum DataNotes {
    static func print(_ report: LoadReport) {
        for entry in report.entries {
            for text in entry.counts.phrases + entry.notes { Console.note("\(entry.path): \(entry.symbol): \(text)") }
        }
    }
}

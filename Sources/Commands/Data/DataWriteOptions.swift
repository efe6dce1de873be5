import ArgumentParser
import DataSources
import TimeSeries

/// How a command writes bars.
struct DataWriteOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The file to write; - is standard output. Ending .gz packs it.", valueName: "path"))
    var output: String = "-"

    @Option(help: "How instruments are written: single, long or wide (closes).")
    var outputLayout: CSVReadOptions.Layout?

    @Option(help: "Which edge of its bar is written: start or end.")
    var label: BarWriteOptions.Label = .start

    @Option(help: ArgumentHelp("The zone in which times are written; UTC by default.", valueName: "zone"))
    var outputZone: String?

    /// As the writer takes them.
    func writeOptions() throws -> BarWriteOptions {
        var options = BarWriteOptions(layout: outputLayout, label: label)
        if let outputZone {
            do { options.zone = try ZoneOffsets.named(outputZone) } catch {
                throw CommandFailure(.usage, error.description)
            }
        }
        return options
    }
}

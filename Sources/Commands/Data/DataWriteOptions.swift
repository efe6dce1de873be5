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

    @Option(help: "Which edge of its bar is written: start or end; start where absent, but end for weeks and longer.")
    var label: BarWriteOptions.Label?

    @Option(help: ArgumentHelp("The zone in which times are written; UTC by default.", valueName: "zone"))
    var outputZone: String?

    /// The file of columns that the output's name ends like; `nil` for text.
    var columns: ColumnarFile? { ColumnarFile(output) }

    /// As the writer takes them.
    ///
    /// - Parameter spansSessions: Whether bars may span several sessions. A date would name only one of them, so that such
    ///   bars are stamped with the instant at which they are complete.
    func writeOptions(spansSessions: Bool = false) throws -> BarWriteOptions {
        var options = BarWriteOptions(
            layout: outputLayout, label: label ?? (spansSessions ? .end : .start), usesDates: !spansSessions)
        if let outputZone {
            do { options.zone = try ZoneOffsets.named(outputZone) } catch {
                throw CommandFailure(.usage, error.description)
            }
        }
        return options
    }
}

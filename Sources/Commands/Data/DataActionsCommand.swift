import ArgumentParser
import DataSources
import TimeSeries

/// `backtest data actions`.
struct DataActionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actions", abstract: "Makes a file of dividends and splits of a factor file.",
        discussion: """
            Input: last_date,price_factor,split_factor,reference_price, as LEAN keeps them. Output: \
            date,instrument,kind,value,pay_date,currency, which data.actions of a config names.

              backtest data actions --from-factors factor_aapl.csv --symbol AAPL --out aapl_actions.csv
            """)

    @Option(help: ArgumentHelp("The factor file; - is standard input.", valueName: "path"))
    var fromFactors: String

    @Option(help: ArgumentHelp("The instrument's name in the output.", valueName: "name"))
    var symbol: String

    @Option(help: ArgumentHelp("XNYS, 24/7, 24/5, or a CSV file of sessions.", valueName: "calendar"))
    var calendar: String = "XNYS"

    @Option(
        name: [.short, .customLong("out")],
        help: ArgumentHelp("The file to write; - is standard output.", valueName: "path"))
    var output: String = "-"

    func validate() throws {
        guard !symbol.isEmpty, !symbol.unicodeScalars.contains(where: { $0.value < 32 }) else {
            throw ValidationError("--symbol is the name of an instrument on one line, such as AAPL.")
        }
    }

    func run() throws {
        do throws(DataError) {
            let count = try ActionWriter.convert(
                factors: fromFactors, symbol: symbol, calendar: try .named(calendar), to: output)
            Console.note("\(fromFactors): \(count) corporate \(count == 1 ? "action" : "actions") of \(symbol)")
        } catch {
            throw CommandFailure(ExitStatus(error), error.description)
        }
    }
}

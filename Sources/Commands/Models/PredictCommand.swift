import ArgumentParser
import Core
import DataSources
import Foundation
import LineProtocol
import Reports
import Research
import StrategyKit

/// `backtest predict`.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Prints what a trained model predicts on data.",
        discussion: """
            Computes the model's features on bars and prints a prediction for every bar with a whole window: \
            time,instrument,prediction; or line protocol with the measurement backtest_predictions and the tags model and \
            instrument. Predictions for times before the end of the model's training are not out of sample: see \
            predictions.csv of the training for those.

            The model file knows the config that it was trained by. A file of bars is read as that config says of its own \
            (calendar, zone, stamp, columns), from its first bar to its last; its instrument is named by the file, unless \
            data.symbol says otherwise. The sections of a config, such as data alone, stand in place of the model's own; a \
            config with a strategy stands for itself. The first bars have no prediction: features and window reach back.

            A model file of another version, cut short or altered is refused.

              backtest predict model.btm --data prices.csv --newest
              backtest predict model.btm --data live.csv --set data.symbol=GOOG
              echo 'data: { path: prices.csv, calendar: XNYS }' | backtest predict model.btm --data -
              backtest predict model.btm --set data.from=2024-01-02 --line-protocol | influx write ...
            """)

    @Argument(help: ArgumentHelp("The file of a model, as backtest train writes it.", valueName: "model"))
    var model: String

    @OptionGroup var input: PredictionData

    @Flag(help: "The newest prediction of each instrument only.")
    var newest = false

    @Flag(help: "Print CSV, which is the default.")
    var csv = false

    @Flag(help: "Print line protocol.")
    var lineProtocol = false

    @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var out: String?

    @OptionGroup var caching: CacheOption

    func validate() throws {
        if csv, lineProtocol { throw ValidationError("--csv and --line-protocol exclude each other.") }
    }

    func run() throws {
        let predictor: ModelPredictor
        do {
            predictor = try ModelPredictor(
                reading: URL(fileURLWithPath: model), registry: Registered.registry, models: Registered.models,
                restorers: Registered.restorers)
        } catch let error as ModelFileError {
            throw CommandFailure(.data, error.description)
        } catch let error as ConfigError {
            throw CommandFailure(.config, "\(model): error: the config in it cannot be read here: \(error.description)")
        }
        let columns = try ColumnarFolder()
        defer { columns.remove() }
        let configuration = try input.configuration(predictor, at: model, columns)
        let cache = try caching.cache()
        let study = try StudyFailure.rethrow(columns) { () throws(StudyError) in
            try Study(configuration, cache: cache, progress: DataReadOptions.progress)
        }
        defer { study.pages?.finish() }
        Interrupt.listen()
        let predictions = try StudyFailure.rethrow { () throws(StudyError) in
            try predictor.predictions(on: study, newestOnly: newest) { done, all in
                Console.progress("features: \(ProgressText.share(min(done, all), of: all)) of \(all) bars")
                return !Interrupt.isRequested
            }
        }
        Console.endProgress()
        let trained = predictor.file.description.training.instruments
        let strange = Set(predictions.map(\.symbol)).subtracting(trained).sorted()
        if !strange.isEmpty {
            Console.note(
                "note: the model has never seen \(strange.prefix(10).joined(separator: ", ")); it was trained on "
                    + trained.prefix(20).joined(separator: ", "))
        }
        if predictions.isEmpty {
            Console.note(
                "note: no bar has a whole window of features: the data are shorter than the features reach back, or lack what "
                    + "they read, such as a volume")
        }
        let bytes = lineProtocol ? try lines(predictions, predictor) : Array(PredictCommand.csv(predictions).utf8)
        guard let out else { return Console.out(bytes: bytes) }
        do throws(DataError) { try OutputFile.write(bytes, to: out) } catch {
            throw CommandFailure(.failed, error.description)
        }
    }

    private static func csv(_ predictions: [ModelPredictor.Prediction]) -> String {
        var text = CSVCells.line(["time", "instrument", "prediction"])
        for one in predictions {
            text += CSVCells.line([one.time.description, one.symbol, one.value.shortestText])
        }
        return text
    }

    private func lines(
        _ predictions: [ModelPredictor.Prediction], _ predictor: ModelPredictor
    ) throws -> [UInt8] {
        var encoder = LineEncoder(LineEncodingOptions(nonFinite: .skip))
        do throws(LineEncodingError) {
            for one in predictions {
                try encoder.append(
                    Point(
                        "backtest_predictions",
                        tags: [Point.Tag("model", predictor.name), Point.Tag("instrument", one.symbol)],
                        fields: [.init("prediction", .float(one.value))], time: one.time))
            }
        } catch { throw CommandFailure(.failed, "error: \(error)") }
        return encoder.bytes
    }
}

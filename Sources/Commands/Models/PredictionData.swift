import ArgumentParser
import Foundation
import Research
import StrategyKit

/// The bars that `backtest predict` predicts on.
struct PredictionData: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The bars to predict on: a file of bars (CSV; Parquet and Arrow by the command duckdb), read as the training read "
                + "its own; or a YAML config, or - for one on standard input, of which data alone is enough. The data of the "
                + "training where absent.",
            valueName: "file"))
    var data: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Lay a value over the config in the model file, or over that of --data: data.from=2024-01-02. May be repeated.",
            valueName: "key=value"))
    var settings: [String] = []

    /// The config that says what is read.
    ///
    /// - Parameter columns: Where a file of columns is unpacked.
    /// - Throws: `CommandFailure`.
    func configuration(
        _ predictor: ModelPredictor, at path: String, _ columns: ColumnarFolder
    ) throws -> StudyConfiguration {
        let file = predictor.file.description
        do {
            let overrides = try settings.map { try ConfigOverride($0) }
            try refuseOtherModels(overrides)
            if let data {
                return try StudyConfiguration(
                    yaml: file.config, file: path, on: try other(data, columns), overrides: overrides,
                    registry: Registered.registry, models: Registered.models)
            }
            let configuration = try StudyConfiguration(
                yaml: file.config, file: path, overrides: overrides, registry: Registered.registry,
                models: Registered.models)
            guard configuration.data.influx == nil else {
                throw CommandFailure(
                    .config,
                    "\(path): error: the config in it asks a server for bars; name a config with --data, so that no file "
                        + "from elsewhere chooses where credentials are sent")
            }
            return configuration
        } catch let error as ConfigError {
            throw CommandFailure(.config, columns.original(error.description))
        }
    }

    private func other(_ data: String, _ columns: ColumnarFolder) throws -> StudyConfiguration.OtherData {
        let isConfig = data == "-" || data.hasSuffix(".yaml") || data.hasSuffix(".yml")
        guard !isConfig else {
            return .sections(yaml: try ConfigFile.text(of: data), file: ConfigFile.shownName(of: data))
        }
        return .file(try columns.unpacked(file: data))
    }

    /// What was learnt cannot be changed: values of what decides would be laid over in vain.
    private func refuseOtherModels(_ overrides: [ConfigOverride]) throws(CommandFailure) {
        let keys = Set(ConfigKeys.all.map(\.path).filter { !$0.contains(".") })
        for one in overrides {
            let top = one.key.split(separator: ".").first.map { String($0) } ?? one.key
            guard keys.contains(top), !["strategy", "strategies", "portfolio"].contains(top) else {
                throw CommandFailure(
                    .usage,
                    "--set \(one.key)=\(one.value): error: a model that is trained cannot be changed: --set says what is read, "
                        + "such as data.from; train the model again with backtest train")
            }
        }
    }
}

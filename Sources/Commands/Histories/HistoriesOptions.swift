import ArgumentParser
import StrategyKit
import SyntheticHistories

/// What `backtest run` is told of other histories.
struct HistoriesOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Run the study on so many other histories instead, and write how its results are spread.",
            valueName: "count"))
    var histories: Int?

    @Option(
        help: ArgumentHelp(
            "What makes the histories: \(HistoriesOptions.generatorNames); that of the config where absent.",
            valueName: "name"))
    var generator: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("How many threads run histories; one a processor where absent."))
    var jobs: Int?

    private static var generatorNames: String { HistoryKind.allCases.map(\.rawValue).joined(separator: ", ") }

    func validate() throws {
        if let histories, !(1...1_000_000).contains(histories) {
            throw ValidationError("--histories is \(histories); it is from 1 to 1000000.")
        }
        if let jobs, !(1...4_096).contains(jobs) { throw ValidationError("--jobs is \(jobs); it is from 1 to 4096.") }
        if let generator, HistoryKind(rawValue: generator) == nil {
            throw ValidationError("--generator is '\(generator)'; it is one of \(HistoriesOptions.generatorNames).")
        }
        if histories == nil, generator != nil || jobs != nil {
            throw ValidationError("--generator and --jobs are of --histories, which is not given.")
        }
    }

    /// Reads the config with the generator laid over it: parameters are checked by the one that makes the histories.
    ///
    /// Parameters that stand in the file are of the file's generator, and go with it; those of `--set` are of this one.
    func read(_ config: ConfigArguments) throws -> StudyConfiguration {
        guard let generator else { return try config.read() }
        let source = try config.source()
        do throws(ConfigError) {
            var file = source
            file.overrides.removeAll { $0.key == "histories" || $0.key.hasPrefix("histories.") }
            let own = try file.configuration().histories
            var whole = source
            if own.generator.rawValue != generator, !own.parameters.isEmpty {
                whole.overrides.insert(ConfigOverride(key: "histories.parameters", value: "~"), at: 0)
            }
            whole.overrides.append(ConfigOverride(key: "histories.generator", value: generator))
            return try whole.configuration()
        } catch { throw CommandFailure(.config, error.description) }
    }

    /// What the config says, which `read` gave, with the count of the command line.
    func settings(_ configuration: StudyConfiguration) -> HistoriesConfiguration {
        var settings = configuration.histories
        settings.count = histories ?? settings.count
        return settings
    }

    /// The words that say the same again.
    var words: [String] {
        (histories.map { ["--histories", String($0)] } ?? []) + (generator.map { ["--generator", $0] } ?? [])
    }
}

import DataSources
import Research
import StrategyKit
import TimeSeries

/// Bars that a config names, where a command that reads bars is given one instead of files: what the config says of its
/// data counts, a database included.
struct ConfiguredBars {
    private let configuration: StudyConfiguration

    /// The config among a command's paths; `nil` where they are files of bars.
    ///
    /// - Throws: `CommandFailure` for a config that is wrong, stands beside other paths, or beside options that say how
    ///   files are read.
    init?(_ input: DataReadOptions) throws {
        guard let path = input.paths.first(where: { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }) else { return nil }
        guard input.paths.count == 1 else {
            throw CommandFailure(.usage, "\(path): error: a config says itself what is read; give it alone")
        }
        guard input.saysNothing else {
            throw CommandFailure(
                .usage, "\(path): error: a config says itself how its bars are read; write that into its key data")
        }
        configuration = try ConfigFile.read(path, settings: [])
    }

    /// Loads them.
    func load(_ cache: DataCache?) throws(DataError) -> LoadedData {
        try MarketData.load(configuration.data, cache: cache, progress: DataReadOptions.progress)
    }
}

import ArgumentParser

/// `backtest data`.
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract:
            "Collects, checks, converts and resamples bars and trades; makes files of corporate actions; fetches bars from "
            + "InfluxDB; keeps a cache; listens for points.",
        subcommands: [
            DataCheckCommand.self, DataConvertCommand.self, DataResampleCommand.self, DataActionsCommand.self,
            DataCollectCommand.self, DataFetchCommand.self, DataCacheCommand.self, DataListenCommand.self,
        ])
}

import ArgumentParser

/// `backtest data`.
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract:
            "Collects, checks, converts and resamples bars and trades; writes them to InfluxDB and fetches them from it; "
            + "makes files of corporate actions; keeps a cache; listens for points.",
        subcommands: [
            DataCheckCommand.self, DataConvertCommand.self, DataResampleCommand.self, DataPushCommand.self,
            DataActionsCommand.self, DataCollectCommand.self, DataFetchCommand.self, DataCacheCommand.self,
            DataListenCommand.self,
        ])
}

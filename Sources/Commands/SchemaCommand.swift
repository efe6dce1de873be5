import ArgumentParser
import StrategyKit

/// `backtest schema`.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Prints the JSON Schema of configs, so that editors complete and check them.",
        discussion: """
              backtest schema > .backtest-schema.json
              # then, as the first line of a config:
              # yaml-language-server: $schema=.backtest-schema.json
            """)

    func run() throws {
        Console.out(ConfigSchema.json())
    }
}

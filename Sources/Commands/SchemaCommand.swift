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

    @Flag(help: "The schema of what `backtest data collect` reads, instead of a study's.")
    var collect = false

    func run() throws {
        guard collect else { return Console.out(ConfigSchema.json()) }
        Console.out(ConfigSchema.json(keys: ConfigKeys.collecting, title: "What backtest data collect reads"))
    }
}

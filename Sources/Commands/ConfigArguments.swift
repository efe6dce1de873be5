import ArgumentParser
import Foundation
import StrategyKit

/// The config that a command reads, with the values that are laid over it.
struct ConfigArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("The config, or - for standard input.", valueName: "config"))
    var config: String

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Lay a value over the config: a dotted key, or the name of a parameter. May be repeated.",
            valueName: "key=value"))
    var settings: [String] = []

    /// Reads and validates it.
    func read() throws -> StudyConfiguration { try ConfigFile.read(config, settings: settings) }

    /// Where the configs of many trials come from.
    func source() throws -> StudySource { try ConfigFile.source(config, settings: settings) }

    /// What it is called in messages.
    var shownName: String { ConfigFile.shownName(of: config) }

    /// The command that does the same again; of a config from standard input, with the resolved one of the folder that it
    /// wrote.
    func command(_ name: String, folder: URL) -> String {
        let words =
            config == "-"
            ? ["backtest", name, folder.appendingPathComponent("config.yaml").relativePath]
            : ["backtest", name, config] + settings.flatMap { ["--set", $0] }
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

import StrategyKit

/// Where the config of a market comes from: a file, or a preset alone.
struct SimulationSource {
    /// The YAML.
    let text: String
    /// The file's name for messages.
    let file: String
    /// `key=value` texts laid over it.
    var settings: [String]

    /// Reads a file, or makes the config of a preset.
    init(config: String?, preset: String?, settings: [String]) throws {
        if let preset {
            (text, file) = ("name: \(preset)\nmarket: { preset: \(preset) }\n", "--preset \(preset)")
        } else {
            let path = config ?? "-"
            (text, file) = (try ConfigFile.text(of: path), ConfigFile.shownName(of: path))
        }
        self.settings = settings
    }

    /// The config, with more laid over it.
    func configuration(_ more: [ConfigOverride] = []) throws -> SimulationConfiguration {
        do throws(ConfigError) {
            var overrides: [ConfigOverride] = []
            for setting in settings { overrides.append(try ConfigOverride(setting)) }
            return try SimulationConfiguration(yaml: text, file: file, overrides: overrides + more)
        } catch { throw CommandFailure(.config, error.description) }
    }
}

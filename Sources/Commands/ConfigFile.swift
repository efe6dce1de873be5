import Foundation
import Research
import StrategyKit

/// Reading a config from a file or standard input.
enum ConfigFile {
    /// Reads and validates.
    ///
    /// - Parameters:
    ///   - path: The file, or `-` for standard input.
    ///   - settings: `key=value` texts laid over it.
    static func read(_ path: String, settings: [String]) throws -> StudyConfiguration {
        let text = try text(of: path)
        let name = shownName(of: path)
        do {
            let overrides = try settings.map { try ConfigOverride($0) }
            return try StudyConfiguration(
                yaml: text, file: name, overrides: overrides,
                registry: Registered.registry)
        } catch let error as ConfigError {
            throw CommandFailure(.config, error.description)
        }
    }

    /// What a config is called in messages.
    static func shownName(of path: String) -> String { path == "-" ? "<stdin>" : path }

    /// The text of a config.
    static func text(of path: String) throws -> String {
        let data: Data
        if path == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw CommandFailure(
                    .config, "\(path): error: there is no such config; `backtest new NAME` writes one to start from")
            }
            guard !isFolder.boolValue else {
                throw CommandFailure(.config, "\(path): error: this is a folder; name a YAML file in it")
            }
            // A pipe is no file of a known size: it is read to its end.
            do {
                data = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).readToEnd() ?? Data()
            } catch {
                throw CommandFailure(.config, "\(path): error: cannot be read: \(FolderWriter.reason(error))")
            }
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(
                .config, "\(shownName(of: path)): error: this is no UTF-8 text; a config is YAML in UTF-8")
        }
        return text
    }
}

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
        let source = try source(path, settings: settings)
        do { return try source.configuration() } catch { throw CommandFailure(.config, error.description) }
    }

    /// Where the configs of many trials come from.
    ///
    /// - Parameters:
    ///   - path: The file, or `-` for standard input.
    ///   - settings: `key=value` texts laid over it.
    static func source(_ path: String, settings: [String]) throws -> StudySource {
        do {
            return StudySource(
                text: try text(of: path), file: shownName(of: path),
                overrides: try settings.map { try ConfigOverride($0) },
                registry: Registered.registry, models: Registered.models)
        } catch let error as ConfigError {
            throw CommandFailure(.config, error.description)
        }
    }

    /// What a config is called in messages.
    static func shownName(of path: String) -> String { path == "-" ? "<stdin>" : path }

    /// A longer text is no config, and a pipe that does not end would fill memory.
    private static let mostBytes = 16 << 20

    private static func content(of file: FileHandle, _ path: String) throws -> Data {
        var data = Data()
        while let more = try file.read(upToCount: 1 << 16), !more.isEmpty {
            data += more
            guard data.count <= mostBytes else {
                throw CommandFailure(
                    .config,
                    "\(shownName(of: path)): error: this is no config: it has more than \(mostBytes >> 20) MiB; if it is "
                        + "bars, name a config and let its data.path be -")
            }
        }
        return data
    }

    /// The text of a config.
    static func text(of path: String) throws -> String {
        let data: Data
        if path == "-" {
            data = try content(of: .standardInput, path)
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
                data = try content(of: FileHandle(forReadingFrom: URL(fileURLWithPath: path)), path)
            } catch let failure as CommandFailure {
                throw failure
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

import Core
public import Foundation

/// What a run left in its folder, read back.
public struct RunRecord: Sendable {
    /// The folder as it was named.
    public let path: String
    /// The study's name.
    public let name: String
    /// The version of the program that ran it.
    public let version: String
    /// The seed.
    public let seed: String
    /// SHA-256 of the data's columns.
    public let dataHash: String
    /// SHA-256 of the config.
    public let configHash: String
    /// SHA-256 of the event log, as the manifest has it.
    public let eventsHash: String
    /// The sources: path and SHA-256 of each.
    public let sources: [Source]
    private let url: URL

    /// A file that bars were read from.
    public struct Source: Hashable, Sendable {
        /// Its path.
        public var path: String
        /// SHA-256 of its bytes.
        public var sha256: String
    }

    /// The part of `manifest.json` that is read.
    private struct Manifest: Decodable {
        struct Hashes: Decodable {
            var data: String
            var config: String
            var events: String
        }
        struct Source: Decodable {
            var path: String
            var sha256: String
        }
        var schema: String
        var name: String
        var version: String
        var seed: Int
        var hashes: Hashes
        var sources: [Source]
    }

    /// Reads the manifest of a run's folder.
    ///
    /// - Throws: `RunRecordError` where the folder is none that a run left.
    public init(_ path: String) throws(RunRecordError) {
        self.path = path
        url = URL(fileURLWithPath: path)
        let bytes = try RunRecord.read("manifest.json", in: url, path)
        let manifest: Manifest
        do { manifest = try JSONDecoder().decode(Manifest.self, from: bytes) } catch {
            throw RunRecordError(path: "\(path)/manifest.json", reason: "this is no manifest of a run")
        }
        guard manifest.schema == "backtest.manifest/1" else {
            throw RunRecordError(
                path: "\(path)/manifest.json",
                reason: "the schema is '\(manifest.schema)'; this version reads backtest.manifest/1")
        }
        name = manifest.name
        version = manifest.version
        seed = String(manifest.seed)
        dataHash = manifest.hashes.data
        configHash = manifest.hashes.config
        eventsHash = manifest.hashes.events
        sources = manifest.sources.map { Source(path: $0.path, sha256: $0.sha256) }
    }

    /// The bytes of a file in the folder.
    public func bytes(_ file: String) throws(RunRecordError) -> Data { try RunRecord.read(file, in: url, path) }

    /// A text file in the folder.
    public func text(_ file: String) throws(RunRecordError) -> String {
        String(decoding: try bytes(file), as: UTF8.self)
    }

    private static func read(_ file: String, in folder: URL, _ path: String) throws(RunRecordError) -> Data {
        do { return try Data(contentsOf: folder.appendingPathComponent(file), options: .mappedIfSafe) } catch {
            throw RunRecordError(
                path: path, reason: "there is no readable \(file) in it; name a folder that `backtest run` wrote")
        }
    }
}

/// A folder that is not, or no longer, what a run left.
public struct RunRecordError: Error, Hashable, CustomStringConvertible, Sendable {
    /// The folder or file.
    public var path: String
    /// What is wrong with it, and what would be right.
    public var reason: String

    /// The message: `runs/x: error: there is no readable manifest.json in it; …`.
    public var description: String { "\(path): error: \(reason)" }
}

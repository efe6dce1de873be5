import Foundation

/// What an entry is, as its `manifest.json` says it: the one file that decides what belongs to it.
struct EntryManifest: Codable, Sendable, Equatable {
    /// A column of a chunk.
    struct Column: Codable, Sendable, Equatable {
        var name: String
        var type: ColumnType
        var file: String
        /// The XXH64 of each block of its elements, 16 hexadecimal digits each.
        var blocks: String

        /// The hashes as numbers; `nil` where they are not written so.
        var blockHashes: [UInt64]? {
            let digits = Array(blocks.utf8)
            guard digits.count % 16 == 0 else { return nil }
            var hashes: [UInt64] = []
            for first in stride(from: 0, to: digits.count, by: 16) {
                guard let hash = UInt64(String(decoding: digits[first..<(first + 16)], as: UTF8.self), radix: 16) else {
                    return nil
                }
                hashes.append(hash)
            }
            return hashes
        }
    }

    /// A chunk.
    struct Chunk: Codable, Sendable, Equatable {
        var series: String
        /// Nanoseconds UTC.
        var from: Int64
        var to: Int64
        var isComplete: Bool
        var rows: Int
        var columns: [Column]
    }

    static let currentVersion = 1

    var version = currentVersion
    var key: String
    /// Where the columns come from, in words for people.
    var source: String
    /// What the one who stored them wants to know of them.
    var payload: String
    var timeColumn: String?
    /// Rises with every change, so that no name of a file is used twice.
    var generation = 0
    var chunks: [Chunk] = []

    /// The bytes of all columns.
    var byteCount: Int {
        chunks.reduce(0) { sum, chunk in
            chunk.columns.reduce(sum) {
                $0 + NumpyHeader.bytes($1.type, count: chunk.rows).count + chunk.rows * $1.type.elementBytes
            }
        }
    }

    /// The rows of all chunks.
    var rowCount: Int { chunks.reduce(0) { $0 + $1.rows } }

    /// The names of all files of columns.
    var files: [String] { chunks.flatMap { $0.columns.map(\.file) } }

    private static let opening = "{\"xxh64\":\""
    private static let middle = "\",\"manifest\":"

    /// As the file holds it: a JSON object with the manifest and the hash of its text.
    func text() throws(CacheError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body: String
        do { body = String(decoding: try encoder.encode(self), as: UTF8.self) } catch {
            throw .misfit(key: key, reason: "it cannot be written as JSON: \(error.localizedDescription)")
        }
        let hash = BlockHash.text(BlockHash.xxh64(body))
        return EntryManifest.opening + hash + EntryManifest.middle + body + "}\n"
    }

    /// The manifest in a file's text.
    init(text: String, path: String) throws(CacheError) {
        let opening = EntryManifest.opening.utf8.count
        let head = opening + 16 + EntryManifest.middle.utf8.count
        let bytes = Array(text.utf8)
        guard bytes.count > head + 2, text.hasPrefix(EntryManifest.opening), text.hasSuffix("}\n") else {
            throw .damaged(path: path, what: "it is cut short or no manifest of a cache")
        }
        let hash = String(decoding: bytes[opening..<(opening + 16)], as: UTF8.self)
        let body = Array(bytes[head..<(bytes.count - 2)])
        guard bytes[(opening + 16)..<head].elementsEqual(EntryManifest.middle.utf8),
            body.withUnsafeBytes({ BlockHash.text(BlockHash.xxh64($0)) }) == hash
        else {
            throw .damaged(path: path, what: "its text does not have the hash that stands in it")
        }
        do { self = try JSONDecoder().decode(EntryManifest.self, from: Data(body)) } catch {
            throw .damaged(path: path, what: "its text is not what this version writes")
        }
        guard version == EntryManifest.currentVersion else {
            throw .damaged(path: path, what: "it is of format \(version), and this program reads 1")
        }
    }

    init(key: String, source: String, payload: String, timeColumn: String?) {
        self.key = key
        self.source = source
        self.payload = payload
        self.timeColumn = timeColumn
    }
}

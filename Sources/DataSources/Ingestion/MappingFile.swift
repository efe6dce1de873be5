import Core
import Foundation

/// The mapping that a folder's bars were made with: made with another, they would be a mixture.
enum MappingFile {
    /// Holds a mapping against the one that is kept in the journal's folder; keeps it where there is none.
    ///
    /// - Throws: `IngestError.mapping` where they differ.
    static func hold(_ mapping: BarMapping, in journal: String, folder: String) throws(IngestError) {
        let path = journal + "/mapping.json"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        guard let text = try? encoder.encode(mapping) else { throw .mapping(folder: folder) }
        guard FileManager.default.fileExists(atPath: path) else {
            return try FileBytes.replace(path, with: Array(text))
        }
        let kept = try FileBytes.read(path)
        guard let former = try? JSONDecoder().decode(BarMapping.self, from: Data(kept)), former == mapping else {
            throw .mapping(folder: folder)
        }
    }
}

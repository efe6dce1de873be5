import Core
import Foundation
import Learning
import Research

/// Model files for tests, and the sealing of headers that say anything at all.
enum ModelFileFixture {
    static let linear = StoredModel(
        kind: "linear", numbers: ["intercept": [0.25], "coefficients": [1.5, -2, 1e-300]], texts: ["link": "identity"])
    static let scaler = StoredModel(
        kind: "standardisation", numbers: ["centres": [1, 2, 3], "deviations": [1, 0, 0.1]])
    static let network = StoredModel(
        kind: "network",
        numbers: ["inputs": [3], "widths": [1], "slopes": [0], "dropouts": [0], "normalises": [0]],
        singles: ["weights": [0.5, -1.25, 3, 0.1]], texts: ["activations": "identity", "loss": "squared"])
    static let transformed = StoredModel(
        kind: "transformed", numbers: ["width": [3]], parts: ["transform": scaler, "base": network])

    static func description(_ name: String = "E-mini, \"minutes\" / 1\n") -> ModelDescription {
        ModelDescription(
            name: name, kind: "ridge", parameters: ["penalty": "10", "intercept": "true", "a": "ü", "B": "0"],
            features: [
                .init(name: "return", expression: "return(close, 1)"),
                .init(name: "rank", expression: "momentum(close, 20)", across: "rank"),
            ], window: 3, transforms: ["standardise"], label: .init(kind: "return", horizon: 5),
            predictsProbability: false, seed: .max,
            training: .init(
                from: "2018-01-02T14:30:00Z", through: "2018-06-29T20:59:00Z", samples: 1_973, instruments: ["ES"]),
            hashes: .init(
                data: SHA256.hexDigest(of: "data"), config: SHA256.hexDigest(of: "config")),
            config: "name: x\nmodel:\n  kind: ridge\n")
    }

    static func file(_ model: StoredModel = transformed) -> ModelFile {
        ModelFile(description: description(), model: model)
    }

    /// A folder that is removed afterwards.
    static func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("models-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    /// A file of a header that ends as headers do, with right hashes whatever else it says; written by the format's
    /// description alone.
    ///
    /// - Parameter head: The text up to the hash of the arrays.
    static func sealed(_ head: String, arrays: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(arrays)
        let text = head + #""sha256":{"arrays":""# + hash.hexDigest() + #"","header":""#
        let end = #""}}"#
        let length = 16 + text.utf8.count + 64 + end.utf8.count
        let padding = String(repeating: " ", count: (64 - length % 64) % 64)
        let whole = text + SHA256.hexDigest(of: text + end + padding) + end + padding
        let count = withUnsafeBytes(of: UInt64(whole.utf8.count).littleEndian) { Array($0) }
        return Array("BTMODEL\n".utf8) + count + Array(whole.utf8) + arrays
    }

    /// A file's parts: the header's text up to the hashes, and the arrays.
    static func opened(_ bytes: [UInt8]) -> (head: String, arrays: [UInt8]) {
        let length = bytes[8..<16].reversed().reduce(0) { $0 << 8 | Int($1) }
        let text = String(decoding: bytes[16..<16 + length], as: UTF8.self)
        let head = text.range(of: #""sha256":{"#, options: .backwards).map { String(text[..<$0.lowerBound]) } ?? text
        return (head, Array(bytes[(16 + length)...]))
    }

    /// The message of reading bytes; empty where they are a file.
    static func message(_ bytes: [UInt8]) -> String {
        do throws(ModelFileError) {
            _ = try ModelFile(bytes: bytes, path: "m.model")
            return ""
        } catch { return error.description }
    }
}

internal import Core
internal import Foundation

/// The JSON header of a model file.
struct ModelHeader: Codable {
    /// Where an array lies.
    struct Place: Codable {
        /// `f64` or `f32`, little-endian.
        var type: String
        /// How many elements it has.
        var count: Int
        /// Where it begins, in bytes from the end of the header; a multiple of 64.
        var offset: Int
    }

    /// A model, its arrays replaced by their places.
    struct Node: Codable {
        var kind: String
        var numbers: [String: Place]
        var singles: [String: Place]
        var texts: [String: String]
        var parts: [String: Node]
    }

    /// SHA-256 as 64 lower-case hexadecimal digits.
    struct Hashes: Codable {
        /// Of all bytes behind the header.
        var arrays: String
        /// Of the header's bytes, padding included, without the digits of this field.
        var header: String
    }

    var schema: String
    var description: ModelDescription
    var model: Node
    /// How many bytes there are behind the header.
    var bytes: Int
    var sha256: Hashes

    /// The most bytes of a header.
    static let most = 1 << 28

    /// What stands before and behind the digits of the header's own hash, at the end of the sorted text.
    private static let (before, behind) = (Array(#""header":""#.utf8), Array(#""}}"#.utf8))

    /// The header's bytes with its hash, padded by spaces so that it ends at a multiple of 64 bytes of the file.
    func sealed() throws -> [UInt8] {
        var header = self
        header.sha256.header = ""
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes = Array(try encoder.encode(header))
        let place = bytes.count - ModelHeader.behind.count
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: (64 - (16 + bytes.count) % 64) % 64)
        bytes.insert(contentsOf: ModelHeader.digest([bytes[...]]).utf8, at: place)
        return bytes
    }

    /// Whether the bytes of a header have the hash that stands in it; `nil` where none stands at its end.
    static func isWhole(_ bytes: ArraySlice<UInt8>) -> Bool? {
        guard let last = bytes.lastIndex(where: { $0 != UInt8(ascii: " ") }) else { return nil }
        let text = bytes[...last]
        guard text.count >= before.count + 64 + behind.count, text.suffix(behind.count).elementsEqual(behind) else {
            return nil
        }
        let end = text.endIndex - behind.count
        let start = end - 64
        guard bytes[..<start].suffix(before.count).elementsEqual(before) else { return nil }
        return digest([bytes[..<start], bytes[end...]]).utf8.elementsEqual(bytes[start..<end])
    }

    /// The hash of bytes one after the other.
    static func digest(_ parts: [ArraySlice<UInt8>]) -> String {
        var hash = SHA256()
        for part in parts { part.withUnsafeBytes { hash.update($0) } }
        return hash.hexDigest()
    }

    /// How deep objects and arrays are inside each other, looked at before anything is made of them.
    static func depth(of bytes: ArraySlice<UInt8>) -> Int {
        var (depth, deepest, isText, isEscaped) = (0, 0, false, false)
        for byte in bytes {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return deepest
    }
}

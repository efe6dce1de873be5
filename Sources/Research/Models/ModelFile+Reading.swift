public import Foundation
internal import Learning

extension ModelFile {
    /// Reads a file.
    ///
    /// - Throws: `ModelFileError` for one that cannot be read, is no model file, is of another schema, was cut short or
    ///   altered, or holds what cannot be.
    public init(reading url: URL) throws(ModelFileError) {
        func failure(_ reason: ModelFileError.Reason) -> ModelFileError {
            ModelFileError(path: url.path, reason: reason)
        }
        let bytes: [UInt8]
        do {
            let type = try FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)[.type]
            guard type as? FileAttributeType == .typeRegular else { throw failure(.unreadable("it is not a file")) }
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            // Files of other kinds may be of any size: they are not read to their end.
            let first = Array(try handle.read(upToCount: ModelFile.beginning.count) ?? Data())
            guard ModelFile.beginning.starts(with: first) else { throw failure(.notAModelFile) }
            bytes = first + Array(try handle.readToEnd() ?? Data())
        } catch let error as ModelFileError {
            throw error
        } catch {
            throw failure(.unreadable(ModelFileError.systemReason(error)))
        }
        try self.init(bytes: bytes, path: url.path)
    }

    /// The file of bytes.
    ///
    /// - Parameter path: Where they are from, for messages.
    /// - Throws: As `init(reading:)`.
    public init(bytes: [UInt8], path: String) throws(ModelFileError) {
        do throws(ModelFileError.Reason) {
            let (header, start) = try ModelFile.header(of: bytes)
            let arrays = bytes[start...]
            guard header.bytes >= 0, header.bytes <= arrays.count else {
                guard header.bytes >= 0, header.bytes < Int.max - start else {
                    throw .invalid(
                        name: "bytes of the arrays", found: "\(header.bytes)", allowed: "\(arrays.count), as follow")
                }
                throw .cutShort(expected: start + header.bytes, found: bytes.count)
            }
            guard header.bytes == arrays.count else {
                throw .invalid(
                    name: "length of the file", found: "\(bytes.count) bytes", allowed: "\(start + header.bytes)")
            }
            guard ModelHeader.digest([arrays]) == header.sha256.arrays else { throw .altered(part: "an array") }
            self.init(
                description: header.description,
                model: try StoredArrays(header.model, count: arrays.count).model(header.model, arrays))
        } catch { throw ModelFileError(path: path, reason: error) }
    }

    /// The header and where it ends.
    private static func header(of bytes: [UInt8]) throws(ModelFileError.Reason) -> (ModelHeader, end: Int) {
        guard bytes.starts(with: beginning) else {
            throw !bytes.isEmpty && beginning.starts(with: bytes)
                ? .cutShort(expected: 16, found: bytes.count) : .notAModelFile
        }
        guard bytes.count >= 16 else { throw .cutShort(expected: 16, found: bytes.count) }
        let length = bytes.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        guard length <= UInt64(ModelHeader.most), (16 + length).isMultiple(of: 64) else {
            throw .invalid(
                name: "length of the header", found: "\(length) bytes",
                allowed: "\(ModelHeader.most) at most, 16 short of a multiple of 64")
        }
        let end = 16 + Int(length)
        guard bytes.count >= end else { throw .cutShort(expected: end, found: bytes.count) }
        let text = bytes[16..<end]
        let isWhole = ModelHeader.isWhole(text)
        guard isWhole != false else { throw .altered(part: "the header") }
        let mostDepth = 2 * StoredModel.mostLevels + 8
        guard ModelHeader.depth(of: text) <= mostDepth else {
            throw .invalid(
                name: "header", found: "objects more than \(mostDepth) levels deep",
                allowed: "\(StoredModel.mostLevels) models inside each other at most")
        }
        struct Schema: Codable { var schema: String }
        let decoder = JSONDecoder()
        if let found = try? decoder.decode(Schema.self, from: Data(text)).schema, found != schema {
            throw .otherSchema(found: found)
        }
        guard isWhole == true else {
            throw .invalid(name: "header", found: "no hash at its end", allowed: "JSON of schema \(schema)")
        }
        do { return (try decoder.decode(ModelHeader.self, from: Data(text)), end) } catch {
            throw .invalid(
                name: "header", found: reason(error), allowed: "JSON of schema \(schema)")
        }
    }

    /// What is wrong in JSON, and where.
    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        let (context, what): (DecodingError.Context, String) =
            switch error {
            case .typeMismatch(_, let context): (context, "another type")
            case .valueNotFound(_, let context): (context, "null")
            case .keyNotFound(let key, let context): (context, "no '\(key.stringValue)'")
            case .dataCorrupted(let context): (context, "what cannot be read")
            @unknown default: (.init(codingPath: [], debugDescription: ""), "what cannot be read")
            }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? what : "\(what) at \(path)"
    }
}

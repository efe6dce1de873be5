public import Foundation
internal import Learning

extension ModelFile {
    /// The bytes of the file.
    ///
    /// - Throws: `ModelFileError` with reason `.model` for a number that is not finite and for models too deep inside each
    ///   other; `.invalid` for a header that is too long.
    public func bytes(path: String) throws(ModelFileError) -> [UInt8] {
        var arrays: [UInt8] = []
        do {
            let node = try ModelFile.lay(model, into: &arrays, level: 1)
            let header = ModelHeader(
                schema: ModelFile.schema, description: description, model: node, bytes: arrays.count,
                sha256: .init(arrays: ModelHeader.digest([arrays[...]]), header: ""))
            let text = try header.sealed()
            guard text.count <= ModelHeader.most else {
                throw ModelFileError(
                    path: path,
                    reason: .invalid(
                        name: "length of the header", found: "\(text.count) bytes",
                        allowed: "\(ModelHeader.most) at most"))
            }
            let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
            return ModelFile.beginning + length + text + arrays
        } catch let error as LearningError {
            throw ModelFileError(path: path, reason: .model(error))
        } catch let error as ModelFileError {
            throw error
        } catch {
            throw ModelFileError(path: path, reason: .unwritable("\(error)"))
        }
    }

    /// Writes the file so that it appears whole or not at all; one that is there already is replaced.
    ///
    /// - Throws: `ModelFileError` as `bytes(path:)`, and with reason `.unwritable`.
    public func write(to url: URL) throws(ModelFileError) {
        let bytes = try bytes(path: url.path)
        let draft = url.deletingLastPathComponent().appendingPathComponent(
            ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).\(UUID().uuidString.prefix(8)).part"
        )
        do {
            try Data(bytes).write(to: draft)
            // What is renamed is on the disk first: after a power cut there is the old file or the new one.
            let handle = try FileHandle(forWritingTo: draft)
            defer { try? handle.close() }
            try handle.synchronize()
            guard rename(draft.path, url.path) == 0 else {
                throw NSError(domain: NSPOSIXErrorDomain, code: Int(errno))
            }
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw ModelFileError(path: url.path, reason: .unwritable(ModelFileError.systemReason(error)))
        }
    }

    /// Appends the arrays of a model, those of its parts last, in the order of their names.
    private static func lay(
        _ model: StoredModel, into arrays: inout [UInt8], level: Int
    ) throws(LearningError) -> ModelHeader.Node {
        guard level <= StoredModel.mostLevels else {
            throw .parameter(
                name: "the levels of a stored model", found: "more than \(StoredModel.mostLevels)",
                allowed: "1 to \(StoredModel.mostLevels)")
        }
        var node = ModelHeader.Node(kind: model.kind, numbers: [:], singles: [:], texts: model.texts, parts: [:])
        for (name, values) in model.numbers.sorted(by: { $0.key < $1.key }) {
            node.numbers[name] = try lay(values, type: "f64", name, of: model, into: &arrays)
        }
        for (name, values) in model.singles.sorted(by: { $0.key < $1.key }) {
            node.singles[name] = try lay(values, type: "f32", name, of: model, into: &arrays)
        }
        for (name, part) in model.parts.sorted(by: { $0.key < $1.key }) {
            node.parts[name] = try lay(part, into: &arrays, level: level + 1)
        }
        return node
    }

    private static func lay<Element: BinaryFloatingPoint & BitwiseCopyable>(
        _ values: [Element], type: String, _ name: String, of model: StoredModel, into arrays: inout [UInt8]
    ) throws(LearningError) -> ModelHeader.Place {
        try requireFinite(values, name, of: model)
        arrays += [UInt8](repeating: 0, count: (64 - arrays.count % 64) % 64)
        let place = ModelHeader.Place(type: type, count: values.count, offset: arrays.count)
        values.withUnsafeBytes { arrays.append(contentsOf: $0) }
        return place
    }

    static func requireFinite<Element: BinaryFloatingPoint>(
        _ values: [Element], _ name: String, of model: StoredModel
    ) throws(LearningError) {
        if let place = values.firstIndex(where: { !$0.isFinite }) {
            throw model.invalid(name, found: "\(values[place]) at place \(place)", "finite numbers")
        }
    }
}

internal import Learning

/// The arrays of a model file, whose places have been looked at: nothing is made of a length before that.
struct StoredArrays {
    /// Looks at all places.
    ///
    /// - Parameter count: How many bytes the arrays have in all.
    /// - Throws: `ModelFileError.Reason` for places that overlap, lie outside, or cannot be.
    init(_ node: ModelHeader.Node, count: Int) throws(ModelFileError.Reason) {
        var ranges: [(range: Range<Int>, name: String)] = []
        try StoredArrays.look(at: node, "model", count: count, level: 1, &ranges)
        ranges.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        for (one, next) in zip(ranges, ranges.dropFirst()) where one.range.upperBound > next.range.lowerBound {
            throw .invalid(
                name: next.name, found: "offset \(next.range.lowerBound), inside \(one.name)",
                allowed: "arrays that do not overlap")
        }
    }

    private static func look(
        at node: ModelHeader.Node, _ path: String, count: Int, level: Int,
        _ ranges: inout [(range: Range<Int>, name: String)]
    ) throws(ModelFileError.Reason) {
        guard level <= StoredModel.mostLevels else {
            throw .invalid(
                name: "header", found: "more than \(StoredModel.mostLevels) models inside each other",
                allowed: "\(StoredModel.mostLevels) at most")
        }
        for (places, type, size) in [(node.numbers, "f64", 8), (node.singles, "f32", 4)] {
            for (name, place) in places.sorted(by: { $0.key < $1.key }) {
                let name = "\(path).\(name)"
                guard place.type == type else {
                    throw .invalid(name: "\(name).type", found: "'\(place.type)'", allowed: "'\(type)'")
                }
                guard place.offset >= 0, place.offset <= count, place.offset.isMultiple(of: 64) else {
                    throw .invalid(
                        name: "\(name).offset", found: "\(place.offset)",
                        allowed: "a multiple of 64 from 0 to \(count)")
                }
                let room = (count - place.offset) / size
                guard place.count >= 0, place.count <= room else {
                    throw .invalid(name: "\(name).count", found: "\(place.count)", allowed: "0 to \(room)")
                }
                if place.count > 0 { ranges.append((place.offset..<place.offset + place.count * size, name)) }
            }
        }
        for (name, part) in node.parts.sorted(by: { $0.key < $1.key }) {
            try look(at: part, "\(path).\(name)", count: count, level: level + 1, &ranges)
        }
    }

    /// The model of the header's tree, its arrays copied from the bytes whose places were looked at.
    func model(
        _ node: ModelHeader.Node, _ bytes: ArraySlice<UInt8>
    ) throws(ModelFileError.Reason) -> StoredModel {
        var model = StoredModel(kind: node.kind, texts: node.texts)
        for (name, place) in node.numbers { model.numbers[name] = StoredArrays.copy(place, bytes) }
        for (name, place) in node.singles { model.singles[name] = StoredArrays.copy(place, bytes) }
        do throws(LearningError) {
            for (name, values) in model.numbers.sorted(by: { $0.key < $1.key }) {
                try ModelFile.requireFinite(values, name, of: model)
            }
            for (name, values) in model.singles.sorted(by: { $0.key < $1.key }) {
                try ModelFile.requireFinite(values, name, of: model)
            }
        } catch { throw .model(error) }
        for (name, part) in node.parts { model.parts[name] = try self.model(part, bytes) }
        return model
    }

    private static func copy<Element: BitwiseCopyable>(
        _ place: ModelHeader.Place, _ bytes: ArraySlice<UInt8>
    ) -> [Element] {
        let size = place.count * MemoryLayout<Element>.stride
        return [Element](unsafeUninitializedCapacity: place.count) { target, filled in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(target).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: source[place.offset..<place.offset + size]))
            }
            filled = place.count
        }
    }
}

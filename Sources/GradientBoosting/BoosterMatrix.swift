internal import Learning

/// Windows, labels and weights as XGBoost keeps them; freed with it.
final class BoosterMatrix {
    let library: XGBoostLibrary
    let handle: XGBoostLibrary.Handle

    /// Packs all windows in single precision, copied by the library.
    ///
    /// - Throws: `LearningError.library`, as for a feature that is infinite in single precision.
    init(
        _ inputs: SampleInputs, labels: [Float], weights: [Double], in library: XGBoostLibrary
    ) throws(LearningError) {
        let packed = try BoosterMatrix.packed(inputs, 0..<inputs.count)
        var place: XGBoostLibrary.Handle?
        try library.check(
            library.createMatrix(packed, UInt64(inputs.count), UInt64(inputs.width), .nan, &place, 1))
        guard let place else { throw XGBoostLibrary.error("no matrix was made") }
        self.library = library
        handle = place
        try library.check(library.setFloats(handle, "label", labels, UInt64(labels.count)))
        guard weights.contains(where: { $0 != 1 }) else { return }
        try library.check(library.setFloats(handle, "weight", weights.map { Float($0) }, UInt64(weights.count)))
    }

    deinit { _ = library.freeMatrix(handle) }

    /// Windows one after the other in single precision.
    static func packed(_ inputs: SampleInputs, _ samples: Range<Int>) throws(LearningError) -> [Float] {
        var elements = [Float](repeating: 0, count: samples.count * inputs.width)
        var span = elements.mutableSpan
        try inputs.pack(ArraySlice(samples), into: &span)
        return elements
    }
}

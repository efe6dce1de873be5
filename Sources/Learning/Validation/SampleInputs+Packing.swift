import LinearAlgebra

extension SampleInputs {
    /// Packs the windows of some samples, one after the other: rows from the oldest to the newest, of each its features.
    ///
    /// - Parameters:
    ///   - samples: Numbers below `count`, in any order.
    ///   - output: The caller's; its first `samples.count × width` elements are written.
    /// - Throws: `LearningError.shape` where it is shorter.
    /// - Complexity: O(`samples.count × width`), no allocation: a copy of memory.
    public func pack(_ samples: ArraySlice<Int>, into output: inout MutableSpan<Double>) throws(LearningError) {
        try check(samples.count, room: output.count)
        copy(samples, into: &output)
    }

    /// Packs the windows of some samples as `Float`, rounded to the nearest.
    ///
    /// As the form for `Double`, with a conversion.
    ///
    /// - Throws: `LearningError.shape` where the output is too short.
    public func pack(_ samples: ArraySlice<Int>, into output: inout MutableSpan<Float>) throws(LearningError) {
        try check(samples.count, room: output.count)
        output.withUnsafeMutableBufferPointer { output in
            if let target = output.baseAddress { copy(samples, into: target) }
        }
    }

    /// Copies the windows of some samples as `Float`; the target has room for them.
    func copy(_ samples: some RandomAccessCollection<Int>, into target: UnsafeMutablePointer<Float>) {
        let width = width
        table.values.withUnsafeBufferPointer { values in
            guard let source = values.baseAddress else { return }
            var target = target
            for sample in samples {
                let window = source + offset(sample)
                for place in 0..<width { target[place] = Float(window[place]) }
                target += width
            }
        }
    }

    /// Packs the windows of samples one after the other, as the form for samples in any order.
    func pack(_ samples: Range<Int>, into output: inout MutableSpan<Double>) throws(LearningError) {
        try check(samples.count, room: output.count)
        copy(samples, into: &output)
    }

    private func copy(_ samples: some RandomAccessCollection<Int>, into output: inout MutableSpan<Double>) {
        let bytes = width * MemoryLayout<Double>.stride
        table.values.withUnsafeBufferPointer { values in
            output.withUnsafeMutableBufferPointer { output in
                guard let source = values.baseAddress, var target = output.baseAddress else { return }
                for sample in samples {
                    UnsafeMutableRawPointer(target).copyMemory(from: source + offset(sample), byteCount: bytes)
                    target += width
                }
            }
        }
    }

    private func check(_ samples: Int, room: Int) throws(LearningError) {
        guard room >= samples * width else {
            throw .shape(found: "room for \(room) numbers", needed: "\(samples) windows of \(width) numbers")
        }
    }
}

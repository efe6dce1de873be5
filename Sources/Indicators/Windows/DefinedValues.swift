/// Runs a column kernel over the defined values of a column only.
///
/// Streaming indicators pass over a `nan` without changing state; so their column is that of the defined values alone,
/// spread out again. A column without `nan`, the common case, is run in place: the kernel looks it through in stretches
/// just ahead of itself, and gives up at the first `nan`.
@usableFromInline
enum DefinedValues {
    /// How many values are looked through at a time, at least.
    @usableFromInline static var stretch: Int { 1024 }

    /// Whether no value from `start` to before `end` is `nan`.
    @inlinable
    static func areAllDefined(_ values: UnsafeBufferPointer<Double>, from start: Int, to end: Int) -> Bool {
        guard let base = values.baseAddress else { return true }
        let raw = UnsafeRawPointer(base)
        var place = start
        var undefined = SIMDMask<SIMD8<Int64>>(repeating: false)
        while place + 8 <= end {
            let eight = raw.loadUnaligned(fromByteOffset: place &* 8, as: SIMD8<Double>.self)
            undefined .|= eight .!= eight
            place &+= 8
        }
        var isAnyUndefined = any(undefined)
        while place < end {
            isAnyUndefined = isAnyUndefined || base[place].isNaN
            place &+= 1
        }
        return !isAnyUndefined
    }

    /// Writes `output` by `kernel` over the defined values; `nan` in the other places.
    ///
    /// The kernel gives false where it met a `nan`; what it has written is then written anew.
    @inlinable
    static func fill(
        _ values: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>,
        kernel: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Bool
    ) {
        fill(values, into: [output]) { kernel($0, $1[0]) }
    }

    /// Writes `outputs` by `kernel` over the defined values; `nan` in the other places.
    ///
    /// The kernel gives false where it met a `nan`; what it has written is then written anew.
    @inlinable
    static func fill(
        _ values: UnsafeBufferPointer<Double>, into outputs: [UnsafeMutableBufferPointer<Double>],
        kernel: (UnsafeBufferPointer<Double>, [UnsafeMutableBufferPointer<Double>]) -> Bool
    ) {
        if kernel(values, outputs) { return }
        let defined = values.filter { !$0.isNaN }
        let filled = Columns.make(outputs.count, of: defined.count, []) { columns in
            let isComplete = defined.withUnsafeBufferPointer { kernel($0, columns) }
            precondition(isComplete, "a kernel gives up only where a value is undefined")
        }
        for (output, column) in zip(outputs, filled) {
            var place = 0
            for row in 0..<values.count {
                if values[row].isNaN {
                    output[row] = .nan
                } else {
                    output[row] = column[place]
                    place += 1
                }
            }
        }
    }
}

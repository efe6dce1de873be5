/// The head of a `.npy` file, format 1.0.
///
/// The magic bytes, the version, the length of the description as two bytes, and the description as a Python literal,
/// filled up with blanks so that the elements begin at a multiple of 64 bytes.
///
/// - Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays"; `numpy.lib.format`, format 1.0.
/// - Verified by: `NumpyTests` with NumPy itself.
public enum NumpyHeader {
    /// The bytes before the elements of a column.
    static func bytes(_ type: ColumnType, count: Int) -> [UInt8] { bytes(type: type.rawValue, shape: [count]) }

    /// The bytes before the elements.
    ///
    /// - Parameters:
    ///   - type: The type of an element as NumPy writes it: `<f8`.
    ///   - shape: The lengths, the last fastest.
    public static func bytes(type: String, shape: [Int]) -> [UInt8] {
        let lengths = shape.map { "\($0)," }.joined(separator: " ")
        var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }"
        let fixed = 10
        let bare = fixed + text.utf8.count + 1
        text += String(repeating: " ", count: (64 - bare % 64) % 64) + "\n"
        let length = UInt16(text.utf8.count)
        return [0x93] + Array("NUMPY".utf8)
            + [1, 0, UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8)]
            + Array(text.utf8)
    }
}

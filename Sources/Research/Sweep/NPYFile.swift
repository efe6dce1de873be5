import Foundation

/// Columns as NumPy's own files, which every Python reads without a package: `numpy.load`.
///
/// - Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", version 1.0.
enum NPYFile {
    /// The bytes that stand before the values.
    ///
    /// - Parameters:
    ///   - type: The type of an element as NumPy writes it: `<f8`.
    ///   - shape: The lengths, the last fastest.
    static func header(type: String, shape: [Int]) -> [UInt8] {
        let lengths = shape.map { "\($0)," }.joined(separator: " ")
        var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }"
        // The values begin at a multiple of 64 bytes, behind a line feed.
        let length = (10 + text.utf8.count + 1 + 63) / 64 * 64 - 10
        text += String(repeating: " ", count: length - text.utf8.count - 1) + "\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
    }

    /// The bytes of a file of doubles.
    static func bytes(_ values: [Double]) -> [UInt8] { header(type: "<f8", shape: [values.count]) + plain(values) }

    /// The bytes of a file of whole numbers.
    static func bytes(_ values: [Int64]) -> [UInt8] { header(type: "<i8", shape: [values.count]) + plain(values) }

    /// The bytes of a file of rows of floats.
    static func bytes(_ values: [Float], rows: Int, columns: Int) -> [UInt8] {
        header(type: "<f4", shape: [rows, columns]) + plain(values)
    }

    private static func plain(_ values: [some BitwiseCopyable]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }
}

import ColumnCache

/// Columns as NumPy's own files, which every Python reads without a package: `numpy.load`.
enum NPYFile {
    /// The bytes of a file of doubles.
    static func bytes(_ values: [Double]) -> [UInt8] { bytes(values, type: "<f8", shape: [values.count]) }

    /// The bytes of a file of whole numbers.
    static func bytes(_ values: [Int64]) -> [UInt8] { bytes(values, type: "<i8", shape: [values.count]) }

    /// How a file of rows of floats begins; the rows follow.
    static func header(rows: Int, columns: Int) -> [UInt8] {
        NumpyHeader.bytes(type: "<f4", shape: [rows, columns])
    }

    /// The bytes of a file of days since 1970.
    static func bytes(days: [Int64]) -> [UInt8] { bytes(days, type: "<M8[D]", shape: [days.count]) }

    private static func bytes(_ values: [some BitwiseCopyable], type: String, shape: [Int]) -> [UInt8] {
        NumpyHeader.bytes(type: type, shape: shape) + values.withUnsafeBytes { Array($0) }
    }
}

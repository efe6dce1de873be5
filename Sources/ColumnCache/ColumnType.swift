/// What a column holds, as NumPy names it.
public enum ColumnType: String, Codable, Sendable, CaseIterable {
    /// `Int64`, little endian.
    case int64 = "<i8"
    /// `Double`, little endian.
    case double = "<f8"
    /// `UInt8`.
    case byte = "|u1"

    /// The bytes of an element.
    public var elementBytes: Int { self == .byte ? 1 : 8 }
}

/// What can be an element of a cached column.
public protocol ColumnElement: BitwiseCopyable, Sendable {
    /// The type of columns of it.
    static var columnType: ColumnType { get }
}

extension Int64: ColumnElement {
    /// `<i8`.
    public static var columnType: ColumnType { .int64 }
}

extension Double: ColumnElement {
    /// `<f8`.
    public static var columnType: ColumnType { .double }
}

extension UInt8: ColumnElement {
    /// `|u1`.
    public static var columnType: ColumnType { .byte }
}

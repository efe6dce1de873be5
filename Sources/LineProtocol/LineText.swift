/// Bytes of a name or of a string in a line, perhaps with backslashes.
///
/// It points into the text that is being decoded and is valid only within the closure that got the line.
@frozen
public struct LineText {
    /// Which backslashes fall away.
    @frozen
    @usableFromInline
    enum Escapes: UInt8, Sendable {
        /// The text has none.
        case none
        /// A tag's key or value of 1.x and 2.x.
        case name
        /// A measurement or a field's key of 1.x and 2.x.
        case quotableName
        /// A measurement of 3.
        case measurement3
        /// A key or tag value of 3.
        case name3
        /// A string.
        case string

        /// Whether the backslash before `byte` falls away.
        @usableFromInline
        func covers(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "\""): self == .string || self == .quotableName
            case UInt8(ascii: "\\"): self == .string || self == .name3 || self == .measurement3
            case UInt8(ascii: ","), UInt8(ascii: " "): self != .string && self != .none
            case UInt8(ascii: "="): self == .name || self == .name3 || self == .quotableName
            default: false
            }
        }
    }

    @usableFromInline let start: UnsafePointer<UInt8>
    @usableFromInline let count: Int
    @usableFromInline let escapes: Escapes

    @inlinable
    init(start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, escapes: Escapes) {
        self.start = start
        count = end - start
        self.escapes = escapes
    }

    /// The bytes as they stand in the line, without the quotes of a string.
    @inlinable public var raw: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// Whether the bytes as they stand are the text: no backslash in it means anything.
    @inlinable public var isPlain: Bool { escapes == .none }

    /// The text's bytes.
    @inlinable public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// The text, or `nil` where it is not UTF-8.
    public var string: String? {
        isPlain ? String(validating: raw, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }

    /// Appends the text's bytes.
    @inlinable
    public func append(to bytes: inout [UInt8]) {
        if isPlain { return bytes.append(contentsOf: raw) }
        appendUnescaped(to: &bytes)
    }

    @usableFromInline
    func appendUnescaped(to bytes: inout [UInt8]) {
        var place = 0
        while place < count {
            if start[place] == UInt8(ascii: "\\"), place + 1 < count, escapes.covers(start[place + 1]) { place += 1 }
            bytes.append(start[place])
            place += 1
        }
    }

    /// Whether this is the text that UTF-8 bytes spell.
    @inlinable
    public func isEqual(to other: UnsafeBufferPointer<UInt8>) -> Bool {
        if isPlain { return count == other.count && raw.elementsEqual(other) }
        return bytes.elementsEqual(other)
    }

    /// Whether this is a text.
    @inlinable
    public static func == (lhs: LineText, rhs: String) -> Bool {
        lhs.isPlain ? lhs.raw.elementsEqual(rhs.utf8) : lhs.bytes.elementsEqual(rhs.utf8)
    }

    /// Whether this is not a text.
    @inlinable public static func != (lhs: LineText, rhs: String) -> Bool { !(lhs == rhs) }
}

public import Core

/// A tag of a line.
@frozen
public struct LineTag {
    /// The tag's key.
    public let key: LineText
    /// The tag's value.
    public let value: LineText

    @inlinable
    init(key: LineText, value: LineText) {
        self.key = key
        self.value = value
    }
}

/// A field of a line.
@frozen
public struct LineField {
    /// The field's key.
    public let key: LineText
    /// Its value.
    public let value: LineValue

    @inlinable
    init(key: LineText, value: LineValue) {
        self.key = key
        self.value = value
    }
}

/// The value of a field of a line.
@frozen
public enum LineValue {
    /// A double, correctly rounded.
    case float(Double)
    /// A signed integer.
    case integer(Int64)
    /// An unsigned integer.
    case unsigned(UInt64)
    /// Text.
    case string(LineText)
    /// `true` or `false`.
    case boolean(Bool)

    /// The value as a double where it is a number: what prices and sizes are read from, whatever their type.
    @inlinable public var number: Double? {
        switch self {
        case .float(let value): value
        case .integer(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .string, .boolean: nil
        }
    }
}

/// A decoded line: it points into the text and is valid only within the closure that gets it.
public struct Line: ~Copyable {
    /// The number of the line in the text, from 1; a line whose strings hold line breaks is several.
    public let number: Int
    /// The line's bytes without the break that ends it.
    public let raw: UnsafeBufferPointer<UInt8>
    /// The bytes of the measurement and the tags as they stand: the same in two lines that a writer gave one series.
    public let series: UnsafeBufferPointer<UInt8>
    /// The measurement.
    public let measurement: LineText
    /// The tags in the order of the text, no key twice.
    public let tags: UnsafeBufferPointer<LineTag>
    /// The fields in the order of the text, at least one; of a key that stands twice InfluxDB keeps the last.
    public let fields: UnsafeBufferPointer<LineField>
    /// When; `nil` where the line has no time.
    public let time: Timestamp?

    @usableFromInline
    init(
        number: Int, raw: UnsafeBufferPointer<UInt8>, series: UnsafeBufferPointer<UInt8>, measurement: LineText,
        tags: UnsafeBufferPointer<LineTag>, fields: UnsafeBufferPointer<LineField>, time: Timestamp?
    ) {
        self.number = number
        self.raw = raw
        self.series = series
        self.measurement = measurement
        self.tags = tags
        self.fields = fields
        self.time = time
    }

    /// The line as a value of its own.
    ///
    /// - Throws: `LineError` for a text that is not UTF-8.
    public func point() throws(LineError) -> Point {
        var point = Point(try text(measurement), fields: [], time: time)
        for tag in tags { point.tags.append(Point.Tag(try text(tag.key), try text(tag.value))) }
        for field in fields {
            let value: FieldValue =
                switch field.value {
                case .float(let number): .float(number)
                case .integer(let number): .integer(number)
                case .unsigned(let number): .unsigned(number)
                case .boolean(let truth): .boolean(truth)
                case .string(let text): .string(try self.text(text))
                }
            point.fields.append(Point.Field(try text(field.key), value))
        }
        return point
    }

    private func text(_ text: LineText) throws(LineError) -> String {
        if let string = text.string { return string }
        guard let start = raw.baseAddress else { return "" }
        let shown = UnsafeBufferPointer(rebasing: raw.prefix(LineError.longestText))
        throw LineError(
            line: number, column: text.start - start + 1, reason: .notUTF8, found: "bytes that are none",
            text: String(decoding: shown, as: UTF8.self))
    }
}

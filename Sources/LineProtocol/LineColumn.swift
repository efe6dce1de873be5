/// The values of one field in many rows.
public enum LineColumn: Sendable {
    /// Doubles.
    case floats([Double])
    /// Signed integers.
    case integers([Int64])
    /// Unsigned integers.
    case unsigned([UInt64])
    /// Texts.
    case strings([String])
    /// Truths.
    case booleans([Bool])

    /// The number of values.
    public var count: Int {
        switch self {
        case .floats(let values): values.count
        case .integers(let values): values.count
        case .unsigned(let values): values.count
        case .strings(let values): values.count
        case .booleans(let values): values.count
        }
    }

    /// The values in memory, for as long as `body` runs.
    func withValues<Result>(
        _ body: (Values) throws(LineEncodingError) -> Result
    ) throws(LineEncodingError) -> Result {
        switch self {
        case .floats(let values):
            try values.withUnsafeBufferPointer { values throws(LineEncodingError) in try body(.floats(values)) }
        case .integers(let values):
            try values.withUnsafeBufferPointer { values throws(LineEncodingError) in try body(.integers(values)) }
        case .unsigned(let values):
            try values.withUnsafeBufferPointer { values throws(LineEncodingError) in try body(.unsigned(values)) }
        case .strings(let values):
            try values.withUnsafeBufferPointer { values throws(LineEncodingError) in try body(.strings(values)) }
        case .booleans(let values):
            try values.withUnsafeBufferPointer { values throws(LineEncodingError) in try body(.booleans(values)) }
        }
    }

    /// A column without a count of references: reading one value costs no more than that.
    enum Values {
        case floats(UnsafeBufferPointer<Double>)
        case integers(UnsafeBufferPointer<Int64>)
        case unsigned(UnsafeBufferPointer<UInt64>)
        case strings(UnsafeBufferPointer<String>)
        case booleans(UnsafeBufferPointer<Bool>)
    }
}

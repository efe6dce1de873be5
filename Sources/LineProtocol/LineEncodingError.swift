/// What cannot be written as line protocol.
public enum LineEncodingError: Error, Hashable, Sendable {
    /// A part of a line that has a name.
    public enum Part: String, Hashable, Sendable {
        /// The measurement.
        case measurement
        /// A tag's key.
        case tagKey = "tag key"
        /// A tag's value.
        case tagValue = "tag value"
        /// A field's key.
        case fieldKey = "field key"
    }

    /// A name is empty.
    case empty(Part)
    /// A name holds a byte that no name can hold, or begins or ends with one that it cannot begin or end with.
    case unwritable(Part, name: String, byte: UInt8)
    /// A key is `time`, which the servers keep for the time.
    case reservedKey(Part)
    /// A key stands twice.
    case duplicateKey(Part, name: String)
    /// The row has no field.
    case noField(measurement: String)
    /// A number is NaN or infinite.
    case notFinite(field: String)
    /// The time, in nanoseconds since 1970, is one of the three that InfluxDB keeps for itself.
    case timeOutOfRange(Int64)
    /// The time, in nanoseconds since 1970, is between two units of the precision.
    case timeBelowPrecision(Int64, TimePrecision)
    /// A column has fewer values than there are rows, or there are not as many columns as fields.
    case missingValues(field: String)

    /// The error in words.
    public var text: String {
        switch self {
        case .empty(let part): "found an empty \(part.rawValue), expected a name"
        case .unwritable(let part, let name, let byte):
            "found \(LineError.name(of: byte)) in the \(part.rawValue) '\(name)', expected bytes that line protocol can "
                + "hold there"
        case .reservedKey(let part):
            "found the \(part.rawValue) 'time', expected another: the servers keep it for the time"
        case .duplicateKey(let part, let name): "found the \(part.rawValue) '\(name)' twice, expected it once"
        case .noField(let measurement): "found no field in a row of '\(measurement)', expected at least one"
        case .notFinite(let field): "found a number that is not finite in the field '\(field)', expected a finite one"
        case .timeOutOfRange(let time):
            "found the time \(time) ns, expected \(TimeRange.nanoseconds.lowerBound) to "
                + "\(TimeRange.nanoseconds.upperBound)"
        case .timeBelowPrecision(let time, let precision):
            "found the time \(time) ns, expected a whole number of \(precision.rawValue)"
        case .missingValues(let field): "found too few values for the field '\(field)', expected one for each row"
        }
    }
}

extension LineError {
    /// What should stand where the line goes wrong.
    public var expected: String {
        switch reason {
        case .missingMeasurement: "a measurement"
        case .missingTagKey: "a tag key"
        case .missingTagValue: "'=' and a tag value"
        case .invalidTagFormat: "',' or ' ' after the tag value ('\\=' within it)"
        case .duplicateTag: "each tag key once"
        case .missingFields: "a space and a field"
        case .missingFieldKey: "a field key"
        case .missingFieldValue: "a field value"
        case .invalidFieldFormat: "fields as key=value with ',' between them"
        case .invalidNumber: "a number such as 1, 1.5, 1e5, 1i or 1u"
        case .integerOutOfRange: "an integer of 64 bits"
        case .invalidFloat: "a float within the range of doubles"
        case .unsignedRefused: "no unsigned integer"
        case .invalidBoolean: "a number, a string in quotes, true or false"
        case .unbalancedQuotes: "a '\"' that ends the string"
        case .badTimestamp: "a time as an integer"
        case .timestampOutOfRange: "a time from 1677-09-21 to 2262-04-11"
        case .invalidPoint: "the end of the line after the time"
        case .trailingBackslash: "a name that does not end with a backslash"
        case .forbiddenByte: "no such byte in a name"
        case .tooLong(let limit): "at most \(limit) bytes"
        case .notUTF8: "UTF-8"
        case .cutShort: "a line break"
        }
    }

    /// The error as compilers print it: `bars.lp:3:17: error: found ' ', expected a tag value`.
    ///
    /// - Parameter file: What the text is called.
    public func text(in file: String) -> String {
        "\(file):\(line):\(column): error: found \(found), expected \(expected)"
    }

    /// What InfluxDB 1.x and 2.x answer: `unable to parse 'm,a=1 1000': invalid field format`.
    ///
    /// - Source: `models/points.go` of InfluxDB 1.6. What it does not refuse is in its manner.
    public var influxText: String { "unable to parse '\(text)': \(influxReason)" }

    /// The reason in the words of InfluxDB 1.x and 2.x.
    public var influxReason: String {
        switch reason {
        case .missingMeasurement: "missing measurement"
        case .missingTagKey: "missing tag key"
        case .missingTagValue: "missing tag value"
        case .invalidTagFormat: "invalid tag format"
        case .duplicateTag: "duplicate tags"
        case .missingFields: "missing fields"
        case .missingFieldKey: "missing field key"
        case .missingFieldValue: "missing field value"
        case .invalidFieldFormat: "invalid field format"
        case .invalidNumber, .unsignedRefused: "invalid number"
        case .integerOutOfRange(let digits):
            "unable to parse \(digits.hasSuffix("u") ? "unsigned" : "integer") \(digits.dropLast()): "
                + "strconv.Parse\(digits.hasSuffix("u") ? "Uint" : "Int"): parsing \"\(digits.dropLast())\": "
                + "value out of range"
        case .invalidFloat: "invalid float"
        case .invalidBoolean: "invalid boolean"
        case .unbalancedQuotes: "unbalanced quotes"
        case .badTimestamp: "bad timestamp"
        case .timestampOutOfRange:
            "time outside range \(TimeRange.nanoseconds.lowerBound) - \(TimeRange.nanoseconds.upperBound)"
        case .invalidPoint: "point is invalid"
        case .trailingBackslash: "a name ends with a backslash"
        case .forbiddenByte: "a name holds \(found)"
        case .tooLong(let limit): "line longer than \(limit) bytes"
        case .notUTF8: "invalid UTF-8"
        case .cutShort: "unexpected end of text"
        }
    }

    /// The reason in the words of InfluxDB 3, for `error_message` beside `line_number` and `original_line`.
    ///
    /// - Source: `influxdb_line_protocol/src/lib.rs` of InfluxDB 3.
    public var influx3Reason: String {
        switch reason {
        case .missingMeasurement: "Invalid measurement was provided"
        case .missingTagKey, .missingTagValue, .invalidTagFormat: "Tag set malformed"
        case .duplicateTag(let key): "Must not contain duplicate tags, but `\(key)` was repeated"
        case .missingFields: "Expected at least one space character, got end of input"
        case .missingFieldKey, .missingFieldValue, .invalidFieldFormat, .invalidNumber, .invalidBoolean,
            .unbalancedQuotes:
            "No fields were provided"
        case .integerOutOfRange(let digits):
            "Unable to parse \(digits.hasSuffix("u") ? "unsigned " : "")integer value `\(digits.dropLast())`"
        case .timestampOutOfRange(let digits): "Unable to parse timestamp value `\(digits)`"
        case .trailingBackslash:
            "Measurements, tag keys and values, and field keys may not end with a backslash"
        case .badTimestamp, .invalidPoint: "Could not parse entire line. Found trailing content: \(found)"
        case .invalidFloat, .unsignedRefused, .forbiddenByte, .tooLong, .notUTF8, .cutShort:
            "Found \(found), expected \(expected)"
        }
    }
}

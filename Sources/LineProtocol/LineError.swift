/// A line that is no line protocol: where, what stands there and what should.
public struct LineError: Error, Hashable, Sendable {
    /// What is wrong with a line.
    public enum Reason: Hashable, Sendable {
        /// The line begins with a comma.
        case missingMeasurement
        /// The line ends, or fields should begin, where a tag's key should stand.
        case missingTagKey
        /// A tag has no `=`, or nothing after it.
        case missingTagValue
        /// A tag value has an `=` without a backslash.
        case invalidTagFormat
        /// A tag's key stands twice.
        case duplicateTag(String)
        /// The line ends after the measurement and tags.
        case missingFields
        /// A field begins with `=`.
        case missingFieldKey
        /// Nothing stands after the `=` of a field.
        case missingFieldValue
        /// A field has no `=`, or something stands after its string.
        case invalidFieldFormat
        /// A value that begins like a number is none.
        case invalidNumber
        /// An integer beyond 64 bits.
        case integerOutOfRange(String)
        /// A float beyond the doubles, or with an exponent without digits.
        case invalidFloat
        /// An unsigned integer where the options refuse them.
        case unsignedRefused
        /// A value is neither number, string nor boolean.
        case invalidBoolean
        /// A string has no end.
        case unbalancedQuotes
        /// The time is no integer.
        case badTimestamp
        /// The time is beyond 64 bits, or beyond 1677-09-21 to 2262-04-11.
        case timestampOutOfRange(String)
        /// Something stands after the time.
        case invalidPoint
        /// A name ends with a backslash.
        case trailingBackslash
        /// A carriage return stands in a name, or in InfluxDB 3 a tab or NUL.
        case forbiddenByte
        /// The line is longer than the options allow, in bytes.
        case tooLong(limit: Int)
        /// A text in the line is not UTF-8.
        case notUTF8
        /// The text ended within the line.
        case cutShort
    }

    /// The number of the line in the text, from 1.
    public let line: Int
    /// The byte in the line where it goes wrong, from 1; a line whose string holds line breaks is counted on.
    public let column: Int
    /// What is wrong.
    public let reason: Reason
    /// What stands there.
    public let found: String
    /// The line as far as its first break, at most `LineError.longestText` bytes of it.
    public let text: String

    /// The most bytes of a bad line that an error repeats.
    public static let longestText = 512
}

public import Core

/// One row of a measurement: tags that name its series, fields, and a time.
public struct Point: Hashable, Sendable {
    /// A tag.
    public struct Tag: Hashable, Sendable {
        /// The tag's key.
        public var key: String
        /// The tag's value; an empty one cannot be written.
        public var value: String

        /// A tag.
        public init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }
    }

    /// A field.
    public struct Field: Hashable, Sendable {
        /// The field's key.
        public var key: String
        /// Its value.
        public var value: FieldValue

        /// A field.
        public init(_ key: String, _ value: FieldValue) {
            self.key = key
            self.value = value
        }
    }

    /// The measurement: the table that the row belongs to.
    public var measurement: String
    /// The tags in the order of the text.
    public var tags: [Tag]
    /// The fields in the order of the text.
    public var fields: [Field]
    /// When; `nil` is when the receiver gets it.
    public var time: Timestamp?

    /// A row.
    public init(_ measurement: String, tags: [Tag] = [], fields: [Field], time: Timestamp? = nil) {
        self.measurement = measurement
        self.tags = tags
        self.fields = fields
        self.time = time
    }

    /// The value of a tag, or `nil`.
    public func tag(_ key: String) -> String? { tags.first { $0.key == key }?.value }

    /// The value of a field, or `nil`; of a key that stands twice the last value, as InfluxDB keeps it.
    public func field(_ key: String) -> FieldValue? { fields.last { $0.key == key }?.value }
}

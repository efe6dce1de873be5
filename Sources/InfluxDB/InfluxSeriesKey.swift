/// What tells one series of an answer from the others.
public struct InfluxSeriesKey: Hashable, Sendable {
    /// A tag.
    public struct Tag: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value; empty for points without the tag.
        public var value: String

        /// A tag.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The measurement or table; empty where the answer does not say.
    public var name: String
    /// The tags that the answer is grouped by, in the order of their names for InfluxQL, of the columns for others.
    public var tags: [Tag]
    /// The name of the result, as Flux's `yield` gives it; empty elsewhere.
    public var result: String

    /// A key.
    public init(name: String, tags: [Tag] = [], result: String = "") {
        self.name = name
        self.tags = tags
        self.result = result
    }

    /// The value of a tag.
    public subscript(tag: String) -> String? { tags.first { $0.name == tag }?.value }
}

extension InfluxSeriesKey: CustomStringConvertible {
    /// `bar,symbol=A`.
    public var description: String { ([name] + tags.map { "\($0.name)=\($0.value)" }).joined(separator: ",") }
}

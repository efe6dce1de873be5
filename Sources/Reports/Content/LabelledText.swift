/// A line of a two-column list: what, and its text.
public struct LabelledText: Hashable, Sendable {
    /// What the text is about: `Commission`.
    public var label: String
    /// The text: `0.005 per share, at least 1 per order`.
    public var text: String

    /// A line.
    public init(_ label: String, _ text: String) {
        self.label = label
        self.text = text
    }
}

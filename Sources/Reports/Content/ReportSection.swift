/// A section of a report that is a heading, a sentence and a list.
public struct ReportSection: Hashable, Sendable {
    /// The heading.
    public var title: String
    /// A sentence under the heading; empty for none.
    public var text: String
    /// The list.
    public var lines: [LabelledText]

    /// A section.
    public init(title: String, text: String = "", lines: [LabelledText]) {
        self.title = title
        self.text = text
        self.lines = lines
    }
}

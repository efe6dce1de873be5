/// A place in a config: a line and column of a file, or an override of the command line.
public struct SourcePlace: Hashable, Sendable {
    /// The file as the user named it, or the override as given: `--set fast=lots`.
    public var source: String
    /// The line, from 1; `nil` where the source has no lines.
    public var line: Int?
    /// The column in characters, from 1; `nil` where the source has no lines.
    public var column: Int?

    /// A place.
    public init(source: String, line: Int? = nil, column: Int? = nil) {
        self.source = source
        self.line = line
        self.column = column
    }

    /// Whether it is that of a default, which stands in no text.
    var isDefault: Bool { source.hasPrefix("default of ") }
}

extension SourcePlace: CustomStringConvertible {
    /// `golden.yaml:12:7`, or `--set fast=lots`.
    public var description: String {
        guard let line, let column else { return source }
        return "\(source):\(line):\(column)"
    }
}

/// A point of a search: a value for each axis, in the order of the axes.
public struct SearchPoint: Hashable, Sendable, CustomStringConvertible {
    /// The values.
    public var values: [SearchValue]

    /// A point of these values.
    public init(_ values: [SearchValue]) { self.values = values }

    /// The texts of the values, parted by commas.
    public var description: String { values.map(\.text).joined(separator: ", ") }
}

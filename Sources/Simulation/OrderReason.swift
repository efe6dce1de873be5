/// Why an order was sent, in a word or two: it stands in the event log and in the trade table.
public struct OrderReason: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The text; empty where no reason is given.
    public let text: String

    /// A reason.
    @inlinable
    public init(stringLiteral text: String) {
        self.text = text
    }

    /// A reason made at run time.
    @inlinable
    public init(_ text: String) {
        self.text = text
    }

    /// No reason given.
    @inlinable
    public static var none: OrderReason { "" }
}

/// A line that a server does not take.
public struct RejectedLine: Hashable, Sendable, CustomStringConvertible {
    /// Its number in the input, from 1; empty lines and comments count.
    public var number: Int
    /// Its beginning.
    public var text: String
    /// The server's words.
    public var reason: String

    /// One line for people.
    public var description: String { "line \(number): found '\(text)', the server says: \(reason)" }
}

public import Core
public import InfluxDB

/// A bar that a server does not take.
public struct RejectedBar: Hashable, Sendable, CustomStringConvertible {
    /// The instrument.
    public var symbol: String
    /// The time of its point.
    public var time: Timestamp
    /// The line that was sent, by its number, and the server's words.
    public var line: RejectedLine

    /// One line for people.
    public var description: String { "\(symbol) \(time): \(line)" }
}

public import OrderBook

/// Why the exchange refused a message.
public enum MessageRefusal: Hashable, Sendable {
    /// The book said so.
    case book(BookRejection)
    /// The participant sent more messages in a second than it may.
    case rateLimit
    /// There is no such instrument.
    case unknownInstrument
}

/// What an event is, in the order in which events of one nanosecond happen.
enum EventClass: UInt8 {
    /// The exchange opens, halts, uncrosses or closes, and scenarios strike: before anything else of the instant.
    case session = 0
    /// A message reaches the exchange.
    case order = 1
    /// A message of the exchange reaches a participant.
    case notice = 2
    /// A participant wakes.
    case wake = 3
    /// The recorder looks at the book: after everything else of the instant.
    case snapshot = 4
}

/// Takes the events of a book as they happen.
///
/// The book's methods are generic over the sink and inlinable: of a sink that looks at trades alone, optimised code makes
/// no other event. A sink must not touch the book.
public protocol BookEventSink {
    /// Takes the next event.
    mutating func receive(_ event: BookEvent)
}

/// A sink that takes no notice.
@frozen
public struct IgnoredBookEvents: BookEventSink {
    /// A sink that takes no notice.
    @inlinable
    public init() {}

    /// Does nothing.
    @inlinable
    public mutating func receive(_ event: BookEvent) {}
}

/// A sink that keeps the events in an array, to be emptied and used again without allocation.
@frozen
public struct BookEventList: BookEventSink {
    /// The events since `removeAll`.
    public var events: [BookEvent]

    /// An empty list with room for so many events.
    @inlinable
    public init(capacity: Int = 64) {
        events = []
        events.reserveCapacity(capacity)
    }

    /// Keeps the event.
    @inlinable
    public mutating func receive(_ event: BookEvent) { events.append(event) }

    /// Forgets the events and keeps their memory.
    @inlinable
    public mutating func removeAll() { events.removeAll(keepingCapacity: true) }
}

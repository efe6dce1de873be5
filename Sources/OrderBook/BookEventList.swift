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

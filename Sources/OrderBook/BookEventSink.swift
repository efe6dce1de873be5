/// Takes the events of a book as they happen.
///
/// The book's methods are generic over the sink and inlinable: of a sink that looks at trades alone, optimised code makes
/// no other event. A sink must not touch the book.
public protocol BookEventSink {
    /// Takes the next event.
    mutating func receive(_ event: BookEvent)
}

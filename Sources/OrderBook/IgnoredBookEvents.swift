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

/// A message that changed nothing.
public struct RejectionRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The place of the sender among the participants.
    public var participant: UInt32
    /// Why.
    public var reason: MessageRefusal
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

/// An entry of the event queue: 24 bytes.
///
/// Events are in total order by time, then class, then the seeded tie-break between participants, then the order in
/// which they were sent:
///
///     order = class (4 bits) | tie-break (28 bits) | sequence (32 bits)
///
/// The tie-break is the same for all events of one participant in one nanosecond, so that the messages of one participant
/// keep their order, and says nothing about who has the smaller index: see `TieBreak`.
struct KernelEvent {
    /// Nanoseconds since the Unix epoch.
    var time: Int64
    /// Class, tie-break and sequence.
    var order: UInt64
    /// Who sends (`order`), receives (`notice`) or wakes (`wake`).
    var participant: UInt32
    /// The place of the message in the pool, or the reason of a wake.
    var payload: UInt32

    /// The class.
    @inline(__always)
    var kind: EventClass { EventClass(rawValue: UInt8(truncatingIfNeeded: order &>> 60)) ?? .session }

    /// Whether this event comes before another.
    @inline(__always)
    func precedes(_ other: KernelEvent) -> Bool {
        time < other.time || (time == other.time && order < other.order)
    }
}

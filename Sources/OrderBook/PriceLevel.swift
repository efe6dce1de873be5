/// The orders of one price on one side: 32 bytes.
///
/// Two queues, as lists through the slots: what is displayed trades before what is hidden.
@usableFromInline @frozen
struct PriceLevel {
    /// The first displayed order's slot, 0 for none.
    @usableFromInline var head: UInt32 = 0
    /// The last displayed order's slot, 0 for none.
    @usableFromInline var tail: UInt32 = 0
    /// The lots displayed.
    @usableFromInline var displayed: Int64 = 0
    /// The first hidden order's slot, 0 for none.
    @usableFromInline var hiddenHead: UInt32 = 0
    /// The last hidden order's slot, 0 for none.
    @usableFromInline var hiddenTail: UInt32 = 0
    /// The orders displayed.
    @usableFromInline var count: UInt32 = 0
    /// The orders hidden.
    @usableFromInline var hiddenCount: UInt32 = 0

    @inlinable
    init() {}

    /// Whether no order lies here.
    @inlinable
    var isEmpty: Bool { head | hiddenHead == 0 }
}

/// An order at the exchange: a strategy's order, or a part of one.
struct ChildOrder {
    let ticket: UInt64
    var remaining: Int64
    /// The mid that was known when it was sent, in ticks; `nan` where none was.
    let mid: Double
    /// Whether the exchange was asked to take it out.
    var isCancelling = false
}

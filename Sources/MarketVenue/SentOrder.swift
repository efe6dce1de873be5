internal import Core
internal import Simulation

/// A note of what was sent to the exchange, for the measurement afterwards.
struct SentOrder {
    let ticket: UInt64
    let id: OrderID
    let time: Int64
    let lots: Int64
    /// Whether it was refused before the book saw it.
    var isUnseen = false
}

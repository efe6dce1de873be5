/// An order as its owner knows it.
struct OrderRecord {
    var owner: UInt32
    var generation: UInt32
    /// The place in the owner's list; -1 where the place in the table is free.
    var position: Int32
    var instrument: UInt16
    var isBuy: Bool
    var price: Int64
    var remaining: Int64
    /// When the owner takes it back; 0 for never.
    var expiry: Int64
}

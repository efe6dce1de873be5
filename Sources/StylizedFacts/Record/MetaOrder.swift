/// A large order that was worked in pieces, and where the price stood around it.
public struct MetaOrder: Sendable, Hashable {
    /// Nanoseconds since the Unix epoch at the first piece.
    public var start: Int64
    /// Nanoseconds since the Unix epoch after the last piece, not before `start`.
    public var end: Int64
    /// 1 for a purchase, −1 for a sale.
    public var side: Int8
    /// The size of the whole, above 0.
    public var size: Double
    /// Its share of the volume while it was worked, as a fraction; NaN where unknown.
    public var participation: Double
    /// The mid price when it arrived.
    public var arrivalMid: Double
    /// The mid price at its end; `nil` where it is to be read off the quotes.
    public var endMid: Double?
    /// The mid price some time after its end, when its impact had time to decay; NaN where unknown.
    public var afterMid: Double

    /// A meta-order.
    public init(
        start: Int64, end: Int64, side: Int8, size: Double, participation: Double, arrivalMid: Double,
        endMid: Double?, afterMid: Double
    ) {
        (self.start, self.end, self.side, self.size) = (start, end, side, size)
        (self.participation, self.arrivalMid, self.endMid, self.afterMid) = (
            participation, arrivalMid, endMid, afterMid
        )
    }
}

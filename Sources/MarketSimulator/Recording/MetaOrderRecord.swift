public import OrderBook

/// A large order that was worked in pieces until all of it was traded.
@frozen
public struct MetaOrderRecord: Hashable, Sendable {
    /// When it came, in nanoseconds UTC.
    public var start: Int64
    /// When its last piece traded, in nanoseconds UTC.
    public var end: Int64
    /// Whether it bought or sold.
    public var side: BookSide
    /// Its lots.
    public var lots: Int64
    /// The lots that all traded meanwhile, its own among them; 0 where it took more than a day.
    public var marketLots: Int64
    /// The mid in ticks when it came; 0 where there was none.
    public var arrivalMid: Double
    /// The mid in ticks when it was done; 0 where there was none.
    public var endMid: Double
    /// The place among the participants of who worked it.
    public var participant: UInt32
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

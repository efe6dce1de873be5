/// How much happened in a market.
public struct MarketCounts: Hashable, Sendable {
    /// The events of the kernel, counted as ABIDES counts its messages.
    ///
    /// These are wakes of participants, messages that reach the exchange (orders, cancellations, modifications, questions for
    /// quotes), and messages of the exchange that reach participants (answers, acceptances, fills, cancellations, rejections,
    /// market data). Events of sessions and snapshots are not among them, nor is a wake that found nothing left to take back.
    public var messages: UInt64 { wakes + toExchange + toParticipants }
    /// Wakes of participants.
    public var wakes: UInt64 = 0
    /// Messages that reached the exchange.
    public var toExchange: UInt64 = 0
    /// Messages that reached participants.
    public var toParticipants: UInt64 = 0
    /// Orders that the exchange accepted.
    public var orders: UInt64 = 0
    /// Orders that left by a cancellation of any kind.
    public var cancellations: UInt64 = 0
    /// Messages that the exchange refused, by the book or by the rate limit.
    public var rejections: UInt64 = 0
    /// Those of them that the rate limit refused.
    public var rateRejections: UInt64 = 0
    /// Trades.
    public var trades: UInt64 = 0
    /// Lots that changed hands.
    public var lots: Int64 = 0
    /// Trades whose aggressor is the buyer, auctions left out.
    public var buyTrades: UInt64 = 0

    /// Nothing yet.
    public init() {}
}

/// Takes what happens in a simulated market, in batches.
///
/// Each batch is of one kind and in the order of time; batches of several kinds come one after another, so that a sink
/// that needs one order over all kinds merges by time. Trades and quotes come in batches of thousands: the loop of the
/// market pays nothing for a sink of another module.
public protocol MarketSink {
    /// Takes trades.
    mutating func receive(trades: UnsafeBufferPointer<TradeRecord>)
    /// Takes changes of the best prices.
    mutating func receive(quotes: UnsafeBufferPointer<QuoteRecord>)
    /// Takes levels of the book; a batch holds whole snapshots.
    mutating func receive(depth: UnsafeBufferPointer<DepthRecord>)
    /// Takes fundamental values.
    mutating func receive(fundamentals: UnsafeBufferPointer<FundamentalRecord>)
    /// Takes meta-orders that are done.
    mutating func receive(metaOrders: UnsafeBufferPointer<MetaOrderRecord>)
    /// Takes refused messages.
    mutating func receive(rejections: UnsafeBufferPointer<RejectionRecord>)
    /// Takes changes of phase.
    mutating func receive(phases: UnsafeBufferPointer<PhaseRecord>)
    /// Takes orders of open seats as they reached the book.
    mutating func receive(arrivals: UnsafeBufferPointer<ArrivalRecord>)
}

extension MarketSink {
    /// Takes no notice.
    public mutating func receive(depth: UnsafeBufferPointer<DepthRecord>) {}
    /// Takes no notice.
    public mutating func receive(fundamentals: UnsafeBufferPointer<FundamentalRecord>) {}
    /// Takes no notice.
    public mutating func receive(metaOrders: UnsafeBufferPointer<MetaOrderRecord>) {}
    /// Takes no notice.
    public mutating func receive(rejections: UnsafeBufferPointer<RejectionRecord>) {}
    /// Takes no notice.
    public mutating func receive(phases: UnsafeBufferPointer<PhaseRecord>) {}
    /// Takes no notice.
    public mutating func receive(arrivals: UnsafeBufferPointer<ArrivalRecord>) {}
}

internal import OrderBook

/// What happened and was not yet handed to the sink.
struct RecordBuffers: ~Copyable {
    /// Records of a kind after which a batch is handed over.
    static let batch = 4_096

    var trades = OwnedBuffer<TradeRecord>(capacity: batch + 512)
    var quotes = OwnedBuffer<QuoteRecord>(capacity: batch + 512)
    var depth = OwnedBuffer<DepthRecord>(capacity: batch + 512)
    var fundamentals = OwnedBuffer<FundamentalRecord>(capacity: 512)
    var metaOrders = OwnedBuffer<MetaOrderRecord>(capacity: 512)
    var rejections = OwnedBuffer<RejectionRecord>(capacity: 512)
    var phases = OwnedBuffer<PhaseRecord>(capacity: 64)
    var arrivals = OwnedBuffer<ArrivalRecord>(capacity: 64)

    /// Whether a batch is complete.
    @inline(__always)
    var isFull: Bool {
        trades.count >= RecordBuffers.batch || quotes.count >= RecordBuffers.batch || depth.count >= RecordBuffers.batch
            || rejections.count >= RecordBuffers.batch || arrivals.count >= RecordBuffers.batch
    }

    /// Hands everything to a sink.
    mutating func flush<Sink: MarketSink>(into sink: inout Sink) {
        if phases.count > 0 { sink.receive(phases: UnsafeBufferPointer(start: phases.base, count: phases.count)) }
        if trades.count > 0 { sink.receive(trades: UnsafeBufferPointer(start: trades.base, count: trades.count)) }
        if quotes.count > 0 { sink.receive(quotes: UnsafeBufferPointer(start: quotes.base, count: quotes.count)) }
        if depth.count > 0 { sink.receive(depth: UnsafeBufferPointer(start: depth.base, count: depth.count)) }
        if fundamentals.count > 0 {
            sink.receive(fundamentals: UnsafeBufferPointer(start: fundamentals.base, count: fundamentals.count))
        }
        if metaOrders.count > 0 {
            sink.receive(metaOrders: UnsafeBufferPointer(start: metaOrders.base, count: metaOrders.count))
        }
        if rejections.count > 0 {
            sink.receive(rejections: UnsafeBufferPointer(start: rejections.base, count: rejections.count))
        }
        if arrivals.count > 0 {
            sink.receive(arrivals: UnsafeBufferPointer(start: arrivals.base, count: arrivals.count))
        }
        phases.removeAll()
        trades.removeAll()
        quotes.removeAll()
        depth.removeAll()
        fundamentals.removeAll()
        metaOrders.removeAll()
        rejections.removeAll()
        arrivals.removeAll()
    }
}

internal import MarketSimulator

/// Gives what happens in a market to the measurement and to the caller's sink.
struct SharedSink<Other: MarketSink>: MarketSink {
    var seat: SeatRecorder
    var other: Other

    mutating func receive(trades batch: UnsafeBufferPointer<TradeRecord>) {
        seat.receive(trades: batch)
        other.receive(trades: batch)
    }

    mutating func receive(quotes batch: UnsafeBufferPointer<QuoteRecord>) {
        seat.receive(quotes: batch)
        other.receive(quotes: batch)
    }

    mutating func receive(depth batch: UnsafeBufferPointer<DepthRecord>) { other.receive(depth: batch) }

    mutating func receive(fundamentals batch: UnsafeBufferPointer<FundamentalRecord>) {
        other.receive(fundamentals: batch)
    }

    mutating func receive(rejections batch: UnsafeBufferPointer<RejectionRecord>) { other.receive(rejections: batch) }

    mutating func receive(phases batch: UnsafeBufferPointer<PhaseRecord>) { other.receive(phases: batch) }

    mutating func receive(arrivals batch: UnsafeBufferPointer<ArrivalRecord>) {
        seat.receive(arrivals: batch)
        other.receive(arrivals: batch)
    }
}

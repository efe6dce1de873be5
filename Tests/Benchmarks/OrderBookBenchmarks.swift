import CAllocations
import Core
import OrderBook
import TestSupport

/// Workload W7: the order book alone, a million messages on one thread, after the 10,000 orders that build it.
///
/// Prints messages a second with a sink that counts trades and lots, and with one that keeps every event; stops the program
/// where trades, volume, orders left or the touch are not the truth: a fast wrong answer is none.
func benchmarkOrderBook(repetitions: Int = 7) {
    let messages = OrderFlow(count: 1_000_000).messages
    measure("counting trades", messages, repetitions, TradeCount()) { _ in }
    measure("keeping events", messages, repetitions, BookEventList(capacity: 4_096)) { list in
        if list.events.count >= 4_000 { list.removeAll() }
    }
    // Bands that nothing reaches, so that every order takes the general path.
    let bands = PriceBands(lowest: .least, highest: .greatest, action: .reject)
    measure("with price bands", messages, repetitions, TradeCount(), bands) { _ in }
    let checked = BookConfiguration(reservedOrders: 20_000, checksMessages: true)
    measure("checking each message", messages, repetitions, TradeCount(), configuration: checked) { _ in }
}

/// A sink that looks at trades alone.
private struct TradeCount: BookEventSink {
    var trades = 0
    var volume: Int64 = 0

    mutating func receive(_ event: BookEvent) {
        if case .traded(let trade) = event {
            trades += 1
            volume += trade.size.rawValue
        }
    }
}

private func measure<Sink: BookEventSink>(
    _ name: String, _ messages: [OrderFlow.Message], _ repetitions: Int, _ empty: Sink, _ bands: PriceBands? = nil,
    configuration: BookConfiguration = BookConfiguration(reservedOrders: 20_000),
    afterEach: (inout Sink) -> Void
) {
    var best = Duration.seconds(3_600)
    let count = messages.count - OrderFlow.seedCount
    for _ in 0..<repetitions {
        var book = LimitOrderBook(configuration)
        book.setBands(bands)
        var sink = empty
        play(messages[..<OrderFlow.seedCount], &book, &sink, afterEach)
        sink = empty
        let before = book.counts
        allocations_begin()
        best = min(
            best,
            ContinuousClock().measure { play(messages[OrderFlow.seedCount...], &book, &sink, afterEach) })
        let allocations = allocations_end()
        // A page of prices that the flow reaches for the first time, and the closure that is measured.
        invariant(allocations <= 2, "\(allocations) allocations by a book that is warm")
        let made = (book.counts.trades - before.trades, book.counts.traded - before.traded)
        invariant(
            made == (190_961, 4_363_965) && book.count == 16_668 && book.bestBid == 100_069 && book.bestAsk == 100_070,
            "not the truth of W7: \(made), \(book.count) orders, \(String(describing: book.best(of: .buy)))")
        if let counted = sink as? TradeCount {
            invariant((counted.trades, counted.volume) == (190_961, 4_363_965), "the sink counts \(counted)")
        }
        book.checkInvariants()
    }
    let seconds = Double(best.components.attoseconds) * 1e-18 + Double(best.components.seconds)
    print("order book, W7, \(name): \((Double(count) / seconds / 1e5).rounded() / 10) M messages/s")
}

private func play<Sink: BookEventSink>(
    _ messages: ArraySlice<OrderFlow.Message>, _ book: inout LimitOrderBook, _ sink: inout Sink,
    _ afterEach: (inout Sink) -> Void
) {
    for message in messages {
        let identifier = OrderIdentifier(message.identifier)
        switch message.kind {
        case .limit:
            book.limit(
                identifier, of: 0, message.side, price: Ticks(message.price), size: Lots(Int64(message.size)),
                into: &sink)
        case .cancel:
            book.cancel(identifier, into: &sink)
        case .market:
            book.market(identifier, of: 0, message.side, size: Lots(Int64(message.size)), into: &sink)
        }
        afterEach(&sink)
    }
}

import Core

/// An account that holds nothing and in which nothing waits, for strategies that see bars before their time has come.
///
/// It belongs to one run: whoever holds it lends it to a view that cannot be kept.
final class FlatAccount {
    private let positions: UnsafeMutablePointer<Position>
    private let books: UnsafeMutablePointer<[Order]>
    private let log: UnsafeMutablePointer<[Event]>
    private let count: Int

    init(instrumentCount: Int) {
        count = instrumentCount
        positions = .allocate(capacity: max(1, count))
        positions.initialize(repeating: Position(), count: count)
        books = .allocate(capacity: max(1, count))
        books.initialize(repeating: [], count: count)
        log = .allocate(capacity: 1)
        log.initialize(to: [])
    }

    deinit {
        positions.deinitialize(count: count)
        positions.deallocate()
        books.deinitialize(count: count)
        books.deallocate()
        log.deinitialize(count: 1)
        log.deallocate()
    }

    /// Takes note of what concerns everyone of what happened since the last decision: what is about no order.
    func note(_ market: borrowing Market) {
        log.pointee.removeAll(keepingCapacity: true)
        guard market.hasRecentEvents else { return }
        for event in market.log.pointee[market.firstUnseen...] where event.body.order == nil {
            log.pointee.append(event)
        }
    }

    /// The market as whoever holds nothing sees it, with all equity as cash.
    func view(of market: borrowing Market) -> Market {
        Market(
            columns: market.columns, positions: positions, books: books, instrumentCount: market.instrumentCount,
            now: market.now, step: market.step, equity: market.equity, cash: market.equity, log: log, firstUnseen: 0,
            rescaling: market.rescaling, terms: market.terms)
    }

    /// The market as it is, but for the news of orders that another has sent.
    func viewWithoutNews(of market: borrowing Market) -> Market {
        Market(
            columns: market.columns, positions: market.positions, books: market.books,
            instrumentCount: market.instrumentCount, now: market.now, step: market.step, equity: market.equity,
            cash: market.cash, log: log, firstUnseen: 0, rescaling: market.rescaling, terms: market.terms)
    }
}

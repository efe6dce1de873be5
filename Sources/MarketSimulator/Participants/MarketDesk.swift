public import Core

/// What a participant in the open seat acts through: what it knows, and what it asks for.
///
/// Requests leave in the order in which they are made, together, after the participant's computation delay.
public struct MarketDesk {
    enum Request {
        case submit(DeskOrder, ticket: UInt64)
        case cancel(ticket: UInt64)
        case modify(ticket: UInt64, price: Int64, lots: Int64)
        case wake(at: Int64, tag: Int)
    }

    /// The present instant, nanoseconds UTC.
    public internal(set) var now: Int64 = 0
    /// Cash as far as the participant has heard, in ticks × lots.
    public internal(set) var cash: Int64 = 0
    /// Lots held of each instrument, as far as the participant has heard.
    public internal(set) var positions: [Int64]
    /// The best prices of each instrument, as far as the participant has heard.
    public internal(set) var quotes: [MarketQuote]
    /// The opening and close of continuous trading of the day, nanoseconds UTC.
    public internal(set) var session: Range<Int64> = 0..<0
    /// Random numbers of the participant's own.
    public var random: RandomStream
    var requests: [Request] = []
    private var lastTicket: UInt64 = 0

    init(instruments: Int, random: RandomStream) {
        positions = [Int64](repeating: 0, count: instruments)
        quotes = (0..<instruments).map { MarketQuote(instrument: $0) }
        self.random = random
    }

    /// Sends an order; the ticket names it in all notices.
    @discardableResult
    public mutating func submit(_ order: DeskOrder) -> UInt64 {
        lastTicket += 1
        requests.append(.submit(order, ticket: lastTicket))
        return lastTicket
    }

    /// Asks for an order to be cancelled; a ticket that is unknown, or whose order is known to be gone, is ignored.
    public mutating func cancel(_ ticket: UInt64) { requests.append(.cancel(ticket: ticket)) }

    /// Asks for another price and size of what is left of an order.
    public mutating func modify(_ ticket: UInt64, price: Int64, lots: Int64) {
        requests.append(.modify(ticket: ticket, price: price, lots: lots))
    }

    /// Asks to be woken after so many nanoseconds; after the day's end nobody is woken.
    public mutating func wake(afterNanoseconds nanoseconds: Int64, tag: Int = 0) {
        requests.append(.wake(at: now + max(0, nanoseconds), tag: tag))
    }
}

import Core

/// A strategy whose orders, cancels and replacements reach the market some bars of their instrument later than it sends
/// them.
///
/// Sizes become units when an order arrives, on the close of the bar after the decision. On its way an order is shown to
/// the strategy among the working orders, so that it is not sent twice.
/// What is on its way when the data end is lost.
public struct Delayed<Inner: Strategy>: Strategy {
    /// Those of the strategy inside.
    public typealias Parameters = Inner.Parameters

    /// A ticket on its way.
    private struct Letter {
        var ticket: Desk.Ticket
        var place: Int
        /// The bars of its instrument that are still to come before it arrives.
        var bars: Int
        /// The order that it will be; `nil` for what changes another.
        var order: Order?

        /// What was meant in old units is meant in new ones (S53).
        mutating func split(_ ratio: Double) {
            order = order?.divided(by: ratio)
            switch ticket {
            case .submit(let request, let id, let group, let turn):
                ticket = .submit(request.divided(by: ratio), id: id, group: group, turn: turn)
            case .replace(let id, let kind, let units):
                ticket = .replace(id, kind: kind.divided(by: ratio), units: units.map { $0 * ratio })
            case .cancel: break
            }
        }
    }

    private var inner: Inner
    private let lateness: Lateness
    /// How many messages were sent so far.
    private var sent = 0
    /// In the order in which they were sent.
    private var letters: [Letter] = []
    /// For each order number the place of its instrument.
    private var places: [Int] = [0]

    /// The strategy in its starting state.
    public init(_ parameters: Inner.Parameters, for universe: Universe) throws(StrategyError) {
        self.init(try Inner(parameters, for: universe))
    }

    /// A strategy whose orders are late.
    ///
    /// - Parameter lateness: By how many bars.
    public init(_ inner: Inner, by lateness: Lateness = .bars(1)) {
        self.inner = inner
        self.lateness = lateness
    }

    /// Those of the strategy inside.
    public var warmUpBars: Int { inner.warmUpBars }

    /// Those of the strategy inside.
    public var parts: [AccountPart] { inner.parts }

    /// Lets the strategy decide, hands in what is due by now and keeps what it sends now.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        if market.hasRescaledHistory {
            for index in letters.indices {
                let ratio = market.rescaling(of: InstrumentIndex(letters[index].place))
                if ratio != 1 { letters[index].split(ratio) }
            }
        }
        if letters.isEmpty {
            inner.decide(market, &desk)
        } else {
            decideSeeingLetters(market, &desk)
        }
        var due: [Desk.Ticket] = []
        for index in letters.indices where market.hasNewBar(InstrumentIndex(letters[index].place)) {
            letters[index].bars -= 1
            if letters[index].bars == 0 { due.append(letters[index].ticket) }
        }
        letters.removeAll { $0.bars == 0 }
        for ticket in desk.tickets {
            sent += 1
            let letter = letter(ticket, lastID: desk.lastID, at: market.now)
            if letter.bars == 0 { due.append(ticket) } else { letters.append(letter) }
        }
        desk.tickets = due
    }

    /// Shows orders on their way behind those that wait.
    private mutating func decideSeeingLetters(_ market: borrowing Market, _ desk: inout Desk) {
        var books = (0..<market.instrumentCount).map { market.workingOrders(in: InstrumentIndex($0)) }
        for letter in letters { if let order = letter.order { books[letter.place].append(order) } }
        books.withUnsafeBufferPointer { books in
            guard let base = books.baseAddress else { return }
            inner.decide(market.showing(base), &desk)
        }
    }

    private mutating func letter(_ ticket: Desk.Ticket, lastID: Int, at now: Timestamp) -> Letter {
        let bars = lateness.bars(ofMessage: sent)
        switch ticket {
        case .submit(let request, let id, let group, let turn):
            let place = request.instrument.place
            // The exits of a bracket have the numbers after it.
            while places.count <= lastID { places.append(place) }
            let exits = [request.bracket?.stop, request.bracket?.target].compactMap { $0 }.count
            for number in Int(id.rawValue)...Int(id.rawValue) + exits + (request.bracket?.trail == nil ? 0 : 1) {
                places[number] = place
            }
            var order = Order(id: id, request: request, submitted: now, group: group, turn: turn)
            if case .units(let units) = request.size { order.remaining = units }
            return Letter(ticket: ticket, place: place, bars: bars, order: order)
        case .cancel(let id), .replace(let id, _, _):
            let place = places.indices.contains(Int(id.rawValue)) ? places[Int(id.rawValue)] : 0
            // It overtakes nothing that was sent before it: what it is about may be among that.
            let ahead = letters.reduce(0) { $1.place == place ? max($0, $1.bars) : $0 }
            return Letter(ticket: ticket, place: place, bars: max(bars, ahead))
        }
    }
}

extension Market {
    /// The same market with other working orders.
    func showing(_ books: UnsafePointer<[Order]>) -> Market {
        Market(
            columns: columns, positions: positions, books: books, instrumentCount: instrumentCount, now: now,
            step: step, equity: equity, cash: cash, log: log, firstUnseen: firstUnseen, rescaling: rescaling,
            terms: terms)
    }
}

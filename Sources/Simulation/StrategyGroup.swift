import Core

/// Several strategies that share one account (S39).
///
/// Each decides, in their order, on its own view of the market: what it holds itself, its own waiting orders and what
/// became of them. Reduce-only orders, exits of brackets, sizes in fractions of a position and `barsHeld` mean its own
/// part. Cash is the account's, in which positions are netted: what pays for an order, and whether units must be
/// borrowed, depends on the net position, so an order that one strategy calls an entry may be paid for by another's
/// holding, and an exit may be refused where the account's funds do not suffice. Orders never trade with each other:
/// each meets the market's price and pays its own costs (S40). No strategy can touch another's orders.
///
/// Sizes in fractions of equity, and `market.equity`, mean the account's, or a strategy's own where its part has a
/// `capital`. Warm-up is the longest of all; where inputs tell for themselves when they are warm, the period begins with
/// the first strategy that is.
public struct StrategyGroup: Strategy {
    /// Its strategies, in the order in which they decide.
    public private(set) var strategies: [any Strategy]
    /// What each is called and may use.
    public let parts: [AccountPart]
    /// The number of decision instants before the last of them is warm.
    public let warmUpBars: Int
    private var views: [PortionView] = []

    /// The most strategies that a group can have.
    public static let limit = 200

    /// A group without strategies: it does nothing.
    public init(_ parameters: NoParameters, for universe: Universe) { self.init([]) }

    /// A group of strategies in their starting states.
    ///
    /// - Precondition: at most `limit` of them.
    public init(_ members: [(part: AccountPart, strategy: any Strategy)]) {
        precondition(members.count <= StrategyGroup.limit, "a group has at most \(StrategyGroup.limit) strategies")
        parts = members.map(\.part)
        strategies = members.map(\.strategy)
        warmUpBars = members.map { $0.strategy.warmUpBars }.max() ?? 0
    }

    /// Lets each strategy decide on its own view.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard let portions = desk.portions else {
            // A venue that keeps no parts shows everyone the account.
            for place in strategies.indices {
                let firstTraining = desk.trainings.count
                strategies[place].decide(market, &desk)
                desk.signTrainings(from: firstTraining, by: place)
            }
            return
        }
        if views.isEmpty { views = parts.map { _ in PortionView(instrumentCount: market.instrumentCount) } }
        var isWarmingUp = true
        for place in strategies.indices {
            let view = views[place]
            view.show(market, portions, strategy: place)
            let own = Market(
                columns: market.columns, positions: portions.positions + place * market.instrumentCount,
                books: view.books, instrumentCount: market.instrumentCount, now: market.now, step: market.step,
                equity: portions.equity(of: place) ?? market.equity, cash: market.cash, log: view.log, firstUnseen: 0,
                rescaling: market.rescaling, terms: market.terms)
            let (firstTicket, firstTraining) = (desk.tickets.count, desk.trainings.count)
            desk.isWarmingUp = false
            strategies[place].decide(own, &desk)
            desk.signTrainings(from: firstTraining, by: place)
            isWarmingUp = isWarmingUp && desk.isWarmingUp
            portions.claim(through: desk.lastID, strategy: place)
            desk.dropTickets(from: firstTicket) { !portions.owns(place, $0) }
        }
        desk.isWarmingUp = isWarmingUp
    }
}

extension Desk {
    /// Says of fits, from a place on, whose they are.
    fileprivate mutating func signTrainings(from first: Int, by strategy: Int) {
        for place in trainings.indices.dropFirst(first) { trainings[place].strategy = strategy }
    }

    /// Takes back cancels and replacements, from a place on, of orders for which a condition holds.
    fileprivate mutating func dropTickets(from first: Int, where isForeign: (OrderID) -> Bool) {
        guard tickets.count > first else { return }
        var kept = Array(tickets[..<first])
        for ticket in tickets[first...] {
            switch ticket {
            case .submit: kept.append(ticket)
            case .cancel(let id), .replace(let id, _, _): if !isForeign(id) { kept.append(ticket) }
            }
        }
        tickets = kept
    }
}

/// The waiting orders and the news of one strategy of several, made anew for each decision.
///
/// It belongs to one run: the group that holds it fills it before each decision and lends it to a view that cannot be
/// kept.
private final class PortionView {
    let books: UnsafeMutablePointer<[Order]>
    let log: UnsafeMutablePointer<[Event]>
    private let count: Int

    init(instrumentCount: Int) {
        count = instrumentCount
        books = .allocate(capacity: max(1, count))
        books.initialize(repeating: [], count: count)
        log = .allocate(capacity: 1)
        log.initialize(to: [])
    }

    deinit {
        books.deinitialize(count: count)
        books.deallocate()
        log.deinitialize(count: 1)
        log.deallocate()
    }

    func show(_ market: borrowing Market, _ portions: Portions, strategy: Int) {
        for place in 0..<count where !(market.books[place].isEmpty && books[place].isEmpty) {
            books[place] = market.books[place].filter { portions.owns(strategy, $0.id) }
        }
        log.pointee.removeAll(keepingCapacity: true)
        guard market.hasRecentEvents else { return }
        for event in market.log.pointee[market.firstUnseen...] {
            // What is about no order concerns everyone.
            if event.body.order.map({ portions.owns(strategy, $0) }) ?? true { log.pointee.append(event) }
        }
    }
}

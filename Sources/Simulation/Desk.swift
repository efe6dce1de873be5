public import Core

/// Where a strategy hands in its orders.
///
/// They are checked and queued after it has decided, and meet the next bar.
public struct Desk: ~Copyable {
    /// What was handed in, in order.
    @usableFromInline
    enum Ticket {
        case submit(OrderRequest, id: OrderID, group: Int32, turn: UInt8)
        case cancel(OrderID)
        case replace(OrderID, kind: OrderKind, units: Quantity?)
    }

    @usableFromInline var tickets: [Ticket] = []
    @usableFromInline var lastID: Int = 0
    @usableFromInline var lastGroup: Int32 = 0
    /// Whether orders are taken: not before `from`, nor before the strategy is warm (S16).
    ///
    /// What is handed in while it is closed is dropped.
    public internal(set) var isOpen = false

    /// What each of several strategies holds; `nil` where there is only one.
    var portions: Portions?

    /// Whether the strategy said that its inputs are not warm yet.
    @usableFromInline var isWarmingUp = false

    /// The models that were fitted in this decision.
    var trainings: [Training] = []

    /// Asks whether the run is still wanted.
    public internal(set) var continuation = RunContinuation()

    /// Whether the run ends with this decision.
    var isInterrupted = false

    @usableFromInline
    init() {}

    init(continuation: RunContinuation) { self.continuation = continuation }

    /// Ends the run with this decision, as interrupted: for a strategy that heard from `continuation` that it is no longer
    /// wanted.
    public mutating func interrupt() { isInterrupted = true }

    /// Says that a model was fitted, so that it stands in the log (S67); also while no orders are taken.
    public mutating func note(_ training: Training) { trainings.append(training) }

    /// Says that the inputs are not warm yet, where a number of bars cannot tell it beforehand (S16).
    ///
    /// To be called at each such decision. The period of the run, and its benchmark, begin at the first open decision at
    /// which it is not called.
    @inlinable
    public mutating func keepWarmingUp() { isWarmingUp = true }

    /// Sends an order.
    ///
    /// - Returns: Its number. The exits of a bracket have the numbers after it: stop-loss, take-profit, trailing stop,
    ///   those that there are.
    @inlinable
    @discardableResult
    public mutating func submit(_ request: OrderRequest) -> OrderID {
        submit(request, group: 0, turn: 0)
    }

    /// Sends orders of which the first to fill cancels the others (S31).
    ///
    /// - Returns: Their numbers.
    @discardableResult
    public mutating func submitOneCancelsOther(_ requests: [OrderRequest]) -> [OrderID] {
        guard isOpen else { return requests.map { _ in .none } }
        lastGroup += 1
        let group = lastGroup
        return requests.map { submit($0, group: group, turn: 0) }
    }

    /// Sends market orders of a rebalancing: at each price the sells go before the buys, so that they pay for them.
    public mutating func submitSellsBeforeBuys(_ requests: [OrderRequest]) {
        for request in requests { submitInTurn(request) }
    }

    /// Sends one market order of a rebalancing, the others of which go out in the same way.
    @inlinable
    public mutating func submitInTurn(_ request: OrderRequest) {
        submit(request, group: 0, turn: request.side == .buy ? 1 : 0)
    }

    /// Closes a position at the market.
    @inlinable
    public mutating func close(_ instrument: InstrumentIndex, _ position: Position, reason: OrderReason = .none) {
        guard !position.isFlat else { return }
        submit(
            OrderRequest(
                position.isLong ? .sell : .buy, .fractionOfPosition(1), of: instrument, reduceOnly: true, reason: reason
            ))
    }

    /// Takes an order back, its waiting exits too.
    ///
    /// An order that is gone already is left alone.
    @inlinable
    public mutating func cancel(_ order: OrderID) {
        if isOpen { tickets.append(.cancel(order)) }
    }

    /// Gives a waiting order other prices, and another size where one is given.
    ///
    /// It keeps its number.
    @inlinable
    public mutating func replace(_ order: OrderID, with kind: OrderKind, units: Quantity? = nil) {
        if isOpen { tickets.append(.replace(order, kind: kind, units: units)) }
    }

    @usableFromInline
    @discardableResult
    mutating func submit(_ request: OrderRequest, group: Int32, turn: UInt8) -> OrderID {
        guard isOpen else { return .none }
        lastID += 1
        let id = OrderID(lastID)
        if let bracket = request.bracket {
            lastID += (bracket.stop == nil ? 0 : 1) + (bracket.target == nil ? 0 : 1) + (bracket.trail == nil ? 0 : 1)
        }
        tickets.append(.submit(request, id: id, group: group, turn: turn))
        return id
    }
}

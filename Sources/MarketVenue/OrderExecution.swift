public import Core
public import Simulation

/// How an order of the strategy fared at the exchange: all that was sent for it, as one.
///
/// Times are nanoseconds UTC at the exchange; prices are in the currency of the instrument.
///
/// - Source: arrival price and shortfall as in Perold (1988), "The Implementation Shortfall: Paper versus Reality",
///   Journal of Portfolio Management 14(3), with the mid at arrival for the paper price.
public struct OrderExecution: Hashable, Sendable {
    /// The order.
    public var order: OrderID
    /// The instrument.
    public var instrument: InstrumentIndex
    /// Buy or sell.
    public var side: Side
    /// What made it trade.
    public var kind: OrderKind
    /// When it was decided upon; an exit when it was first sent.
    public var decisionTime: Int64
    /// The mid then; `nan` where there was none.
    public var decisionMid: Price
    /// When the first of it reached the book; `nil` where nothing did.
    public var arrivalTime: Int64?
    /// The mid just before; `nan` where there was none.
    public var arrivalMid: Price
    /// Units that the broker sent.
    public var asked: Quantity
    /// Units that traded.
    public var filled: Quantity = 0
    /// Units that traded after they had waited in the book.
    public var filledAsMaker: Quantity = 0
    /// What they cost or brought, without fees and commission.
    public var value: Cash = 0
    /// When the first of it traded.
    public var firstFill: Int64?
    /// When the last of it traded.
    public var lastFill: Int64?
    /// Units that traded before it at its price when it began to wait; `nil` where it never waited.
    public var volumeAhead: Quantity?
    /// Orders that stood before it then.
    public var ordersAhead: Int?
    /// When it began to wait.
    public var waitsSince: Int64?
    /// When the first of what waited traded.
    public var firstMakerFill: Int64?

    /// The average price; `nil` where nothing traded.
    public var averagePrice: Price? { filled > 0 ? value / filled : nil }
    /// Units traded as a fraction of those asked for.
    public var fillRatio: Double { asked > 0 ? filled / asked : 0 }
    /// The part of what traded that had waited; `nil` where nothing traded.
    public var makerShare: Double? { filled > 0 ? filledAsMaker / filled : nil }
    /// What was paid beyond the mid at arrival, in money: below zero where the price was better.
    ///
    ///     slippage = side · (average − mid at arrival) · units
    ///
    /// `nil` where nothing traded or no mid was known.
    public var slippage: Cash? {
        guard let averagePrice, !arrivalMid.isNaN else { return nil }
        return side.sign * (averagePrice - arrivalMid) * filled
    }
    /// The same in basis points of the mid at arrival.
    public var slippageBasisPoints: Double? {
        guard let averagePrice, !arrivalMid.isNaN else { return nil }
        return side.sign * (averagePrice - arrivalMid) / arrivalMid * 1e4
    }
    /// How far the mid ran away between decision and arrival, in basis points of the mid at the decision; `nil` where one
    /// of them is not known.
    public var delayBasisPoints: Double? {
        guard !arrivalMid.isNaN, !decisionMid.isNaN else { return nil }
        return side.sign * (arrivalMid - decisionMid) / decisionMid * 1e4
    }
    /// Nanoseconds from the arrival to the first trade.
    public var timeToFirstFill: Int64? { span(arrivalTime, firstFill) }
    /// Nanoseconds from the arrival to the last trade.
    public var timeToLastFill: Int64? { span(arrivalTime, lastFill) }
    /// Nanoseconds that the order waited in the queue before the first of what waited traded.
    public var queueWait: Int64? { span(waitsSince, firstMakerFill) }

    private func span(_ start: Int64?, _ end: Int64?) -> Int64? {
        guard let start, let end else { return nil }
        return end - start
    }
}

public import Core

/// Where a fill's price comes from: the log says why a price is what it is.
@frozen
public enum PriceSource: UInt8, Sendable {
    /// The bar's open, for an order that waited for it.
    case open
    /// The open, beyond the order's limit or stop.
    case gap
    /// The order's limit.
    case limit
    /// The order's stop.
    case stop
    /// The bar's close.
    case close
    /// The middle of the bar's range.
    case mid
    /// The final price of an instrument that is delisted (S54).
    case delisting
    /// The last price, for the part of a lot that a split left (S53).
    case cashInLieu
    /// A trade in the order book of a market in which the strategy lives.
    case book

    /// The name in the event log and in files.
    public var text: String {
        switch self {
        case .open: "open"
        case .gap: "gap"
        case .limit: "limit"
        case .stop: "stop"
        case .close: "close"
        case .mid: "mid"
        case .delisting: "delisting"
        case .cashInLieu: "cash-in-lieu"
        case .book: "book"
        }
    }
}

/// Units that changed hands.
@frozen
public struct Fill: Hashable, Sendable {
    /// The order; `.none` where a corporate action closed the position.
    public var order: OrderID
    /// The instrument.
    public var instrument: InstrumentIndex
    /// Buy or sell.
    public var side: Side
    /// Whether this leg closes what was open, before the same order opens the other way (S38).
    public var closes: Bool
    /// Units, positive.
    public var quantity: Quantity
    /// The price paid or got, slippage and spread included.
    public var price: Price
    /// The price before slippage and spread.
    public var referencePrice: Price
    /// Commission, positive.
    public var commission: Cash
    /// Where the price comes from.
    public var source: PriceSource
    /// Whether the order waited in the book at its limit; else it took what was there.
    public var isMaker: Bool
    /// Units of the order that go on waiting, because the bar's volume did not suffice (S35); 0 where the order is done.
    public var resting: Quantity
    /// The position after the fill.
    public var position: Quantity
    /// The cash after the fill.
    public var cash: Cash
    /// What one unit of the instrument's currency was worth in the account's (S51).
    public var rate = 1.0
}

/// One line of the event log.
@frozen
public struct Event: Sendable {
    /// What happened.
    public enum Body: Sendable {
        /// An order was sent.
        indirect case submitted(Order)
        /// The market or the broker said no: the order is gone, and why.
        case rejected(OrderID, InstrumentIndex, reason: RejectionReason)
        /// A stop's level was reached.
        case triggered(OrderID, InstrumentIndex, level: Price)
        /// An order was made smaller, because funds or position did not suffice, or nothing can be sold short.
        case reduced(OrderID, InstrumentIndex, from: Quantity, to: Quantity, reason: RejectionReason)
        /// Units changed hands.
        case filled(Fill)
        /// An order was cancelled, and why.
        case cancelled(OrderID, InstrumentIndex, reason: CancellationReason)
        /// An order's time ran out.
        case expired(OrderID, InstrumentIndex)
        /// An order was given another size or other prices.
        indirect case replaced(Order)
        /// An order keeps its size and prices, because the new ones cannot be.
        case replacementRefused(OrderID, InstrumentIndex, reason: RejectionReason)
        /// A cancel or a replacement arrived when its order was gone: it does nothing (S34).
        case tooLate(OrderID, InstrumentIndex, isReplacement: Bool)
        /// A stop and a target were both inside this bar (S27).
        case ambiguous(InstrumentIndex)
        /// Borrowed units were paid for, at the end of a session (S47).
        case borrowed(InstrumentIndex, quantity: Quantity, days: Int, amount: Cash, cash: Cash)
        /// Interest on a balance was earned or, below zero, paid (S49).
        case interest(balance: Cash, days: Int, amount: Cash, cash: Cash)
        /// The proceeds of a sale can be spent from now on.
        case settled(InstrumentIndex, amount: Cash, cash: Cash)
        /// A future's gain since its last settlement was paid at a rate of its currency, a loss below zero (S76).
        case settledGain(InstrumentIndex, price: Price, rate: Double, amount: Cash, cash: Cash)
        /// Equity is below the maintenance margin (S50): nothing is opened until it is not.
        case marginCall(equity: Cash, requirement: Cash)
        /// Equity has reached the maintenance margin again.
        case marginRestored(equity: Cash, requirement: Cash)
        /// Equity fell to the level at which a loss stops the opening of positions.
        case riskStop(RiskStop, equity: Cash, level: Cash)
        /// A dividend was booked on what is held, a debt on what is short (S48): it counts in equity from now on.
        ///
        /// The receivable is what all booked dividends that are not paid yet come to after it.
        case dividend(InstrumentIndex, quantity: Quantity, perUnit: Cash, amount: Cash, receivable: Cash)
        /// A booked dividend was paid, or taken where units were short.
        case dividendPaid(InstrumentIndex, amount: Cash, cash: Cash, receivable: Cash)
        /// So many new units came in the place of an old one (S53): the position and the last price after it.
        case split(InstrumentIndex, ratio: Double, position: Quantity, price: Price)
        /// Trading in the instrument ended (S54), at a price.
        case delisted(InstrumentIndex, price: Price)
        /// Equity fell to zero or below: the run ends (S43).
        case ruined(equity: Cash)
        /// A model was fitted anew (S67).
        indirect case trained(Training)
    }

    /// When.
    public var time: Timestamp
    /// The step in which it happened: the place of the decision instant, counted from 0.
    public var step: Int32
    /// What.
    public var body: Body
}

/// Why an order was refused or made smaller (S41).
public enum RejectionReason: String, Sendable, CaseIterable {
    /// The funds do not pay for it, costs included (S52).
    case insufficientFunds = "insufficient funds"
    /// The broker lends no units to sell.
    case notShortable = "not shortable"
    /// The size rounds to no lot at all (S37).
    case roundsToZero = "rounds to zero lots"
    /// The value is below the instrument's minimum (S37).
    case belowMinimumNotional = "below the minimum notional"
    /// The size or a price is not a positive number.
    case invalid = "size or price is not a positive number"
    /// There is no position to reduce (S32).
    case nothingToReduce = "nothing to reduce"
    /// The order is larger than the position that it may only reduce (S32).
    case largerThanPosition = "larger than the position"
    /// A stop-loss that is not on the losing side of its entry, or a target that is not on the winning side.
    case exitOnWrongSide = "exit on the wrong side of its entry"
    /// The instrument's bars are signals only.
    case notTradable = "not tradable"
    /// The instrument has no price yet.
    case noPrice = "no price yet"
    /// Its time had run out when it was sent, or its session never comes (S33).
    case tooLate = "its time is over"
    /// A stop cannot meet one price only (S33).
    case timeInForceOfStop = "time in force is for market and limit orders"
    /// An at-open order on closes alone (S33).
    case noOpen = "the data have no opens"
    /// The funds would pay for it, had all sales settled.
    case unsettledFunds = "unsettled funds"
    /// The rate of the instrument's currency is not known yet (S51).
    case noRate = "no exchange rate yet"
    /// It would take the value of all positions beyond its limit.
    case riskGross = "risk limit: gross"
    /// It would take the difference of long and short positions beyond its limit.
    case riskNet = "risk limit: net"
    /// It would take the position beyond its limit.
    case riskPerInstrument = "risk limit: instrument"
    /// The session has lost too much.
    case riskDailyLoss = "risk limit: daily loss"
    /// The run has lost too much.
    case riskDrawdown = "risk limit: drawdown"
    /// The decision sent too many orders.
    case riskOrders = "risk limit: orders of a step"
    /// Equity is below the maintenance margin (S50).
    case marginCall = "margin call"
    /// Trading in the instrument has ended (S54).
    case delisted = "delisted"
    /// The exchange of a market in which the strategy lives does not take it.
    case exchange = "refused by the exchange"
}

/// Why an order was taken back.
public enum CancellationReason: String, Sendable, CaseIterable {
    /// The strategy asked for it.
    case asked = "asked"
    /// Another order of its group was filled (S31).
    case oneCancelsOther = "one cancels other"
    /// Its entry was cancelled, refused or expired (S30).
    case parentGone = "entry gone"
    /// The position that it protects is closed.
    case positionClosed = "position closed"
    /// The data ended.
    case endOfData = "end of data"
    /// It was not filled, or not whole, at the one price that it could meet (S33).
    case notFilledAtOnce = "not filled at once"
    /// After a part of it was filled, funds or the broker refused the rest (S41).
    case restRefused = "rest refused"
    /// An exit of it traded before all of it was filled (S30).
    case exitTraded = "its exit traded"
    /// It could be filled in part only (S33).
    case notFilledWhole = "not filled whole"
    /// The open or close for which it waited gave it nothing, or never came (S33).
    case auctionPassed = "open or close passed"
    /// The broker closes the position (S50).
    case marginCall = "margin call"
    /// A loss has stopped the run.
    case riskStop = "risk stop"
    /// Trading in the instrument ended (S54).
    case delisted = "delisted"
    /// After a split less than a lot of it was left (S53).
    case lessThanALot = "less than a lot after a split"
    /// The exchange of a market in which the strategy lives took what was left of it out of the book.
    case exchange = "taken out by the exchange"
}

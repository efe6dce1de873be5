public import Core

/// The number of an order: 1 for the first of a run, in order of submission.
@frozen
public struct OrderID: Hashable, Comparable, Sendable {
    /// The number; 0 means no order.
    public var rawValue: Int32

    /// The order of a number.
    @inlinable
    public init(_ rawValue: Int) {
        self.rawValue = Int32(truncatingIfNeeded: rawValue)
    }

    /// No order.
    @inlinable
    public static var none: OrderID { OrderID(0) }

    /// Whether `lhs` was submitted before `rhs`.
    @inlinable
    public static func < (lhs: OrderID, rhs: OrderID) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// An order that waits for its fill.
@frozen
public struct Order: Sendable {
    /// What an order that belongs to an entry is for.
    @frozen
    public enum Role: UInt8, Sendable {
        /// An order of its own.
        case plain
        /// A stop-loss of an entry.
        case stopLoss
        /// A take-profit of an entry.
        case takeProfit
        /// A trailing stop of an entry.
        case trailingStop

        /// The name in the event log and in files.
        public var text: String {
            switch self {
            case .plain: "order"
            case .stopLoss: "stop-loss"
            case .takeProfit: "take-profit"
            case .trailingStop: "trailing-stop"
            }
        }
    }

    /// Its number.
    public let id: OrderID
    /// What was asked for; a replacement changes it.
    public var request: OrderRequest
    /// The entry whose exit this is; `.none` for an order of its own.
    public var parent: OrderID
    /// What it is to its parent.
    public var role: Role
    /// Orders of one number above 0 cancel each other (S31).
    public var group: Int32
    /// Units still to fill; 0 while the size is not known yet (`size_at: fill`).
    public var remaining: Quantity
    /// Units filled.
    public var filled: Quantity
    /// Units filled as they were charged: those before a split in the units before it (S53).
    var unitsCharged: Quantity
    /// Charges of the fills so far, one by one, before minimum and maximum and without those per order.
    var chargedByFill: Cash
    /// Commission charged so far, for minima per order (S44); without tax.
    public var commissionPaid: Cash
    /// Value traded so far.
    public var notional: Cash
    /// When it was sent.
    public let submitted: Timestamp
    /// When it reached, or will reach, the market: later than it was sent where there is latency (S34).
    public var arrives: Timestamp
    /// When it ends, nanoseconds UTC; `Int64.max` for never.
    public var expires: Int64
    /// The open of an at-open order's session, or the close of an at-close order's, nanoseconds UTC; else the least
    /// number.
    public var auction: Int64
    /// Whether it can trade: exits wait for their entry, and orders on their way for their arrival.
    public var isActive: Bool
    /// Whether a stop has been reached: a stop-limit is a limit order from then on, other stops are market orders.
    public var isTriggered: Bool
    /// For an exit, the average price of the entry's fills that it protects; `nan` before the first.
    public var entryPrice: Price
    /// The present level of a stop; `nan` for orders without one.
    public var stopLevel: Price
    /// The best price that a trailing stop has seen.
    public var extreme: Price
    /// The price at which the order woke inside the present bar, which then gives it no open (S21); `nan` for an order
    /// that waited before the bar began.
    public var wakePrice: Price
    /// What the rest of the bar can still do, for an order that woke inside it (S28).
    public var window: PriceWindow
    /// The first bar of the instrument whose range the order may use: one that was under way when it was sent is no such
    /// bar, since most of its range came before the order.
    public var firstBar: Int32 = 0
    /// Orders of a higher number meet a price later: buys of a rebalancing come after its sells.
    public var turn: UInt8

    /// The instrument.
    @inlinable
    public var instrument: InstrumentIndex { request.instrument }
    /// Buy or sell.
    @inlinable
    public var side: Side { request.side }

    /// A new order.
    @usableFromInline
    init(
        id: OrderID, request: OrderRequest, submitted: Timestamp, parent: OrderID = .none, role: Role = .plain,
        group: Int32 = 0, turn: UInt8 = 0
    ) {
        self.id = id
        self.request = request
        self.submitted = submitted
        arrives = submitted
        self.parent = parent
        self.role = role
        self.group = group
        self.turn = turn
        remaining = 0
        filled = 0
        unitsCharged = 0
        commissionPaid = 0
        chargedByFill = 0
        notional = 0
        expires = .max
        auction = .min
        isActive = role == .plain
        isTriggered = false
        entryPrice = .nan
        stopLevel = request.kind.stopPrice ?? .nan
        extreme = .nan
        wakePrice = .nan
        window = .none
    }

    /// Whether the order is on its way to the market (S34).
    @inlinable
    public var isInFlight: Bool { role == .plain && !isActive }

    /// Whether the order waits for its stop.
    @inlinable
    public var isStop: Bool {
        switch request.kind {
        case .market, .limit: false
        case .stop, .trailingStop, .stopLimit: !isTriggered
        }
    }

    /// Whether the order waits at its limit.
    @inlinable
    public var isLimit: Bool {
        switch request.kind {
        case .limit: true
        case .stopLimit: isTriggered
        default: false
        }
    }

    /// Whether the order trades at whatever price comes.
    @inlinable
    public var isMarket: Bool {
        switch request.kind {
        case .market: true
        case .stop, .trailingStop: isTriggered
        case .limit, .stopLimit: false
        }
    }
}

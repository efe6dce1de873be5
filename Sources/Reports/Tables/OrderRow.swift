public import Core

/// A row of `orders.csv`: an order and what became of it.
public struct OrderRow: CSVRow, Hashable, Sendable {
    /// The order's number.
    public var id: Int
    /// When it was decided.
    public var time: Timestamp
    /// The instrument's symbol.
    public var instrument: String
    /// Buy or sell.
    public var side: OrderSide
    /// Its type as the engine names it: `market`, `limit`, `stop`, `stop-limit`, `trailing-stop`.
    public var type: String
    /// Units ordered, positive.
    public var quantity: Quantity
    /// The limit; `nil` without one.
    public var limit: Price?
    /// The stop; `nil` without one.
    public var stop: Price?
    /// How long it rests: `gtc`, `day`.
    public var timeInForce: String
    /// What became of it: `filled`, `cancelled`, `rejected`, `expired`, `open`.
    public var status: String
    /// Units filled.
    public var filledQuantity: Quantity
    /// Mean price of its fills; `nil` without any.
    public var averagePrice: Price?
    /// Why it ended so, or why it was placed.
    public var reason: String
    /// The order it is a child of; `nil` for none.
    public var parent: Int?

    /// An order.
    public init(
        id: Int, time: Timestamp, instrument: String, side: OrderSide, type: String, quantity: Quantity,
        limit: Price? = nil, stop: Price? = nil, timeInForce: String, status: String, filledQuantity: Quantity,
        averagePrice: Price? = nil, reason: String = "", parent: Int? = nil
    ) {
        self.id = id
        self.time = time
        self.instrument = instrument
        self.side = side
        self.type = type
        self.quantity = quantity
        self.limit = limit
        self.stop = stop
        self.timeInForce = timeInForce
        self.status = status
        self.filledQuantity = filledQuantity
        self.averagePrice = averagePrice
        self.reason = reason
        self.parent = parent
    }

    /// The names of the columns.
    public static let columns = [
        "id", "time", "instrument", "side", "type", "quantity", "limit", "stop", "time_in_force", "status",
        "filled_quantity", "average_price", "reason", "parent",
    ]

    /// The row as a line.
    public var csvLine: String {
        var line = CSVLine()
        line.add(id)
        line.add(time)
        line.add(instrument)
        line.add(side.rawValue)
        line.add(type)
        line.add(quantity)
        line.add(limit)
        line.add(stop)
        line.add(timeInForce)
        line.add(status)
        line.add(filledQuantity)
        line.add(averagePrice)
        line.add(reason)
        line.add(parent)
        line.end()
        return line.text
    }
}

public import Core

/// A row of `fills.csv`.
public struct FillRow: CSVRow, Hashable, Sendable {
    /// Whether a fill took a resting price or gave one.
    public enum Liquidity: String, CaseIterable, Sendable {
        /// It gave a price.
        case maker
        /// It took a price.
        case taker
    }

    /// The place of the fill's event in the log.
    public var sequence: Int
    /// The order's number.
    public var order: Int
    /// When it was filled.
    public var time: Timestamp
    /// The instrument's symbol.
    public var instrument: String
    /// Buy or sell.
    public var side: OrderSide
    /// Units filled, positive.
    public var quantity: Quantity
    /// The price per unit, slippage and spread included.
    public var price: Price
    /// Commission, positive where paid.
    public var commission: Cash
    /// Money lost to slippage and spread, positive where paid.
    public var slippage: Cash
    /// Maker or taker.
    public var liquidity: Liquidity
    /// Why it filled there: `open`, `limit`, `stop`.
    public var reason: String

    /// A fill.
    public init(
        sequence: Int, order: Int, time: Timestamp, instrument: String, side: OrderSide, quantity: Quantity,
        price: Price, commission: Cash, slippage: Cash, liquidity: Liquidity, reason: String
    ) {
        self.sequence = sequence
        self.order = order
        self.time = time
        self.instrument = instrument
        self.side = side
        self.quantity = quantity
        self.price = price
        self.commission = commission
        self.slippage = slippage
        self.liquidity = liquidity
        self.reason = reason
    }

    /// The names of the columns.
    public static let columns = [
        "sequence", "order", "time", "instrument", "side", "quantity", "price", "commission", "slippage", "liquidity",
        "reason",
    ]

    /// The row as a line.
    public var csvLine: String {
        var line = CSVLine()
        line.add(sequence)
        line.add(order)
        line.add(time)
        line.add(instrument)
        line.add(side.rawValue)
        line.add(quantity)
        line.add(price)
        line.add(commission)
        line.add(slippage)
        line.add(liquidity.rawValue)
        line.add(reason)
        line.end()
        return line.text
    }
}

internal import OrderBook

/// Trades as columns of equal length.
public struct TradeColumns: Sendable {
    /// Nanoseconds UTC, ascending.
    public private(set) var time: [Int64] = []
    /// Prices in ticks.
    public private(set) var price: [Int64] = []
    /// Lots.
    public private(set) var lots: [Int64] = []
    /// Whether the order that came bought; true for trades of auctions.
    public private(set) var isBuy: [Bool] = []
    /// Whether the trade is part of an auction.
    public private(set) var isAuction: [Bool] = []
    /// The places of the participants who waited (sold, in an auction).
    public private(set) var maker: [UInt32] = []
    /// The places of the participants who came (bought, in an auction).
    public private(set) var taker: [UInt32] = []
    /// The orders that waited.
    public private(set) var makerOrder: [UInt64] = []

    /// The number of trades.
    public var count: Int { time.count }

    mutating func append(_ trade: TradeRecord) {
        time.append(trade.time)
        price.append(trade.price)
        lots.append(trade.lots)
        isBuy.append(trade.aggressor == .buy)
        isAuction.append(trade.isAuction)
        maker.append(trade.maker)
        taker.append(trade.taker)
        makerOrder.append(trade.makerOrder)
    }
}

/// The price of a call auction.
///
/// 1. The limit price at which the most lots can trade.
/// 2. Of several, those that leave the smallest surplus, the difference of the lots that would buy and sell there.
/// 3. Of several, where all have a surplus of buyers the highest, where all have a surplus of sellers the lowest (market
///    pressure).
/// 4. Else the price nearest to the reference price between the highest limit that leaves buyers and the lowest that leaves
///    sellers; without a surplus, between the lowest and the highest of them. It need not be a limit of the book. Without a
///    reference price the middle of the two, rounded down.
///
/// Where there are market orders only, they trade at the reference price.
///
/// - Source: Deutsche Börse, "Market Model Equities" of Xetra, Price Determination in Auctions; the same four steps are set
///   out with examples in the documents of the BNB chain, "Match Steps and Examples" (whose step 3 has a bound besides).
/// - Verified by: `AuctionTests`.
struct AuctionPrice {
    /// The bids by price from the highest down: prices in ticks, sizes in lots.
    var bids: [(price: Int64, size: Int64)] = []
    /// The asks by price from the lowest up.
    var asks: [(price: Int64, size: Int64)] = []
    /// The lots of market orders.
    var (marketBuys, marketSells): (Int64, Int64) = (0, 0)
    /// The price that decides between equals.
    var reference: Ticks?

    /// What trades; `nil` where nothing does.
    func uncrossing() -> BookUncrossing? {
        guard let (lowest, highest) = range() else {
            let volume = min(marketBuys, marketSells)
            guard bids.isEmpty && asks.isEmpty, volume > 0, let reference else { return nil }
            return BookUncrossing(price: reference, volume: Lots(volume), surplus: marketBuys - marketSells)
        }
        let wanted = reference?.rawValue ?? (lowest + (highest - lowest) / 2)
        let price = min(max(wanted, lowest), highest)
        let demand = bids.reduce(marketBuys) { $1.price >= price ? $0 + $1.size : $0 }
        let supply = asks.reduce(marketSells) { $1.price <= price ? $0 + $1.size : $0 }
        return BookUncrossing(price: Ticks(price), volume: Lots(min(demand, supply)), surplus: demand - supply)
    }

    /// The prices among which the reference price decides; `nil` where no lots can trade at any limit.
    private func range() -> (lowest: Int64, highest: Int64)? {
        var demand = bids.reduce(marketBuys) { $0 + $1.size }
        var supply = marketSells
        var (volume, surplus): (Int64, Int64) = (0, .max)
        var best: (lowest: Int64, highest: Int64, lowestSellers: Int64?, highestBuyers: Int64?)?
        var (bid, ask) = (bids.count - 1, 0)
        while bid >= 0 || ask < asks.count {
            let price = min(bid >= 0 ? bids[bid].price : .max, ask < asks.count ? asks[ask].price : .max)
            if ask < asks.count, asks[ask].price == price {
                supply += asks[ask].size
                ask += 1
            }
            let executable = min(demand, supply)
            let left = demand - supply
            if executable > volume || executable == volume && abs(left) < surplus {
                (volume, surplus) = (executable, abs(left))
                best = (price, price, left < 0 ? price : nil, left > 0 ? price : nil)
            } else if executable == volume && abs(left) == surplus {
                best?.highest = price
                if left > 0 { best?.highestBuyers = price }
                if left < 0 && best?.lowestSellers == nil { best?.lowestSellers = price }
            }
            if bid >= 0, bids[bid].price == price {
                demand -= bids[bid].size
                bid -= 1
            }
        }
        guard volume > 0, let best else { return nil }
        switch (best.highestBuyers, best.lowestSellers) {
        case (nil, nil): return (best.lowest, best.highest)
        case (.some, nil): return (best.highest, best.highest)
        case (nil, .some): return (best.lowest, best.lowest)
        case (let buyers?, let sellers?): return (buyers, sellers)
        }
    }
}

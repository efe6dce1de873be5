/// Who was the aggressor of each trade: as reported, or inferred.
///
/// - Source: Lee & Ready (1991), "Inferring Trade Direction from Intraday Data": a trade above the mid of the quote that
///   stood before it is a purchase, below it a sale, at it by the tick rule; without their delay of five seconds, which
///   belonged to reporting by hand. The tick rule: above the last different price a purchase, below it a sale.
/// - Verified by: `TradeSignsTests`.
public struct TradeSigns: Sendable, Hashable {
    /// Where signs come from.
    public enum Source: String, Sendable, Hashable {
        /// The market reported them.
        case reported
        /// Lee and Ready's rule, with quotes.
        case leeReady
        /// The tick rule, without quotes.
        case tickRule

        /// The rule in words.
        public var label: String {
            switch self {
            case .reported: "as reported"
            case .leeReady: "inferred by the rule of Lee and Ready"
            case .tickRule: "inferred by the tick rule"
            }
        }
    }

    /// 1 for a purchase, −1 for a sale, 0 where no rule decides; shape of the trades.
    public let values: [Int8]
    /// Where they come from.
    public let source: Source

    /// The signs of trades.
    ///
    /// - Parameters:
    ///   - trades: Trades whose columns agree in length.
    ///   - quotes: The quotes of the same instrument and clock; a quote with the time of a trade does not count for it, as
    ///     it may be the trade's own effect.
    /// - Complexity: O(trades + quotes).
    public init(of trades: TradeColumns, quotes: QuoteColumns?) {
        if let signs = trades.signs {
            (values, source) = (signs, .reported)
            return
        }
        var signs = [Int8](repeating: 0, count: trades.prices.count)
        var tick: Int8 = 0
        for place in stride(from: 1, to: signs.count, by: 1) {
            let (price, last) = (trades.prices[place], trades.prices[place - 1])
            if price > last { tick = 1 } else if price < last { tick = -1 }
            signs[place] = tick
        }
        guard let quotes, quotes.hasMid else {
            (values, source) = (signs, .tickRule)
            return
        }
        var next = 0
        var mid = Double.nan
        for place in signs.indices {
            while next < quotes.times.count, quotes.times[next] < trades.times[place] {
                mid = (quotes.bids[next] + quotes.asks[next]) / 2
                next += 1
            }
            let price = trades.prices[place]
            if price > mid { signs[place] = 1 } else if price < mid { signs[place] = -1 }
        }
        (values, source) = (signs, .leeReady)
    }
}

import Core
import MarketSimulator
import TimeSeries

extension SimulatedMarket {
    /// Why nobody traded, as far as it can be told, with a remedy; `nil` where somebody did.
    public var silence: String? {
        guard counts.trades == 0 else { return nil }
        let groups = configuration.groups.filter { $0.count > 0 }
        let names = groups.map(\.name).joined(separator: ", ")
        if counts.orders == 0 {
            return
                "nobody traded: no order reached the book; of \(names) nobody had reason or time to send one in a session "
                + "of \(configuration.session.length.shortestText) seconds: raise count or wake_rate, or give cash, shares or "
                + "credit: true"
        }
        let orders = "nobody traded: \(counts.orders) order\(counts.orders == 1 ? "" : "s") waited in the book"
        if !groups.contains(where: { $0.rule.takesLiquidity }) {
            return orders
                + ", and none of \(names) takes what others offer: add participants of the kind noise, value, "
                + "momentum or execution, or give a flow a market_rate above 0"
        }
        return orders
            + ", and who takes found nothing to take: let more participants post limit orders near the price (a "
            + "maker, value or noise with an aggressive_share below 1), or trade for longer with market.days or "
            + "market.session.length"
    }

    /// The symbols of instruments that nobody traded, where others were traded.
    public var untraded: [String] {
        guard counts.trades > 0 else { return [] }
        return configuration.instruments.indices.filter { bars[$0].count == 0 }.map {
            configuration.instruments[$0].symbol
        }
    }
}

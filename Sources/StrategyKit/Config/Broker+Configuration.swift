import Core
import Simulation

extension Broker {
    /// The terms that a validated config states.
    init(_ reader: ConfigReader) {
        self.init()
        let root = reader.root
        cash = reader.number("broker.cash")
        currency = reader.text("broker.currency")
        allowsShort = reader.flag("broker.allow_short")
        fill.market = reader.choice("broker.fill.market")
        fill.limit =
            switch root["broker.fill.limit"]?.text {
            case "touch": .touch
            case "through": .through
            default: .throughTicks(reader.whole("broker.fill.limit.through"))
            }
        fill.intrabar = reader.choice("broker.fill.intrabar")
        fill.sizeAt = reader.choice("broker.fill.size_at")
        fill.shortfall =
            switch root["broker.fill.shortfall"]?.text {
            case "reduce": .reduce
            case "reject": .reject
            default: .allow(upTo: reader.number("broker.fill.shortfall.allow_percent") / 100)
            }
        fill.fillsOnZeroVolume = reader.text("broker.fill.zero_volume") == "fill"
        fill.participation = root["broker.fill.participation"]?.number
        fill.closesAtEnd = reader.flag("close_at_end")
        costs.commission.perShare = reader.number("broker.commission.per_share")
        costs.commission.perOrder = reader.number("broker.commission.per_order")
        costs.commission.rate = reader.number("broker.commission.basis_points") / 10_000
        costs.commission.minimum = reader.number("broker.commission.minimum")
        costs.commission.maximum = root["broker.commission.maximum"]?.number ?? .infinity
        costs.slippage.ticks = reader.number("broker.slippage.ticks")
        costs.slippage.rate = reader.number("broker.slippage.basis_points") / 10_000
        costs.spread.half = reader.number("broker.spread.half_spread")
        costs.spread.halfRate = reader.number("broker.spread.half_spread_basis_points") / 10_000
        costs.spread.sides = reader.choice("broker.spread.side")
    }
}

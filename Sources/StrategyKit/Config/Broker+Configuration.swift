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
        latency = Latency(reader)
        splitFractions = reader.choice("broker.split_fractions")
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
        costs.commission.perShare =
            root["broker.commission.per_contract"]?.number ?? reader.number("broker.commission.per_share")
        costs.commission.perOrder = reader.number("broker.commission.per_order")
        costs.commission.rate = reader.number("broker.commission.basis_points") / 10_000
        costs.commission.minimum = reader.number("broker.commission.minimum")
        costs.commission.maximum = root["broker.commission.maximum"]?.number ?? .infinity
        costs.commission.makerRate = reader.number("broker.commission.maker_basis_points") / 10_000
        costs.commission.takerRate = reader.number("broker.commission.taker_basis_points") / 10_000
        costs.commission.sellTax = reader.number("broker.commission.sell_tax_basis_points") / 10_000
        if let tiers = root["broker.commission.tiers"] {
            func numbers(_ name: String) -> [Double] { tiers[name]?.elements.compactMap(\.number) ?? [] }
            let (perShare, basisPoints) = (numbers("per_share"), numbers("basis_points"))
            costs.commission.tierVolume = reader.choice("broker.commission.tiers.volume")
            costs.commission.tiers = numbers("from").enumerated().map { place, volume in
                CommissionTier(
                    from: volume, perShare: perShare.isEmpty ? 0 : perShare[place],
                    rate: basisPoints.isEmpty ? 0 : basisPoints[place] / 10_000)
            }
        }
        costs.slippage.volumeShare = reader.number("broker.slippage.volume_share")
        costs.slippage.squareRoot = reader.number("broker.slippage.square_root")
        costs.slippage.staysInBar = reader.flag("broker.slippage.clamp")
        costs.slippage.ticks = reader.number("broker.slippage.ticks")
        costs.slippage.rate = reader.number("broker.slippage.basis_points") / 10_000
        costs.borrow.annualRate = reader.number("broker.borrow.annual_percent") / 100
        costs.borrow.dayCount = reader.choice("broker.borrow.day_count")
        readAccount(reader)
        costs.spread.half = reader.number("broker.spread.half_spread")
        costs.spread.halfRate = reader.number("broker.spread.half_spread_basis_points") / 10_000
        costs.spread.sides = reader.choice("broker.spread.side")
    }
}

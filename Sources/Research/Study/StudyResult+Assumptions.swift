import Core
import DataSources
import Reports
import Simulation
import StrategyKit
import TimeSeries

/// The conventions in force, and which way each leans.
extension StudyResult {
    /// The fill rules, sizes and the rest, as the trust banner shows them.
    var assumptions: [ReportAssumption] {
        let fill = configuration.broker.fill
        let isLive = configuration.venue == .market
        var list =
            isLive
            ? [venueAssumption] : [marketAssumption, limitAssumption(fill.limit), intrabarAssumption(fill.intrabar)]
        list.append(
            fill.sizeAt == .decision
                ? ReportAssumption(
                    key: "size_at", choice: "decision", leaning: .neutral,
                    meaning: "sizes become units on the close of the decision's bar")
                : ReportAssumption(
                    key: "size_at", choice: "fill", leaning: .optimistic,
                    meaning: "sizes become units at the price of the fill, which is not known when the order is sent"))
        switch fill.shortfall {
        case .reduce:
            list.append(
                ReportAssumption(
                    key: "shortfall", choice: "reduce", leaning: .neutral,
                    meaning: "an order that the funds do not pay for is made smaller"))
        case .reject:
            list.append(
                ReportAssumption(
                    key: "shortfall", choice: "reject", leaning: .neutral,
                    meaning: "an order that the funds do not pay for is refused"))
        case .allow(let fraction):
            list.append(
                ReportAssumption(
                    key: "shortfall", choice: "allow \((fraction * 100).shortestText) %", leaning: .optimistic,
                    meaning: "an order may overdraw the account by that part of equity"
                        + (configuration.broker.interest == nil ? ", without interest" : "")))
        }
        if isLive { return list + accountAssumptions }
        list.append(
            fill.fillsOnZeroVolume
                ? ReportAssumption(
                    key: "zero_volume", choice: "fill", leaning: .optimistic,
                    meaning: "a bar in which nothing traded fills orders")
                : ReportAssumption(
                    key: "zero_volume", choice: "no-fill", leaning: .neutral,
                    meaning: "a bar in which nothing traded fills nothing"))
        if let share = fill.participation {
            list.append(
                ReportAssumption(
                    key: "participation", choice: "\((share * 100).shortestText) %", leaning: .neutral,
                    meaning: "orders get at most that part of the volume of the bar that fills them, which is known "
                        + "only when the bar is over: hindsight"))
        }
        if let latency = latencyAssumption { list.append(latency) }
        list += accountAssumptions
        if fill.closesAtEnd {
            list.append(
                ReportAssumption(
                    key: "close_at_end", choice: "yes", leaning: .neutral,
                    meaning: "what is open at the end is closed at the last close"))
        }
        return list + actionAssumptions
    }

    private var venueAssumption: ReportAssumption {
        ReportAssumption(
            key: "venue", choice: "market", leaning: .neutral,
            meaning: "orders stand in the book of a simulated market among those of others, move its price, wait "
                + "in its queues and pay its spread; slippage, spread and participation of the broker do not apply")
    }

    private var latencyAssumption: ReportAssumption? {
        let latency = configuration.broker.latency
        guard !latency.isZero else { return nil }
        return ReportAssumption(
            key: "latency",
            choice: "order \(latency.order.text), cancel \(latency.cancel.text), replace \(latency.replace.text)",
            leaning: .neutral,
            meaning: "decisions reach the market so long after the close that they were taken on: they meet the first "
                + "open from then on, and of a bar that is under way its close only")
    }

    private var marketAssumption: ReportAssumption {
        if data.panel.tradableSeries.allSatisfy({ $0.content == .closes }),
            configuration.broker.fill.market == .nextOpen
        {
            return ReportAssumption(
                key: "market_fill", choice: "next-close", leaning: .neutral,
                meaning: "the data hold closes alone: market orders fill at the close after the decision")
        }
        let market = configuration.broker.fill.market
        return switch market {
        case .nextOpen:
            ReportAssumption(
                key: "market_fill", choice: market.rawValue, leaning: .neutral,
                meaning: "market orders fill at the open after the decision")
        case .sameClose:
            ReportAssumption(
                key: "market_fill", choice: market.rawValue, leaning: .optimistic,
                meaning: "market orders fill at the very close on which they are decided")
        case .nextClose:
            ReportAssumption(
                key: "market_fill", choice: market.rawValue, leaning: .neutral,
                meaning: "market orders fill at the close of the bar after the decision")
        case .nextMid:
            ReportAssumption(
                key: "market_fill", choice: market.rawValue, leaning: .optimistic,
                meaning: "market orders fill at the middle of the next bar's range, a price not known to have traded")
        }
    }

    private func limitAssumption(_ limit: LimitFill) -> ReportAssumption {
        switch limit {
        case .touch:
            ReportAssumption(
                key: "limit_fill", choice: "touch", leaning: .optimistic,
                meaning: "a waiting limit order fills when the price reaches it, as if first in the queue")
        default:
            ReportAssumption(
                key: "limit_fill", choice: limit.text, leaning: .pessimistic,
                meaning: "a waiting limit order fills when the price goes beyond it, as if last in the queue")
        }
    }

    private func intrabarAssumption(_ path: IntrabarPath) -> ReportAssumption {
        let (leaning, meaning): (ReportAssumption.Leaning, String) =
            switch path {
            case .pessimistic: (.pessimistic, "inside a bar stops come before targets")
            case .optimistic: (.optimistic, "inside a bar targets come before stops")
            case .nearerExtreme:
                (
                    .neutral,
                    "a bar goes from its open to the nearer extreme (of two equally far, the one against the position), the other, the close"
                )
            case .ohlc: (.neutral, "a bar goes from its open to the high, the low, the close")
            case .olhc: (.neutral, "a bar goes from its open to the low, the high, the close")
            case .nextBar: (.neutral, "exits of an entry inside a bar wait for the next bar")
            case .finerData:
                (.pessimistic, "inside a bar orders meet finer bars one after the other, in each of them stops first")
            }
        return ReportAssumption(key: "intrabar", choice: path.rawValue, leaning: leaning, meaning: meaning)
    }

    /// The cost model in words.
    var costModel: [LabelledText] {
        let costs = configuration.broker.costs
        var lines: [LabelledText] = []
        var commission: [String] = []
        if costs.commission.perOrder > 0 { commission.append("\(costs.commission.perOrder.shortestText) per order") }
        if costs.commission.perShare > 0 { commission.append("\(costs.commission.perShare.shortestText) \(perUnit)") }
        if costs.commission.rate > 0 {
            commission.append("\(StudyResult.basisPoints(costs.commission.rate)) of the value")
        }
        if costs.commission.makerRate != 0 {
            commission.append("\(StudyResult.basisPoints(costs.commission.makerRate)) more for makers")
        }
        if costs.commission.takerRate != 0 {
            commission.append("\(StudyResult.basisPoints(costs.commission.takerRate)) more for takers")
        }
        for tier in costs.commission.tiers {
            let unit = costs.commission.tierVolume == .units ? " units" : ""
            commission.append(
                "from a month's volume of \(tier.volume.shortestText)\(unit) on \(tier.perShare.shortestText) \(perUnit) "
                    + "and \(StudyResult.basisPoints(tier.rate)) instead")
        }
        if costs.commission.minimum > 0 {
            commission.append("at least \(costs.commission.minimum.shortestText) per order")
        }
        if costs.commission.maximum < .infinity {
            commission.append("at most \(costs.commission.maximum.shortestText) per order")
        }
        lines.append(LabelledText("Commission", commission.isEmpty ? "none" : commission.joined(separator: ", ")))
        if costs.commission.sellTax > 0 {
            let tax = StudyResult.basisPoints(costs.commission.sellTax)
            lines.append(LabelledText("Tax on sales", tax + " of the value"))
        }
        var slippage: [String] = []
        if costs.slippage.ticks > 0 { slippage.append("\(costs.slippage.ticks.shortestText) ticks") }
        if costs.slippage.rate > 0 { slippage.append(StudyResult.basisPoints(costs.slippage.rate)) }
        if costs.slippage.volumeShare > 0 {
            slippage.append("\(costs.slippage.volumeShare.shortestText)·(q/V)² of the price")
        }
        if costs.slippage.squareRoot > 0 {
            slippage.append("\(costs.slippage.squareRoot.shortestText)·σ·√(q/V) of the price")
        }
        lines.append(LabelledText("Slippage", slippage.isEmpty ? "none" : slippage.joined(separator: " and ")))
        if costs.slippage.dependsOnSize {
            lines.append(
                LabelledText(
                    "Impact",
                    "V and σ: mean daily volume and volatility of the last 20 sessions over when the bar of a fill began; "
                        + "none before the first"))
        }
        if costs.slippage.staysInBar {
            lines.append(LabelledText("Clamp", "slippage and spread stay inside the range of the bar that fills"))
        }
        var spread: [String] = []
        if costs.spread.half > 0 { spread.append(costs.spread.half.shortestText) }
        if costs.spread.halfRate > 0 { spread.append(StudyResult.basisPoints(costs.spread.halfRate)) }
        if !spread.isEmpty {
            let sides = costs.spread.sides == .entry ? "on entries only" : "on entries and exits"
            lines.append(LabelledText("Half-spread", spread.joined(separator: " and ") + ", " + sides))
        }
        if costs.borrow.annualRate > 0 {
            lines.append(
                LabelledText(
                    "Borrow",
                    "\((costs.borrow.annualRate * 100).shortestText) % a year (\(costs.borrow.dayCount.rawValue)) of the "
                        + "market value of short positions, for every night"))
        }
        return lines
    }

    /// What a charge on units is called: by contract where nothing but futures is traded.
    private var perUnit: String {
        let futures = data.panel.instruments.filter(\.isTradable).map { $0.kind == .future }
        if futures.allSatisfy({ $0 }) { return "per contract" }
        return futures.contains(true) ? "per unit" : "per share"
    }

    private static func basisPoints(_ rate: Double) -> String {
        let points = (rate * 1e6).rounded() / 100
        return points.shortestText + (points == 1 ? " basis point" : " basis points")
    }
}

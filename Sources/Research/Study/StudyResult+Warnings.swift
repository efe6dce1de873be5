import Core
import DataSources
import Reports
import Simulation
import Statistics
import StrategyKit
import TimeSeries

/// What a reader must know before believing the figures.
extension StudyResult {
    /// Warnings, the most serious first.
    var warnings: [ReportWarning] {
        var list = auditWarnings + resultWarnings + dataWarnings
        for assumption in assumptions where assumption.leaning == .optimistic {
            list.append(
                ReportWarning(
                    severity: .warning, code: "optimistic-\(assumption.key.replacing("_", with: "-"))",
                    text: "\(assumption.key): \(assumption.choice) is optimistic: \(assumption.meaning)"))
        }
        return list.enumerated().sorted { a, b in
            a.element.severity != b.element.severity ? a.element.severity < b.element.severity : a.offset < b.offset
        }.map(\.element)
    }

    private var resultWarnings: [ReportWarning] {
        var list: [ReportWarning] = []
        if run.outcome == .ruined {
            list.append(
                ReportWarning(
                    severity: .serious, code: "ruin", text: "equity fell to zero or below: the run ended there"))
        }
        let closed = ledger.closed.count
        if closed < 30 {
            list.append(
                ReportWarning(
                    severity: .warning, code: "few-trades", count: closed,
                    text: closed == 0
                        ? "no trade was closed: there is nothing to judge"
                        : "\(closed) closed \(closed == 1 ? "trade is" : "trades are") too few to tell skill from luck")
            )
        }
        let costs = configuration.broker.costs
        if market != nil, costs.slippage != Slippage() || costs.spread != Spread() {
            list.append(
                ReportWarning(
                    severity: .note, code: "market-prices",
                    text: "the broker's slippage and spread do not apply: prices are those of the book"))
        }
        if market == nil, costs == Costs() {
            list.append(
                ReportWarning(
                    severity: .warning, code: "no-costs", text: "trading costs nothing: no commission, no slippage"))
        }
        if ambiguousBarCount > 0 {
            var text =
                "\(ambiguousBarCount) \(ambiguousBarCount == 1 ? "bar" : "bars") reached a stop and a target: which came first is an assumption"
            if let intrabar {
                text += "; final equity is \(intrabar.allStopsFirst.shortestText) with all stops first and "
                text += "\(intrabar.allTargetsFirst.shortestText) with all targets first"
            }
            list.append(ReportWarning(severity: .warning, code: "ambiguous-bars", count: ambiguousBarCount, text: text))
        }
        if let (count, all) = barsWithoutFiner, count > 0 {
            list.append(
                ReportWarning(
                    severity: .warning, code: "bars-without-finer-data", count: count,
                    text: "\(count) of \(all) bars are not covered by finer data: inside them stops come before targets"
                )
            )
        }
        list += modelWarnings + refusalWarnings + accountWarnings + rateWarnings
        if !ledger.open.isEmpty {
            list.append(
                ReportWarning(
                    severity: .note, code: "open-at-end", count: ledger.open.count,
                    text:
                        "\(ledger.open.count) \(ledger.open.count == 1 ? "lot is" : "lots are") still open at the end and marked at the "
                        + "last close"))
        }
        return list + actionWarnings
    }

    /// Refused orders by reason, the most frequent first; exits that found nothing to close any more are no matter.
    private var refusalWarnings: [ReportWarning] {
        var list: [ReportWarning] = []
        let late = RejectionReason.nothingToReduce.rawValue
        let refusals = orderOutcomes.filter { $0.kind == "rejected" && $0.reason != late }
            .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
        let count = refusals.reduce(0) { $0 + $1.count }
        if count > 0 {
            let reasons = refusals.map { refusals.count == 1 ? $0.reason : "\($0.count) \($0.reason)" }
            list.append(
                ReportWarning(
                    severity: .warning, code: "rejected-orders", count: count,
                    text: "\(count) \(count == 1 ? "order was" : "orders were") refused: "
                        + reasons.joined(separator: ", ")))
        }
        let exits = orderOutcomes.filter { $0.kind == "rejected" && $0.reason == late }.reduce(0) { $0 + $1.count }
        if exits > 0 {
            list.append(
                ReportWarning(
                    severity: .note, code: "late-exits", count: exits,
                    text: "\(exits) \(exits == 1 ? "exit" : "exits") found nothing to close any more"))
        }
        return list
    }

    private var dataWarnings: [ReportWarning] {
        var list = performance.warnings.map { ReportWarning(severity: .warning, code: $0.code, text: $0.text) }
        let symbols = { (series: [BarSeries]) in series.map(\.instrument.symbol).joined(separator: ", ") }
        let closes = data.panel.tradableSeries.filter { $0.content == .closes }
        if !closes.isEmpty {
            list.append(
                ReportWarning(
                    severity: .note, code: "closes-only", count: closes.count,
                    text: "closes alone for \(symbols(closes)): orders fill at the next close"))
        }
        let unknown = data.panel.tradableSeries.filter { $0.volumeKnowledge == .unknown }
        if !unknown.isEmpty {
            list.append(
                ReportWarning(
                    severity: .note, code: "unknown-volume", count: unknown.count,
                    text: "the volume of \(symbols(unknown)) is unknown: it limits nothing"))
        }
        list += DataNotices(data.report).warnings
        let stale = stalePositionBars
        if stale > 0 {
            list.append(
                ReportWarning(
                    severity: .warning, code: "stale-price", count: stale,
                    text: "\(stale) marks of open positions used an older price, because the instrument had no bar then"
                ))
        }
        return list
    }

    /// How often an open position was marked without a bar of its own (S3).
    private var stalePositionBars: Int {
        guard data.panel.count > 1 else { return 0 }
        var stale = 0
        for (place, series) in data.panel.series.enumerated() {
            guard !series.end.prefix(curve.times.count).elementsEqual(curve.times) else { continue }
            var held: [(step: Int, isHeld: Bool)] = []
            for event in run.log {
                if case .filled(let fill) = event.body, fill.instrument.place == place {
                    held.append((Int(event.step), fill.position != 0))
                }
            }
            for (index, leg) in held.enumerated() where leg.isHeld {
                let end = index + 1 < held.count ? held[index + 1].step : curve.times.count
                guard leg.step < end else { continue }
                let window = curve.times[leg.step..<end]
                guard let first = window.first, let last = window.last else { continue }
                let own =
                    series.firstIndex(endingAtOrAfter: Timestamp(nanoseconds: last) + 1)
                    - series.firstIndex(endingAtOrAfter: Timestamp(nanoseconds: first))
                stale += window.count - own
            }
        }
        return stale
    }
}

import Core
import DataSources
import Reports
import Simulation
import StrategyKit
import TimeSeries

/// Interest, settlement, currencies and futures, as the report shows them.
extension StudyResult {
    /// The conventions by which money moves besides trades.
    var moneyAssumptions: [ReportAssumption] {
        [interestAssumption, settlementAssumption, currencyAssumption, futureAssumption].compactMap { $0 }
    }

    /// Files of exchange rates that end more than a week before the bars that need them.
    var rateWarnings: [ReportWarning] {
        configuration.broker.rates.entries.compactMap { entry in
            guard case .series(let times, _) = entry.source, let last = times.last else { return nil }
            let end = data.panel.series.filter { $0.instrument.currency == entry.currency }.compactMap(\.end.last).max()
            guard let end, end - last > 7 * Timestamp.day else { return nil }
            return ReportWarning(
                severity: .warning, code: "stale-rate",
                text: "the last rate of \(entry.currency) is of \(Timestamp(nanoseconds: last).date): it holds for the "
                    + "\((end - last) / Timestamp.day) days until the data end")
        }
    }

    private var interestAssumption: ReportAssumption? {
        guard let interest = configuration.broker.interest else { return nil }
        func percent(_ rate: Double) -> String { "\(((rate * 1e8).rounded() / 1e6).shortestText) %" }
        var rates = ["cash \(percent(interest.cashRate))", "debt \(percent(interest.debtRate))"]
        if let rebate = interest.shortRebate { rates.append("short rebate \(percent(rebate))") }
        let base = configuration.rateFiles.interest.map { " on top of \($0)" } ?? ""
        return ReportAssumption(
            key: "interest", choice: rates.joined(separator: ", ") + base, leaning: .neutral,
            meaning:
                "yearly rates (\(interest.dayCount.rawValue)) on settled cash less the value of shorts, posted at session "
                + "ends for the days to the next session (S49)")
    }

    private var settlementAssumption: ReportAssumption? {
        let broker = configuration.broker
        guard broker.settlementSessions > 0 else { return nil }
        return ReportAssumption(
            key: "settlement", choice: "T+\(broker.settlementSessions)", leaning: .neutral,
            meaning: broker.margin == nil
                ? "the proceeds of a sale are spent so many sessions later at the earliest; purchases are paid at once"
                : "the proceeds of a sale earn interest so many sessions later")
    }

    private var currencyAssumption: ReportAssumption? {
        let own = configuration.broker.currency
        let foreign = Set(data.panel.instruments.map(\.currency)).subtracting([own]).sorted()
        guard !foreign.isEmpty else { return nil }
        return ReportAssumption(
            key: "currencies", choice: "\(foreign.joined(separator: ", ")) in \(own)", leaning: .neutral,
            meaning:
                "trades are exchanged at the last rate known then, without a spread; positions are marked at the last "
                + "rate known (S51)")
    }

    private var futureAssumption: ReportAssumption? {
        let futures = data.panel.instruments.filter { $0.kind == .future }.map(\.symbol)
        guard !futures.isEmpty else { return nil }
        return ReportAssumption(
            key: "futures", choice: futures.joined(separator: ", "), leaning: .neutral,
            meaning:
                "no notional moves at a trade; gains are paid at each session's end (S76); contracts neither expire nor "
                + "roll")
    }
}

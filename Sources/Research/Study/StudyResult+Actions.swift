import Core
import DataSources
import Reports
import Simulation
import StrategyKit
import TimeSeries

/// What corporate actions did to the account.
extension StudyResult {
    /// What happened, counted, and what it brought.
    struct ActionSummary {
        /// Dividends booked on positions.
        var dividends = 0
        /// What long positions got, before what short ones owed.
        var received: Cash = 0
        /// What short positions owed.
        var owed: Cash = 0
        /// Splits of any instrument.
        var splits = 0
        /// Instruments whose trading ended.
        var delistings = 0

        /// What dividends brought in all.
        var income: Cash { received - owed }
    }

    /// Counts the corporate actions in the log.
    var actionSummary: ActionSummary {
        run.log.reduce(into: ActionSummary()) { summary, event in
            switch event.body {
            case .dividend(_, _, _, let amount, _):
                summary.dividends += 1
                if amount > 0 { summary.received += amount } else { summary.owed -= amount }
            case .split: summary.splits += 1
            case .delisted: summary.delistings += 1
            default: break
            }
        }
    }

    /// The conventions of corporate actions, where the data have any or were adjusted by them.
    var actionAssumptions: [ReportAssumption] {
        guard configuration.data.actions != nil else { return [] }
        var list = [
            ReportAssumption(
                key: "dividends", choice: "cash", leaning: .neutral,
                meaning:
                    "dividends of the file of corporate actions count in equity from the ex date on and are cash on "
                    + "the pay date, without tax; they are not reinvested, by the benchmark neither")
        ]
        switch configuration.data.adjustment {
        case .splits:
            list.append(
                ReportAssumption(
                    key: "splits", choice: "adjusted", leaning: .neutral,
                    meaning:
                        "prices, volumes and dividends are adjusted with knowledge of later splits: only ratios are "
                        + "as they were seen then; a rule on a price level, a charge per share or a lot is not"))
        default:
            list.append(
                ReportAssumption(
                    key: "splits", choice: "lived through", leaning: .neutral,
                    meaning:
                        "a split multiplies what is held and divides orders; indicators see history as adjusted on "
                        + "that day, never for later splits; "
                        + (configuration.broker.splitFractions == .keep
                            ? "parts of a lot stay in the position" : "parts of a lot are paid out at the last price")))
        }
        return list
    }

    /// What a reader must know of corporate actions.
    var actionWarnings: [ReportWarning] {
        var list: [ReportWarning] = []
        if run.finalReceivable != 0 {
            let amount = abs(run.finalReceivable).shortestText
            list.append(
                ReportWarning(
                    severity: .note, code: "dividends-unpaid",
                    text: run.finalReceivable > 0
                        ? "dividends of \(amount) are paid after the end of the data: they count in equity, not in cash"
                        : "dividends of \(amount) are owed on short positions after the end of the data: they count in "
                            + "equity, not in cash"))
        }
        if let warning = unshownSplitWarning { list.append(warning) }
        let suspects = unexplainedSplits
        if let first = suspects.first {
            list.append(
                ReportWarning(
                    severity: .serious, code: "unadjusted-split", count: suspects.count,
                    text:
                        "\(suspects.count) \(suspects.count == 1 ? "step" : "steps") in the prices like those of a split "
                        + "that no action explains, first of \(first.symbol) on \(first.date): \(first.text); name it in "
                        + "data.actions, or adjust the prices"))
        }
        return list
    }

    /// Splits of the file of actions that the prices do not show: what is held is multiplied, and equity with it.
    private var unshownSplitWarning: ReportWarning? {
        let entries = data.report.entries
        guard let entry = entries.first(where: { !$0.unshownSplits.isEmpty }), let split = entry.unshownSplits.first
        else { return nil }
        let count = entries.reduce(0) { $0 + $1.unshownSplits.count }
        let damage =
            configuration.data.adjustment == .splits
            ? "dividing what came before makes a step that never was"
            : "multiplying what is held makes money that never was"
        let usual = Double((split.before / split.ratio * 1_000).rounded()) / 1_000
        return ReportWarning(
            severity: .serious, code: "unshown-split", count: count,
            text: "\(count) \(count == 1 ? "split" : "splits") of \(configuration.data.actions ?? "data.actions") "
                + "\(count == 1 ? "does" : "do") not show in the prices, first \(split.ratio.shortestText) for 1 of "
                + "\(entry.symbol) on \(split.date): from \(split.before.shortestText) to \(split.after.shortestText) and "
                + "not to about \(usual.shortestText); \(damage); if the prices of \(entry.path) are adjusted already, "
                + "remove the row, or read unadjusted ones")
    }

    /// Steps in raw prices like those of a split that stands in no file of actions, by instrument.
    private var unexplainedSplits: [(symbol: String, date: CivilDate, text: String)] {
        guard configuration.data.adjustment == .none else { return [] }
        return data.panel.series.flatMap { series in
            series.unexplainedSplits().map {
                (series.instrument.symbol, series.calendar.zone.localDate(at: $0.start), $0.text)
            }
        }
    }

    /// The corporate actions in `result.json`; null where there is no file of them.
    var actionsDocument: JSONValue {
        guard configuration.data.actions != nil else { return .null }
        let summary = actionSummary
        return [
            "dividends": .integer(summary.dividends), "dividend_income": .number(summary.income),
            "dividends_owed_on_shorts": .number(summary.owed), "receivable": .number(run.finalReceivable),
            "splits": .integer(summary.splits), "delistings": .integer(summary.delistings),
        ]
    }

    /// What was earned besides trades.
    var incomeLines: [CostLine] {
        let summary = actionSummary
        guard summary.dividends > 0 else { return [] }
        var lines = [CostLine(label: "Dividends received", amount: summary.received)]
        if summary.owed > 0 {
            lines.append(CostLine(label: "Dividends owed on short positions", amount: -summary.owed))
        }
        return lines
    }
}

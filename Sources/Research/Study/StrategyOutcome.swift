public import Core
import DataSources
import Reports
public import Simulation
import Statistics
import StrategyKit
import TimeSeries

/// What one of several strategies in an account did and made (S39).
public struct StrategyOutcome: Sendable {
    /// Its part of the account.
    public let part: AccountPart
    /// What it made at the end: realised and open, after its costs.
    public let netPnl: Cash
    /// Its commission, slippage, half-spread and borrowing.
    public let costs: Cash
    /// The deepest fall of what it made from its highest, in money, at most 0.
    public let maximumDrawdown: Cash
    /// Its own trades: lots of its own position, not of the account's.
    public let ledger: TradeLedger
    /// The number of its fills.
    public let fillCount: Int

    /// The outcomes of a run, in the order of the strategies; none where there is only one.
    static func all(
        of run: Run, _ panel: Panel, _ terms: Broker, from first: Int, end: Timestamp
    ) -> [StrategyOutcome] {
        guard let attribution = run.attribution else { return [] }
        return attribution.parts.indices.map { strategy in
            let log = attribution.log(of: strategy, in: run.log, panel: panel, marking: false)
            let curve = Simulation.EquityCurve(
                log: attribution.log(of: strategy, in: run.log, panel: panel, marking: true), panel: panel,
                initialCash: 0, stepCount: run.stepCount, terms: terms)
            var (costs, fills): (Cash, Int) = (0, 0)
            for event in log {
                switch event.body {
                case .filled(let fill):
                    costs += fill.totalCosts(multiplier: panel[fill.instrument].instrument.multiplier)
                    fills += 1
                case .borrowed(_, _, _, let amount, _): costs += amount
                default: break
                }
            }
            var (peak, deepest): (Cash, Cash) = (0, 0)
            for value in curve.equity.dropFirst(first) {
                peak = max(peak, value)
                deepest = min(deepest, value - peak)
            }
            return StrategyOutcome(
                part: attribution.parts[strategy], netPnl: curve.equity.last ?? 0, costs: costs,
                maximumDrawdown: deepest, ledger: TradeLedger(log: log, panel: panel, end: end, terms: terms),
                fillCount: fills)
        }
    }
}

extension StudyResult {
    /// What the account made that belongs to none of several strategies, such as interest: what is left of its gain.
    ///
    /// Below a billionth of the turnover it is rounding, and nothing.
    public var unattributedPnl: Cash {
        let rest = strategies.reduce(run.finalEquity - configuration.broker.cash) { $0 - $1.netPnl }
        let turnover = (performance.input.tradedNotional ?? 0) + configuration.broker.cash
        return abs(rest) <= 1e-9 * turnover ? 0 : rest
    }

    /// The strategies in `result.json`.
    var strategiesDocument: JSONValue {
        .array(
            strategies.map { one in
                [
                    "name": .string(one.part.name), "capital": one.part.capital.map { .number($0) } ?? .null,
                    "net_pnl": .number(one.netPnl), "costs": .number(one.costs),
                    "max_drawdown_cash": .number(one.maximumDrawdown), "trades": .integer(one.ledger.closed.count),
                    "open": .integer(one.ledger.open.count), "round_trips": .integer(one.ledger.roundTripCount),
                    "fills": .integer(one.fillCount),
                ]
            })
    }

    /// `strategies.csv`: a row for each of several strategies.
    var strategiesCSV: String {
        var text = CSVCells.line([
            "strategy", "capital", "net_pnl", "costs", "max_drawdown_cash", "trades", "open", "round_trips", "fills",
        ])
        for one in strategies {
            text += CSVCells.line([
                one.part.name, one.part.capital?.shortestText ?? "", one.netPnl.shortestText, one.costs.shortestText,
                one.maximumDrawdown.shortestText, String(one.ledger.closed.count), String(one.ledger.open.count),
                String(one.ledger.roundTripCount), String(one.fillCount),
            ])
        }
        return text
    }

    /// `strategy_trades.csv`: as `trades.csv`, but the lots of each strategy's own position, with its name in front.
    var strategyTradesCSV: String {
        var text = "strategy," + TradeRow.columns.joined(separator: ",") + "\n"
        for one in strategies {
            let name = CSVCells.line([one.part.name]).dropLast()
            for trade in one.ledger.closed { text += "\(name),\(row(of: trade).csvLine)" }
        }
        return text
    }

    /// The section of the report.
    var strategiesSection: ReportSection? {
        guard !strategies.isEmpty else { return nil }
        var lines = strategies.map { one in
            let trades = one.ledger.closed.count
            return LabelledText(
                one.part.name,
                "made \(StudyResult.money(one.netPnl)) after costs of \(StudyResult.money(one.costs)); deepest fall "
                    + "\(StudyResult.money(one.maximumDrawdown)); \(trades) closed \(trades == 1 ? "trade" : "trades"), "
                    + "\(one.ledger.open.count) open"
                    + (one.part.capital.map { "; capital \(($0 * 100).shortestText) %" } ?? ""))
        }
        if unattributedPnl != 0 {
            lines.append(LabelledText("Of the account alone", StudyResult.money(unattributedPnl)))
        }
        return ReportSection(
            title: "By strategy",
            text:
                "Positions are netted in the account and attributed apart (S39): what strategies made sums to what the "
                + "account made. Trades here are lots of a strategy's own position; in the tables above, of the account's.",
            lines: lines)
    }

    private static func money(_ amount: Cash) -> String { ((amount * 100).rounded() / 100).shortestText }
}

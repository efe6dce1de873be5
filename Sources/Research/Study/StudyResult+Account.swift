import Reports
import Simulation
import StrategyKit

/// Margins and limits on what is opened, as the report shows them.
extension StudyResult {
    /// The conventions of the account that are in force.
    var accountAssumptions: [ReportAssumption] {
        var list: [ReportAssumption] = []
        if let margin = configuration.broker.margin {
            let answer =
                margin.call == .stopOpening
                ? "below it nothing is opened"
                : "below it positions are closed at the market, the largest margin first"
                    + (margin.graceSessions > 0 ? ", \(margin.graceSessions) sessions after the call" : "")
            list.append(
                ReportAssumption(
                    key: "margin",
                    choice: "initial \(margin.initial.shortestText), maintenance \(margin.maintenance.shortestText)",
                    leaning: .neutral,
                    meaning:
                        "parts of the value of positions that equity must reach to open and to hold them; \(answer) "
                        + "(S50)"))
        }
        list += moneyAssumptions
        let limits = limitTexts
        if !limits.isEmpty {
            list.append(
                ReportAssumption(
                    key: "risk", choice: limits.joined(separator: ", "), leaning: .neutral,
                    meaning: "limits checked before each order and again at its fill, as parts of equity (S41)"))
        }
        return list
    }

    private var limitTexts: [String] {
        let risk = configuration.broker.risk
        var texts: [String] = []
        func add(_ name: String, _ limit: Double?) {
            if let limit { texts.append("\(name) \(limit.shortestText)") }
        }
        add("gross", risk.maximumGross)
        add("net", risk.maximumNet)
        add("instrument", risk.maximumPerInstrument)
        add("daily loss", risk.dailyLoss)
        add(risk.flattensAtDrawdown ? "drawdown (flattens)" : "drawdown", risk.drawdown)
        add("orders of a step", risk.maximumOrdersPerStep.map { Double($0) })
        return texts
    }

    /// How often the broker called, and which losses stopped the run.
    var accountWarnings: [ReportWarning] {
        var (calls, restored, stops) = (0, 0, 0)
        var brokersOrders: Set<OrderID> = []
        var hasClosed = false
        for event in run.log {
            switch event.body {
            case .marginCall: calls += 1
            case .marginRestored: restored += 1
            case .submitted(let order) where order.request.reason == "margin-call": brokersOrders.insert(order.id)
            case .filled(let fill): hasClosed = hasClosed || brokersOrders.contains(fill.order)
            case .riskStop: stops += 1
            default: break
            }
        }
        var list: [ReportWarning] = []
        if calls > 0 {
            let answer: String
            if configuration.broker.margin?.call != .liquidate {
                answer = "nothing was opened until it recovered"
            } else if hasClosed {
                answer = "the broker closed positions"
            } else {
                let end = run.outcome == .ruined ? "it was gone" : restored == calls ? "it recovered" : "the data ended"
                answer = "\(end) before the broker closed anything"
            }
            list.append(
                ReportWarning(
                    severity: .serious, code: "margin-call", count: calls,
                    text:
                        "equity fell below the maintenance margin \(calls == 1 ? "once" : "\(calls) times"): \(answer)")
            )
        }
        if stops > 0 {
            list.append(
                ReportWarning(
                    severity: .warning, code: "risk-stop", count: stops,
                    text: "\(stops == 1 ? "a loss" : "\(stops) losses") stopped the opening of positions"))
        }
        return list
    }
}

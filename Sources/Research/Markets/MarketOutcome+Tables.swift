import Core
import MarketVenue
import Reports
import Simulation
import TimeSeries

/// The outcome as files and pages have it.
extension MarketOutcome {
    /// The part `market` of `result.json`.
    var document: JSONValue {
        func points(_ points: [ImpactCurve.Point]) -> JSONValue {
            .array(
                points.map { point in
                    [
                        "seconds": .number(Double(point.horizon) / 1e9), "basis_points": number(point.basisPoints),
                        "standard_error": number(point.standardError), "orders": .integer(point.orders),
                        "fills": .integer(point.fills),
                    ]
                })
        }
        return [
            "trades": .string(tradeHash),
            "return": .number(liveReturn),
            "return_on_bars": .number(barsReturn),
            "gap": .number(barsReturn - liveReturn),
            "volume_share": .number(volumeShare),
            "executions": summaryDocument(summary),
            "impact": [
                "all": points(impact.points), "takers": points(impact.takerPoints),
                "makers": points(impact.makerPoints),
            ],
            "capacity": capacity.map { curve in
                .array(
                    curve.points.map { point in
                        [
                            "multiple": .number(point.multiple), "capital": .number(point.capital),
                            "return": .number(point.liveReturn), "return_on_bars": .number(point.backtestReturn),
                            "volume_share": .number(point.volumeShare),
                            "fill_ratio": number(point.executions.fillRatio),
                            "is_underfilled": .bool(point.isUnderfilled),
                            "executions": summaryDocument(point.executions),
                        ]
                    })
            } ?? .null,
        ]
    }

    private func number(_ value: Double?) -> JSONValue {
        value.flatMap { $0.isNaN ? nil : .number($0) } ?? .null
    }

    private func summaryDocument(_ summary: ExecutionSummary) -> JSONValue {
        [
            "orders": .integer(summary.orders), "filled": .integer(summary.filledOrders),
            "fill_ratio": number(summary.fillRatio), "maker_share": number(summary.makerShare),
            "slippage": .number(summary.slippage), "slippage_basis_points": number(summary.slippageBasisPoints),
            "seconds_to_first_fill": number(summary.meanTimeToFirstFill.map { $0 / 1e9 }),
            "seconds_to_last_fill": number(summary.meanTimeToLastFill.map { $0 / 1e9 }),
            "seconds_in_queue": number(summary.meanQueueWait.map { $0 / 1e9 }),
            "volume_ahead": number(summary.meanVolumeAhead),
        ]
    }

    /// `executions.csv`: a row for each order that was sent to the book.
    func executionsCSV(_ panel: Panel) -> String {
        func cell(_ value: Double?) -> String { value.map { $0.isNaN ? "" : $0.shortestText } ?? "" }
        func time(_ value: Int64?) -> String { value.map { "\(Timestamp(nanoseconds: $0))" } ?? "" }
        func seconds(_ value: Int64?) -> String { cell(value.map { Double($0) / 1e9 }) }
        var text = CSVCells.line([
            "order", "instrument", "side", "asked", "filled", "decided", "arrived", "decision_mid", "arrival_mid",
            "average_price", "slippage", "slippage_basis_points", "delay_basis_points", "seconds_to_first_fill",
            "seconds_to_last_fill", "volume_ahead", "orders_ahead", "seconds_in_queue", "maker_share",
        ])
        for one in executions {
            text += CSVCells.line([
                String(one.order.rawValue), panel[one.instrument].instrument.symbol, one.side == .buy ? "buy" : "sell",
                cell(one.asked), cell(one.filled), time(one.decisionTime), time(one.arrivalTime),
                cell(one.decisionMid), cell(one.arrivalMid), cell(one.averagePrice), cell(one.slippage),
                cell(one.slippageBasisPoints), cell(one.delayBasisPoints), seconds(one.timeToFirstFill),
                seconds(one.timeToLastFill), cell(one.volumeAhead), one.ordersAhead.map { String($0) } ?? "",
                seconds(one.queueWait), cell(one.makerShare),
            ])
        }
        return text
    }

    /// The outcome as the report shows it.
    var report: VenueReport {
        var report = VenueReport(
            liveReturn: liveReturn, barsReturn: barsReturn, volumeShare: volumeShare, orders: summary.orders,
            filledOrders: summary.filledOrders)
        report.fillRatio = summary.fillRatio
        report.makerShare = summary.makerShare
        report.slippage = summary.slippage
        report.slippageBasisPoints = summary.slippageBasisPoints
        report.secondsToFirstFill = summary.meanTimeToFirstFill.map { $0 / 1e9 }
        report.secondsInQueue = summary.meanQueueWait.map { $0 / 1e9 }
        report.volumeAhead = summary.meanVolumeAhead
        report.impact = impact.points.indices.map { place in
            let point = impact.points[place]
            return VenueReport.Impact(
                seconds: Double(point.horizon) / 1e9, basisPoints: point.basisPoints, error: point.standardError,
                takers: impact.takerPoints[place].basisPoints, makers: impact.makerPoints[place].basisPoints,
                orders: point.orders, fills: point.fills)
        }
        report.capacity =
            capacity?.points.map { point in
                VenueReport.Capacity(
                    multiple: point.multiple, capital: point.capital, liveReturn: point.liveReturn,
                    barsReturn: point.backtestReturn,
                    slippageBasisPoints: point.executions.slippageBasisPoints, fillRatio: point.executions.fillRatio,
                    volumeShare: point.volumeShare)
            } ?? []
        report.leastFilled = CapacityCurve.leastFilled
        return report
    }
}

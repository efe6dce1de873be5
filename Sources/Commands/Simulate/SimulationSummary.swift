import Core
import MarketSimulator
import Reports
import Research
import Statistics
import StylizedFacts
import TimeSeries

/// What `backtest simulate` prints.
struct SimulationSummary {
    private let made: SimulationRuns.Made
    private let isOneOfMany: Bool

    init(_ made: SimulationRuns.Made, isOneOfMany: Bool) {
        self.made = made
        self.isOneOfMany = isOneOfMany
    }

    var text: String {
        let market = made.market
        let counts = market.counts
        var lines = [
            "\(made.folder): \(market.configuration.days) day\(market.configuration.days == 1 ? "" : "s"), seed "
                + "\(market.configuration.seed): \(counts.trades) trades, \(counts.orders) orders, \(counts.messages) "
                + "messages"
        ]
        for series in market.bars where series.count > 0 {
            let last = series.count - 1
            let (low, high) = (series.low.min() ?? .nan, series.high.max() ?? .nan)
            lines.append(
                "  \(series.instrument.symbol): \(series.count) bars, \(series.open[0].shortestText) to "
                    + "\(series.close[last].shortestText), between \(low.shortestText) and \(high.shortestText)")
        }
        for card in made.cards {
            let failed = card.scorecard.results.filter { $0.verdict == .failed }
            lines.append(
                "  stylised facts: \(card.scorecard.count(.passed)) pass, \(failed.count) fail"
                    + (failed.isEmpty ? "" : ": " + failed.map(\.fact.title).joined(separator: "; ")))
        }
        if !isOneOfMany, let card = made.cards.first {
            var rows = [["fact", "statistic", "value", "interval", "verdict"]]
            for result in card.scorecard.results {
                let interval = result.estimate.interval
                rows.append([
                    result.fact.title, result.fact.statistic, SimulationSummary.number(result.estimate.value),
                    interval.map {
                        "\(SimulationSummary.number($0.low)) to \(SimulationSummary.number($0.high))"
                    } ?? "", result.verdict.label,
                ])
            }
            lines.append("")
            lines.append(TextTable.text(rows))
        }
        return lines.joined(separator: "\n")
    }

    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        return ((value * 1_000).rounded() / 1_000).shortestText
    }
}

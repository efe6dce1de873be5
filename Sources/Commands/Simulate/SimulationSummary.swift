import Core
import MarketSimulator
import Reports
import Research
import Statistics
import StylizedFacts
import TimeSeries

/// What `backtest simulate` prints of a market.
struct SimulationSummary {
    /// Instruments up to which each has a table of its facts; of more, the first has.
    static let mostTables = 3

    private let made: SimulationRuns.Made
    private let isOneOfMany: Bool
    /// The scorecard of real data.
    private let beside: Scorecard?

    init(_ made: SimulationRuns.Made, isOneOfMany: Bool, beside: Scorecard?) {
        (self.made, self.isOneOfMany, self.beside) = (made, isOneOfMany, beside)
    }

    /// The lines, each with a line feed.
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
        let isAlone = market.configuration.instruments.count == 1
        for card in made.cards {
            lines.append("  " + (isAlone ? "" : "\(card.scorecard.name): ") + verdicts(card.scorecard))
        }
        var text = lines.joined(separator: "\n") + "\n"
        guard !isOneOfMany, !made.cards.isEmpty else { return text }
        if let beside { text += "  \(beside.name), real: \(verdicts(beside))\n" }
        for card in made.cards.count <= SimulationSummary.mostTables ? made.cards[...] : made.cards.prefix(1) {
            text += isAlone ? "\n" : "\n\(card.scorecard.name)\n"
            if let beside {
                text += TextTable.text(compared(card.scorecard, beside))
            } else {
                text += TextTable.text(rows(card.scorecard))
            }
        }
        return text
    }

    /// How many gates passed, and which failed.
    private func verdicts(_ card: Scorecard) -> String {
        let failed = card.results.filter { $0.verdict == .failed }
        return "stylised facts: \(card.count(.passed)) pass, \(failed.count) fail"
            + (failed.isEmpty ? "" : ": " + failed.map(\.fact.title).joined(separator: "; "))
    }

    private func rows(_ card: Scorecard) -> [[String]] {
        [["fact", "statistic", "value", "interval", "verdict"]]
            + card.results.map { result in
                [
                    result.fact.title, result.fact.statistic, SimulationSummary.number(result.estimate.value),
                    SimulationSummary.interval(result.estimate), result.verdict.label,
                ]
            }
    }

    /// The facts beside those of real data; the distance is in standard errors of the latter.
    private func compared(_ card: Scorecard, _ beside: Scorecard) -> [[String]] {
        [["fact", "value", "interval", "verdict", "real", "real interval", "real verdict", "distance, s.e."]]
            + card.results.map { result in
                var row = [
                    result.fact.title, SimulationSummary.number(result.estimate.value),
                    SimulationSummary.interval(result.estimate), result.verdict.label,
                ]
                if let other = beside[result.fact] {
                    row += [
                        SimulationSummary.number(other.estimate.value), SimulationSummary.interval(other.estimate),
                        other.verdict.label, SimulationSummary.number(result.distance(to: other) ?? .nan),
                    ]
                }
                return row
            }
    }

    private static func interval(_ estimate: Estimate) -> String {
        guard let interval = estimate.interval else { return "" }
        return "\(number(interval.low)) to \(number(interval.high))"
    }

    /// A number with three decimals; nothing where it is not known.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        return ((value * 1_000).rounded() / 1_000).shortestText
    }
}

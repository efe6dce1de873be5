import Core
import Research
import StylizedFacts

/// What `backtest simulate --runs` prints of all its markets together.
struct SimulationRunsSummary {
    private let runs: MarketRuns
    private let folder: String

    /// - Parameter folder: Where the markets are, as it is shown.
    init(_ runs: MarketRuns, folder: String) {
        (self.runs, self.folder) = (runs, folder)
    }

    /// The lines, each with a line feed: of each gate the share of the markets that passed, and how its figure spreads.
    var text: String {
        var text = "\n\(runs.runs.count) runs, all in \(folder)/\(MarketRuns.fileName)\n"
        var symbols: [String] = []
        for fact in runs.facts where !symbols.contains(fact.symbol) { symbols.append(fact.symbol) }
        let isAlone = symbols.count == 1
        for symbol in symbols.count <= SimulationSummary.mostTables ? symbols[...] : symbols.prefix(1) {
            var rows = [["fact", "statistic", "passed", "share", "median", "range"]]
            for fact in runs.facts where fact.symbol == symbol {
                let judged = fact.passed + fact.failed
                rows.append([
                    fact.fact.title, fact.fact.statistic, judged == 0 ? "not judged" : "\(fact.passed) of \(judged)",
                    judged == 0 ? "" : "\(Int((fact.share * 100).rounded())) %",
                    SimulationSummary.number(fact.median),
                    fact.figures.isEmpty
                        ? ""
                        : "\(SimulationSummary.number(fact.least)) to \(SimulationSummary.number(fact.greatest))",
                ])
            }
            text += (isAlone ? "" : "\n\(symbol)\n") + TextTable.text(rows)
        }
        guard symbols.count > SimulationSummary.mostTables else { return text }
        for symbol in symbols.dropFirst() {
            let own = runs.facts.filter { $0.symbol == symbol }
            let (passed, failed) = (own.reduce(0) { $0 + $1.passed }, own.reduce(0) { $0 + $1.failed })
            let missed = own.filter { $0.failed > 0 }.map { "\($0.fact.title) in \($0.failed)" }
            text += "\(symbol): \(passed) of \(passed + failed) gates pass"
            text += (missed.isEmpty ? "" : "; missed: " + missed.joined(separator: "; ")) + "\n"
        }
        return text
    }
}

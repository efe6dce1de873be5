import Core
import Simulation
import TimeSeries

extension PortfolioPlan {
    /// The places of the portfolio's instruments in a universe, ascending.
    ///
    /// - Throws: `StrategyError` where a symbol is not there or stands twice, or there is none at all.
    func members(of universe: Universe) throws(StrategyError) -> [Int] {
        let named = symbols ?? (policy == .fixed ? weights.map(\.symbol) : nil)
        guard let named else {
            let tradable = universe.tradable.map(\.place)
            guard !tradable.isEmpty else { throw StrategyError("a portfolio needs at least one instrument") }
            return tradable
        }
        var places: [Int] = []
        for symbol in named {
            guard let place = universe.index(of: symbol)?.place else {
                let known = universe.instruments.prefix(20).map(\.symbol).joined(separator: ", ")
                throw StrategyError("the portfolio names '\(symbol)', which is not in the data; in the data: \(known)")
            }
            guard universe.instruments[place].isTradable else {
                throw StrategyError("the portfolio names '\(symbol)', whose bars are signals only; leave it out")
            }
            guard !places.contains(place) else { throw StrategyError("the portfolio names '\(symbol)' twice") }
            places.append(place)
        }
        guard !places.isEmpty else { throw StrategyError("a portfolio needs at least one instrument") }
        return places.sorted()
    }

    /// Holds the plan against the number of its instruments.
    ///
    /// - Throws: `StrategyError` where weights do not sum, bounds exclude every portfolio, or a window is empty.
    func check(count: Int) throws(StrategyError) {
        if policy == .fixed {
            for one in weights where !(one.weight >= 0 && one.weight <= 1) {
                throw StrategyError("the weight of \(one.symbol) is \(one.weight.shortestText); it must be from 0 to 1")
            }
            let sum = weights.reduce(0) { $0 + $1.weight }
            guard sum <= 1 + 1e-9 else {
                throw StrategyError(
                    "the weights sum to \(sum.shortestText), more than 1; make them smaller (what is left of 1 stays cash)"
                )
            }
            guard sum > 0 else { throw StrategyError("the weights sum to 0: nothing would ever be bought") }
        }
        if case .bars(let bars) = schedule, bars < 1 {
            throw StrategyError("a schedule of every \(bars) bars is none; it must be at least 1")
        }
        if policy.needsHistory {
            guard skip >= 0, lookback - skip >= (policy == .momentum ? 1 : 2) else {
                throw StrategyError(
                    "lookback (\(lookback)) must be above skip (\(skip)) by at least \(policy == .momentum ? 1 : 2)")
            }
        }
        if policy == .momentum, top > count || top < 1 {
            throw StrategyError("top (\(top)) must be from 1 to the \(count) instruments of the portfolio")
        }
        if policy == .minimumVariance || policy == .meanVariance {
            guard Double(count) * bounds.least <= 1 + 1e-9 else {
                throw StrategyError(
                    "minimum_weight (\(bounds.least.shortestText)) times the \(count) instruments is above 1")
            }
            guard Double(count) * bounds.greatest >= 1 - 1e-9 else {
                throw StrategyError(
                    "maximum_weight (\(bounds.greatest.shortestText)) times the \(count) instruments is below 1")
            }
        }
    }
}

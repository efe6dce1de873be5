import Core
import Simulation
import TimeSeries

/// The weights of the moment, from the prices seen so far.
extension PortfolioStrategy {
    /// The members that the policy chooses, and the weight of each; none where it has no answer.
    ///
    /// - Parameter candidates: Places in `members` that can be bought, ascending.
    func weights(_ market: borrowing Market, among candidates: [Int]) -> (chosen: [Int], weights: [Double]) {
        switch plan.policy {
        case .fixed, .equal: return (candidates, Allocation.equalWeight(count: candidates.count))
        case .momentum:
            var known: [Int] = []
            var rises: [Double] = []
            known.reserveCapacity(candidates.count)
            rises.reserveCapacity(candidates.count)
            for index in candidates {
                let instrument = InstrumentIndex(members[index])
                guard let window = window(market, instrument) else { continue }
                let rise = market.close(instrument, ago: window.newest) / market.close(instrument, ago: window.oldest)
                guard rise.isFinite else { continue }
                known.append(index)
                rises.append(rise - 1)
            }
            let chosen = Allocation.highestScores(rises, count: plan.top).map { known[$0] }
            return (chosen, Allocation.equalWeight(count: chosen.count))
        case .inverseVolatility, .equalRisk, .minimumVariance, .meanVariance:
            return weightsByRisk(market, among: candidates)
        }
    }

    private func weightsByRisk(
        _ market: borrowing Market, among candidates: [Int]
    ) -> (chosen: [Int], weights: [Double]) {
        let (known, all) = returns(market, of: candidates)
        let usable = known.indices.filter { place in
            let column = all.columns[place]
            // An instrument that never moves has no risk to share out.
            return column.allSatisfy(\.isFinite) && column.contains { $0 != column[0] }
        }
        let table = ReturnTable(columns: usable.map { all.columns[$0] })
        guard let covariance = (plan.policy == .inverseVolatility ? .sample : plan.covariance).covariance(of: table)
        else { return ([], []) }
        let weights: [Double]? =
            switch plan.policy {
            case .inverseVolatility: Allocation.inverseVolatility(covariance.diagonal.map { $0.squareRoot() })
            case .equalRisk: Allocation.equalRiskContribution(covariance)
            case .minimumVariance: Allocation.minimumVariance(covariance, bounds: plan.bounds)
            case .meanVariance:
                Allocation.meanVariance(
                    covariance, means: table.means, riskAversion: plan.riskAversion, bounds: plan.bounds)
            case .fixed, .equal, .momentum: nil
            }
        guard let weights else { return ([], []) }
        return (usable.map { known[$0] }, weights)
    }

    /// The newest and the oldest bar of an instrument's window, counted back from its last; `nil` where it is not full.
    @inline(__always)
    private func window(_ market: borrowing Market, _ instrument: InstrumentIndex) -> (newest: Int, oldest: Int)? {
        guard plan.lookbackUnit == .bars else { return windowOfDays(market, instrument) }
        return market.barCount(of: instrument) > plan.lookback ? (plan.skip, plan.lookback) : nil
    }

    private func windowOfDays(
        _ market: borrowing Market, _ instrument: InstrumentIndex
    ) -> (newest: Int, oldest: Int)? {
        let count = market.barCount(of: instrument)
        let calendar = universe.calendars[instrument.place]
        let today = calendar.sessionDate(endingAt: market.now)
        let first = calendar.indexOfSession(onOrAfter: today + -plan.lookback)
        let afterLast = calendar.indexOfSession(onOrAfter: today + (1 - plan.skip))
        guard count > 0, first < afterLast, calendar.sessions[0].date <= today + -plan.lookback else { return nil }
        let (opening, closing) = (calendar.sessions[first], calendar.sessions[afterLast - 1])
        guard market.bar(instrument, ago: count - 1).end <= opening.close else { return nil }
        var newest = 0
        while newest < count, market.bar(instrument, ago: newest).end > closing.close { newest += 1 }
        var oldest = newest
        while oldest + 1 < count, market.bar(instrument, ago: oldest + 1).end > opening.open { oldest += 1 }
        return newest < oldest ? (newest, oldest) : nil
    }

    /// The returns of those members whose window is full, over the times at which all of them have a bar.
    private func returns(
        _ market: borrowing Market, of candidates: [Int]
    ) -> (known: [Int], table: ReturnTable) {
        var known: [Int] = []
        var times: [[Int64]] = []
        var closes: [[Price]] = []
        for index in candidates {
            let instrument = InstrumentIndex(members[index])
            guard let window = window(market, instrument) else { continue }
            var (ends, prices): ([Int64], [Price]) = ([], [])
            ends.reserveCapacity(window.oldest - window.newest + 1)
            prices.reserveCapacity(window.oldest - window.newest + 1)
            for ago in stride(from: window.oldest, through: window.newest, by: -1) {
                let bar = market.bar(instrument, ago: ago)
                ends.append(bar.end.nanoseconds)
                prices.append(bar.close)
            }
            known.append(index)
            times.append(ends)
            closes.append(prices)
        }
        if let first = times.first, times.contains(where: { $0 != first }) {
            let shared = times.dropFirst().reduce(first) { PortfolioStrategy.common($0, $1) }
            closes = zip(times, closes).map { PortfolioStrategy.values($1, of: $0, at: shared) }
        }
        return (known, ReturnTable(prices: closes))
    }

    /// The instants that stand in both of two ascending lists.
    private static func common(_ a: [Int64], _ b: [Int64]) -> [Int64] {
        var shared: [Int64] = []
        var place = 0
        for time in a {
            while place < b.count, b[place] < time { place += 1 }
            if place < b.count, b[place] == time { shared.append(time) }
        }
        return shared
    }

    /// The values at some of the instants of an ascending list.
    private static func values(_ values: [Double], of times: [Int64], at wanted: [Int64]) -> [Double] {
        var place = 0
        return wanted.map { time in
            while times[place] < time { place += 1 }
            return values[place]
        }
    }
}

import Core
import Simulation
import TimeSeries

/// What a split does to rules: everything is computed anew from the history as it is seen now (S53).
extension RulesStrategy {
    /// Computes the machines of the instruments with a changed history anew, from the bars before the present one.
    ///
    /// Where rules read other instruments all machines are computed together, since they read each other.
    mutating func computeAnew(_ market: borrowing Market) {
        for place in traded.indices {
            let ratio = market.rescaling(of: traded[place].instrument)
            guard ratio != 1 else { continue }
            for bar in traded[place].accounts.indices {
                traded[place].accounts[bar].position *= ratio
                traded[place].accounts[bar].entryPrice /= ratio
            }
        }
        guard others.isEmpty else { return computeAllAnew(market) }
        for place in traded.indices where market.rescaling(of: traded[place].instrument) != 1 {
            let instrument = traded[place].instrument
            let machine = RuleMachine(program, symbol: nil, calendar: universe.calendars[instrument.place])
            let accounts = traded[place].accounts
            var bar = 0
            market.forEachEarlierBar(of: instrument) { one in
                machine.update(one, account: bar < accounts.count ? accounts[bar] : RuleMachine.Account())
                bar += 1
            }
            traded[place].machine = machine
        }
    }

    private mutating func computeAllAnew(_ market: borrowing Market) {
        let instruments = others.map(\.instrument) + traded.map(\.instrument)
        guard instruments.contains(where: { market.rescaling(of: $0) != 1 }) else { return }
        let accounts = traded.map(\.accounts)
        let sent = traded.map(\.entriesSentAt)
        start()
        for place in traded.indices {
            traded[place].accounts = accounts[place]
            traded[place].entriesSentAt = sent[place]
        }
        // All bars before those that ended just now, by the instant of their ends; other instruments first.
        let counts = instruments.map { market.barCount(of: $0) - (market.hasNewBar($0) ? 1 : 0) }
        var next = [Int](repeating: 0, count: instruments.count)
        while true {
            var bars = [Bar?](repeating: nil, count: instruments.count)
            var time = Timestamp.distantFuture
            for place in instruments.indices where next[place] < counts[place] {
                let bar = market.bar(
                    instruments[place], ago: market.barCount(of: instruments[place]) - 1 - next[place])
                bars[place] = bar
                time = min(time, bar.end)
            }
            guard time < .distantFuture else { return }
            for place in instruments.indices {
                guard let bar = bars[place], bar.end == time else { continue }
                if place < others.count {
                    others[place].machine.update(bar)
                } else {
                    let one = place - others.count
                    let known = traded[one].accounts
                    traded[one].machine.update(
                        bar, account: next[place] < known.count ? known[next[place]] : RuleMachine.Account())
                }
                next[place] += 1
            }
        }
    }
}

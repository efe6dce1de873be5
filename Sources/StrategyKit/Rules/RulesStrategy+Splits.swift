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
        var seen = [Int](repeating: 0, count: traded.count)
        // Other instruments first: the traded ones read them.
        market.forEachEarlierInstant(of: instruments) { bars in
            for (place, bar) in bars {
                if place < others.count {
                    others[place].machine.update(bar)
                } else {
                    let one = place - others.count
                    let known = traded[one].accounts
                    traded[one].machine.update(
                        bar, account: seen[one] < known.count ? known[seen[one]] : RuleMachine.Account())
                    seen[one] += 1
                }
            }
        }
    }
}

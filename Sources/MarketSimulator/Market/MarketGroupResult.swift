/// What the participants of a group did in an instrument, and what they have of it.
public struct MarketGroupResult: Hashable, Sendable {
    /// The name of the group; `scenario.k` for the participant that scenario k sends.
    public var group: String
    /// The kind of its participants as configs name it; `scenario` for those that a scenario sends.
    public var kind: String
    /// The instrument's place in the configuration.
    public var instrument: Int
    /// How many participants it has.
    public var participants: Int
    /// Orders that the exchange accepted.
    public var orders: Int
    /// Lots bought and sold.
    public var lots: Int64
    /// Cash received less cash paid in trades of the instrument, after fees, in ticks × lots, with what was bought
    /// and not sold, or sold and not bought, at the price of the last trade.
    ///
    /// Over all groups it is the fees that the exchange took, negative: what one wins another loses.
    public var profit: Int64
}

extension Market {
    /// What each group did, by instrument, in the order of the configuration; groups that neither belong to an
    /// instrument nor sent it an order are left out there.
    public var groupResults: [MarketGroupResult] {
        var groups = configuration.groups.map {
            (name: $0.name, kind: $0.rule.kind, home: $0.instrument, count: $0.count)
        }
        for (place, seat) in scenarioSeats.enumerated() where seat >= 0 {
            groups.append((name: "scenario.\(place)", kind: "scenario", home: -1, count: 1))
        }
        var results: [MarketGroupResult] = []
        let count = core.listings.count
        for instrument in 0..<count {
            let price = core.listings[instrument].lastPrice
            for (number, group) in groups.enumerated() {
                let tally = core.tallies[number * count + instrument]
                guard group.home == instrument || tally.orders > 0 else { continue }
                results.append(
                    MarketGroupResult(
                        group: group.name, kind: group.kind, instrument: instrument, participants: group.count,
                        orders: Int(tally.orders), lots: tally.lots, profit: tally.cash + tally.position * price))
            }
        }
        return results
    }
}

/// What a participant has, as the exchange knows it.
public struct MarketAccount: Hashable, Sendable {
    /// The name of its group; `scenario.k` for those that scenario k sends.
    public var group: String
    /// Its place among all participants, as records name it.
    public var participant: Int
    /// Cash in ticks × lots.
    public var cash: Int64
    /// Lots of each instrument.
    public var shares: [Int64]
}

extension Market {
    /// The accounts of all participants.
    public var accounts: [MarketAccount] {
        var names = configuration.groups.map(\.name)
        for (place, seat) in scenarioSeats.enumerated() where seat >= 0 { names.append("scenario.\(place)") }
        let count = core.listings.count
        return (0..<core.seats.count).map { participant in
            MarketAccount(
                group: names[Int(core.seats[participant].group)], participant: participant,
                cash: core.seats[participant].cash,
                shares: (0..<count).map { core.shares[participant * count + $0] })
        }
    }

    /// The fees that the exchange took, less the rebates that it paid, in ticks × lots.
    public var exchangeFees: Int64 { core.fees }

    /// How much happened until now.
    public var counts: MarketCounts { core.counts }

    /// The user's participant in an open seat, as it is after the run; `nil` where the group has none of that index.
    public func openParticipant(group: String, index: Int = 0) -> (any MarketParticipant)? {
        guard let number = configuration.groups.firstIndex(where: { $0.name == group }) else { return nil }
        var found = 0
        for participant in 0..<core.seats.count where core.seats[participant].group == Int32(number) {
            guard core.seats[participant].kind == .open else { return nil }
            if found == index { return openSeats[Int(core.seats[participant].place)].strategy }
            found += 1
        }
        return nil
    }
}

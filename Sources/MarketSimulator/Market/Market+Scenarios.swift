internal import Core
internal import OrderBook

extension Market {
    mutating func beginScenario(_ place: Int) {
        switch configuration.scenarios[place] {
        case .news(_, _, let instrument, let move):
            let value = core.fundamental(UInt16(instrument))
            core.listings[instrument].fundamental.shift(by: value * move)
            core.listings[instrument].watchedFundamental = core.listings[instrument].fundamental
        case .fatFinger(_, _, let instrument, let side, let lots):
            let participant = scenarioSeats[place]
            core.beginTurn(participant)
            let price = core.listings[instrument].lastPrice
            core.submit(participant, UInt16(instrument), side, price: price, lots: lots, isMarket: true)
        case .largeOrder(_, _, _, let side, let lots, _):
            let participant = scenarioSeats[place]
            core.beginTurn(participant)
            executions[Int(core.seats[participant].place)].begin(side, lots: lots, participant, &core)
        case .departure(_, _, let group, let seconds):
            let back = seconds > 0 ? core.now + Int64(seconds * 1e9) : core.dayEnd
            setPresence(of: group, false, until: back)
            if back < core.dayEnd { schedule(.scenarioContinues(place), at: back) }
        case .halt(_, _, let instrument, let seconds, _):
            guard core.listings[instrument].book.phase == .continuous else { return }
            core.listings[instrument].book.halt(into: &core.bookEvents)
            core.handleBookEvents(UInt16(instrument), sender: 0, isOrder: false)
            schedule(.scenarioContinues(place), at: core.now + Int64(seconds * 1e9))
        }
    }

    mutating func continueScenario(_ place: Int) {
        switch configuration.scenarios[place] {
        case .departure(_, _, let group, _): setPresence(of: group, true, until: core.now)
        case .halt(_, _, let instrument, _, let seconds):
            // The day may have closed meanwhile.
            guard core.listings[instrument].book.phase == .halted else { return }
            core.listings[instrument].book.beginAuction(.reopening, into: &core.bookEvents)
            core.handleBookEvents(UInt16(instrument), sender: 0, isOrder: false)
            schedule(.scenarioEnds(place), at: core.now + Int64(seconds * 1e9))
        default: break
        }
    }

    mutating func endScenario(_ place: Int) {
        guard case .halt(_, _, let instrument, _, _) = configuration.scenarios[place],
            core.listings[instrument].book.phase == .auction(.reopening)
        else { return }
        uncross(instrument)
    }

    /// Lets the participants of a group leave, after they cancelled their orders, or return.
    private mutating func setPresence(of group: String, _ isPresent: Bool, until instant: Int64) {
        guard let number = configuration.groups.firstIndex(where: { $0.name == group }) else { return }
        for participant in 0..<core.seats.count where core.seats[participant].group == Int32(number) {
            guard core.seats[participant].isPresent != isPresent else { continue }
            core.seats[participant].isPresent = isPresent
            core.seats[participant].returnTime = instant
            guard !isPresent else { continue }
            core.beginTurn(participant)
            core.cancelAll(participant)
        }
    }
}

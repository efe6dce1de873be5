internal import OrderBook

/// The one place where the types of participants are told apart: a switch over a closed set, no indirection.
extension Market {
    /// A participant wakes.
    @inline(__always)
    mutating func wake(_ participant: Int, reason: UInt32) {
        let seat = core.seats.base + participant
        if reason & WakeReason.expiry != 0 { return expire(participant, slot: reason & ~WakeReason.expiry) }
        guard seat.pointee.isPresent else {
            return core.wake(participant, at: seat.pointee.returnTime, reason: reason)
        }
        core.counts.wakes &+= 1
        core.beginTurn(participant)
        let place = Int(seat.pointee.place)
        switch seat.pointee.kind {
        case .noise: noise[place].wake(participant, &core)
        case .value: value[place].wake(participant, &core)
        case .momentum: momentum[place].wake(participant, &core)
        case .adaptiveMaker: adaptiveMakers[place].wake(participant, &core)
        case .fixedSpreadMaker: fixedSpreadMakers[place].wake(participant, &core)
        case .inventoryMaker: inventoryMakers[place].wake(participant, &core)
        case .poissonFlow: poissonFlows[place].wake(participant, &core)
        case .hawkesFlow: hawkesFlows[place].wake(participant, kind: reason, &core)
        case .chartist: chartists[place].wake(participant, &core)
        case .execution: executions[place].wake(participant, reason: reason, &core)
        case .arbitrageur: arbitrageurs[place].wake(participant, &core)
        case .open: openSeats[place].wake(participant, reason: reason, &core)
        case .scenario: break
        }
    }

    /// A message of the exchange reaches a participant.
    @inline(__always)
    mutating func deliver(_ message: KernelMessage, to participant: Int) {
        core.counts.toParticipants &+= 1
        core.learn(participant, message)
        let seat = core.seats.base + participant
        let place = Int(seat.pointee.place)
        guard message.kind == .quote else { return deliverOther(message, to: participant, seat.pointee.kind, place) }
        guard seat.pointee.isPresent else { return }
        core.beginTurn(participant)
        switch seat.pointee.kind {
        case .noise: noise[place].receive(message, participant, &core)
        case .value: value[place].receive(message, participant, &core)
        case .momentum: momentum[place].receive(message, participant, &core)
        case .adaptiveMaker: adaptiveMakers[place].receive(message, participant, &core)
        case .fixedSpreadMaker: fixedSpreadMakers[place].receive(message, participant, &core)
        case .inventoryMaker: inventoryMakers[place].receive(message, participant, &core)
        case .poissonFlow: poissonFlows[place].receive(message, participant, &core)
        case .hawkesFlow: hawkesFlows[place].receive(message, participant, &core)
        case .chartist: chartists[place].receive(message, participant, &core)
        case .execution: executions[place].receive(message, participant, &core)
        case .arbitrageur: arbitrageurs[place].receive(message, participant, &core)
        case .open: openSeats[place].receive(message, participant, &core)
        case .scenario: break
        }
    }

    /// A message about an order: few types listen.
    @inline(__always)
    private mutating func deliverOther(
        _ message: KernelMessage, to participant: Int, _ kind: ParticipantKind, _ place: Int
    ) {
        if kind == .execution, message.kind == .filled {
            core.beginTurn(participant)
            executions[place].filled(message, participant, &core)
        } else if kind == .open {
            core.beginTurn(participant)
            openSeats[place].receive(message, participant, &core)
        }
    }

    /// A participant's day begins.
    mutating func beginDay(of participant: Int) {
        let seat = core.seats.base + participant
        let place = Int(seat.pointee.place)
        switch seat.pointee.kind {
        case .noise: noise[place].beginDay(participant, &core)
        case .value: value[place].beginDay(participant, &core)
        case .momentum: momentum[place].beginDay(participant, &core)
        case .adaptiveMaker: adaptiveMakers[place].beginDay(participant, &core)
        case .fixedSpreadMaker: fixedSpreadMakers[place].beginDay(participant, &core)
        case .inventoryMaker: inventoryMakers[place].beginDay(participant, &core)
        case .poissonFlow: poissonFlows[place].beginDay(participant, &core)
        case .hawkesFlow: hawkesFlows[place].beginDay(participant, &core)
        case .chartist: chartists[place].beginDay(participant, &core)
        case .execution: executions[place].beginDay(participant, &core)
        case .arbitrageur: arbitrageurs[place].beginDay(participant, &core)
        case .open: openSeats[place].beginDay(participant, &core)
        case .scenario: break
        }
    }

    /// A participant takes back an order that has come to the end of its life.
    private mutating func expire(_ participant: Int, slot: UInt32) {
        let record = core.orders[Int(slot)]
        guard record.position >= 0, record.owner == UInt32(participant), record.expiry == core.now else { return }
        core.counts.wakes &+= 1
        core.beginTurn(participant)
        core.cancel(participant, slot: slot)
    }
}

internal import OrderBook

/// The one place where the types of participants are told apart: a switch over a closed set, no indirection.
extension Market {
    /// A participant wakes.
    @inline(__always)
    mutating func wake(_ participant: Int, reason: UInt32) {
        let seat = core.seats.base + participant
        guard seat.pointee.isPresent else { return }
        core.counts.wakes &+= 1
        core.beginTurn(participant)
        if reason & WakeReason.expiry != 0 { return expire(participant, slot: reason & ~WakeReason.expiry) }
        let place = Int(seat.pointee.place)
        switch seat.pointee.kind {
        case .noise: noise[place].wake(participant, &core)
        case .value: value[place].wake(participant, &core)
        case .momentum: momentum[place].wake(participant, &core)
        case .adaptiveMaker: adaptiveMakers[place].wake(participant, &core)
        default: break
        }
    }

    /// A message of the exchange reaches a participant.
    @inline(__always)
    mutating func deliver(_ message: KernelMessage, to participant: Int) {
        core.counts.toParticipants &+= 1
        core.learn(participant, message)
        guard message.kind == .quote else { return }
        let seat = core.seats.base + participant
        guard seat.pointee.isPresent else { return }
        core.beginTurn(participant)
        let place = Int(seat.pointee.place)
        switch seat.pointee.kind {
        case .noise: noise[place].receive(message, participant, &core)
        case .value: value[place].receive(message, participant, &core)
        case .momentum: momentum[place].receive(message, participant, &core)
        case .adaptiveMaker: adaptiveMakers[place].receive(message, participant, &core)
        default: break
        }
    }

    /// A participant's day begins, or it returns.
    mutating func beginDay(of participant: Int) {
        let seat = core.seats.base + participant
        let place = Int(seat.pointee.place)
        switch seat.pointee.kind {
        case .noise: noise[place].beginDay(participant, &core)
        case .value: value[place].beginDay(participant, &core)
        case .momentum: momentum[place].beginDay(participant, &core)
        case .adaptiveMaker: adaptiveMakers[place].beginDay(participant, &core)
        default: break
        }
    }

    /// A participant takes back an order that has come to the end of its life.
    private mutating func expire(_ participant: Int, slot: UInt32) {
        let record = core.orders[Int(slot)]
        guard record.position >= 0, record.owner == UInt32(participant), record.expiry == core.now else { return }
        core.cancel(participant, slot: slot)
    }
}

/// The type of a participant: which array holds it, and which code it runs.
enum ParticipantKind: UInt8 {
    case noise, value, momentum, adaptiveMaker, fixedSpreadMaker, inventoryMaker, poissonFlow, hawkesFlow, chartist
    case execution, arbitrageur, scenario, open
}

extension ParticipantKind {
    /// Whether it quotes both sides for a living.
    var isMaker: Bool { self == .adaptiveMaker || self == .fixedSpreadMaker || self == .inventoryMaker }
}

import Simulation

/// An instrument that rules read besides the one that they trade.
struct ReadInstrument: Hashable, Sendable {
    /// What the rules call it.
    var name: String
    /// Which it is.
    var instrument: InstrumentIndex
    /// The only traded instrument for which it is meant; `nil` where it is meant for all.
    var reader: InstrumentIndex?

    /// Whether the rules of a traded instrument read it.
    func isRead(by traded: InstrumentIndex) -> Bool { reader == nil || reader == traded }
}

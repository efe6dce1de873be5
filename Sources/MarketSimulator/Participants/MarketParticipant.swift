/// The open seat of a market: a participant written by the user.
///
/// It sees what the exchange sends it, when it arrives over its connection, and its orders reach the book after its
/// computation delay and latency, where they wait in queues and move prices like those of everybody else. It is the one
/// participant that the market calls through an existential.
///
/// A conformer that draws random numbers takes them from the desk: then the same seed makes the same market.
public protocol MarketParticipant {
    /// A day begins: orders of the day before are gone. Ask to be woken, or wait for quotes.
    mutating func beginDay(_ desk: inout MarketDesk)
    /// A message of the exchange arrived, or the time has come that the participant asked for.
    mutating func receive(_ notice: MarketNotice, _ desk: inout MarketDesk)
}

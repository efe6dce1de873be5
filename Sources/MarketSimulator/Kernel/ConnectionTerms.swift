/// How far a participant is from the exchange, and how long it thinks.
///
/// Messages of one participant in one direction never overtake each other: one whose latency would let it arrive before
/// the one sent earlier arrives with it, after it.
public struct ConnectionTerms: Hashable, Sendable {
    /// From the participant to the exchange.
    public var toExchange: LatencyModel
    /// From the exchange to the participant.
    public var fromExchange: LatencyModel
    /// How long after it wakes or receives a message the participant's answer leaves it, in nanoseconds; a participant
    /// that is still busy with an earlier message begins when that is done.
    public var computationNanoseconds: Int64

    /// The terms of a connection; by default a co-located machine.
    public init(
        toExchange: LatencyModel = .fixed(nanoseconds: 20_000),
        fromExchange: LatencyModel = .fixed(nanoseconds: 20_000),
        computationNanoseconds: Int64 = 50
    ) {
        self.toExchange = toExchange
        self.fromExchange = fromExchange
        self.computationNanoseconds = computationNanoseconds
    }
}

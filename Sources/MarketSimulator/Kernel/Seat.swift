internal import Core

/// What the kernel knows of a participant, whatever its type.
struct Seat {
    let kind: ParticipantKind
    /// Its place in the array of its type.
    let place: Int32
    let group: Int32
    /// What its decisions are drawn from.
    var stream: RandomStream
    /// What its latencies are drawn from.
    var latencyStream: RandomStream
    /// What decides between it and others of one nanosecond.
    let tieKey: UInt64
    let toExchange: LatencySampler
    let fromExchange: LatencySampler
    let computation: Int64
    /// When its present answer leaves it.
    var departure: Int64 = 0
    /// When its last message reaches the exchange.
    var lastToExchange: Int64 = 0
    /// When the exchange's last message reaches it.
    var lastFromExchange: Int64 = 0
    /// Whether it hears of every change of the best prices and of every trade.
    let subscribes: Bool
    /// Whether it acts at present: a scenario may send it away.
    var isPresent = true
    /// When it returns, where it is away for a while; wakes until then wait for it.
    var returnTime: Int64 = 0
    /// The second in which its messages are counted, and their number.
    var rateSecond: Int64 = 0
    var rateCount: Int32 = 0
    /// Cash as the exchange has it, in ticks × lots.
    var cash: Int64
    /// Cash as it knows it.
    var knownCash: Int64
    /// Whether it may owe cash or shares.
    let mayBorrow: Bool
    /// Its orders, as it knows them: places in the table of orders.
    var orders: [UInt32] = []
}

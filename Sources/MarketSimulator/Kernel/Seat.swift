internal import Core

/// The type of a participant: which array holds it, and which code it runs.
enum ParticipantKind: UInt8 {
    case noise, value, momentum, adaptiveMaker, fixedSpreadMaker, inventoryMaker, poissonFlow, hawkesFlow, chartist
    case execution, arbitrageur, scenario, open
}

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

/// A latency as the loop draws it.
struct LatencySampler {
    /// Nanoseconds where they are always the same, or -1.
    var fixed: Int64
    /// Where the latency is drawn from a distribution; of no entries where it is drawn from a measured table.
    var sampler: Sampler
}

/// An order as its owner knows it.
struct OrderRecord {
    var owner: UInt32
    var generation: UInt32
    /// The place in the owner's list; -1 where the place in the table is free.
    var position: Int32
    var instrument: UInt16
    var isBuy: Bool
    var price: Int64
    var remaining: Int64
    /// When the owner takes it back; 0 for never.
    var expiry: Int64
}

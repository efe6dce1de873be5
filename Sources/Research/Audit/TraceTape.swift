import Core
import Simulation

/// What a recorded run leaves besides its log: when decisions were taken, and what was computed at each.
///
/// Of each step it keeps 64 bits, so that long runs fit; the values themselves of a few steps only, where asked.
///
/// Written by one run only, and read when that is over.
final class TraceTape: @unchecked Sendable {
    /// The steps of which values are kept.
    let kept: Range<Int>
    /// The instants of decisions.
    private(set) var times: [Int64] = []
    /// For each step a number made of all values; empty where the strategy shows none.
    private(set) var fingerprints: [UInt64] = []
    /// The values of the kept steps, one step's after the other's.
    private(set) var values: [Double] = []
    /// How many values a step has.
    private(set) var width = 0
    private var row: [Double] = []

    init(keeping kept: Range<Int> = 0..<0) { self.kept = kept }

    /// The values of the kept steps, by step.
    var rows: [[Double]] {
        guard width > 0 else { return [] }
        return stride(from: 0, to: values.count, by: width).map { Array(values[$0..<$0 + width]) }
    }

    /// Notes a decision of a strategy that shows nothing.
    func note(_ time: Timestamp) { times.append(time.nanoseconds) }

    /// Notes a decision and what it was taken on.
    func note<S: TracedStrategy>(_ time: Timestamp, _ strategy: S) {
        row.removeAll(keepingCapacity: true)
        strategy.appendTrace(to: &row)
        var hash: UInt64 = 0x9e37_79b9_7f4a_7c15
        for value in row {
            hash = (hash ^ (value.isNaN ? 0x7ff8 : value.bitPattern)) &* 0xff51_afd7_ed55_8ccd
            hash ^= hash >> 32
        }
        fingerprints.append(hash)
        if kept.contains(times.count) {
            values += row
            width = row.count
        }
        times.append(time.nanoseconds)
    }
}

/// A strategy under observation.
struct Recorded<Inner: Strategy>: Strategy {
    private var inner: Inner
    private let tape: TraceTape

    init(_ parameters: Inner.Parameters, for universe: Universe) throws(StrategyError) {
        self.init(try Inner(parameters, for: universe), TraceTape())
    }

    init(_ inner: Inner, _ tape: TraceTape) {
        self.inner = inner
        self.tape = tape
    }

    var warmUpBars: Int { inner.warmUpBars }
    var parts: [AccountPart] { inner.parts }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        inner.decide(market, &desk)
        tape.note(market.now)
    }
}

/// A strategy under observation that shows its inputs.
struct RecordedTrace<Inner: TracedStrategy>: Strategy {
    private var inner: Inner
    private let tape: TraceTape

    init(_ parameters: Inner.Parameters, for universe: Universe) throws(StrategyError) {
        self.init(try Inner(parameters, for: universe), TraceTape())
    }

    init(_ inner: Inner, _ tape: TraceTape) {
        self.inner = inner
        self.tape = tape
    }

    var warmUpBars: Int { inner.warmUpBars }
    var parts: [AccountPart] { inner.parts }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        inner.decide(market, &desk)
        tape.note(market.now, inner)
    }
}

extension Backtest {
    /// Runs a strategy of unknown type and records it.
    func record(_ strategy: any Strategy, on tape: TraceTape) -> Run {
        func plain<S: Strategy>(_ strategy: S) -> Run { run(Recorded(strategy, tape)) }
        func traced<S: TracedStrategy>(_ strategy: S) -> Run { run(RecordedTrace(strategy, tape)) }
        if let strategy = strategy as? any TracedStrategy { return traced(strategy) }
        return plain(strategy)
    }
}

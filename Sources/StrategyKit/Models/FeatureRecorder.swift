import Core
import Simulation
import TimeSeries

/// Computes the features of a model's instruments bar by bar and keeps them: at any moment it holds what was known then,
/// and no more.
///
/// Its value is the state of one run.
///
/// - Verified by: `FeatureRecorderTests` (columns over whole panels), `ModelSplitTests`.
public struct FeatureRecorder {
    /// The expressions.
    let program: FeatureProgram
    private let universe: Universe
    private let others: [ReadInstrument]
    /// The instruments that are learnt from, predicted and traded.
    public let instruments: [InstrumentIndex]
    /// What is known of each, in the order of `instruments`.
    public private(set) var rows: [FeatureRows] = []
    /// Made at the start of a run.
    private var otherMachines: [RuleMachine] = []
    private var machines: [RuleMachine] = []

    /// A recorder for a universe.
    ///
    /// - Throws: `StrategyError` where a symbol is not in it, or takes no orders.
    init(_ program: FeatureProgram, for universe: Universe) throws(StrategyError) {
        self.program = program
        self.universe = universe
        let resolved = try program.rules.instruments(in: universe, named: "the model")
        (others, instruments) = (resolved.read, resolved.traded)
    }

    /// Forgets everything.
    mutating func start() {
        let rules = program.rules
        otherMachines = others.map { read in
            RuleMachine(rules, symbol: read.name, calendar: universe.calendars[read.instrument.place])
        }
        machines = instruments.map { instrument in
            let machines = zip(others, otherMachines).filter { $0.0.isRead(by: instrument) }.map { ($0.0.name, $0.1) }
            return RuleMachine(rules, symbol: nil, calendar: universe.calendars[instrument.place], others: machines)
        }
        rows = instruments.map { FeatureRows(instrument: $0) }
    }

    /// Takes the bars that ended just now.
    ///
    /// - Returns: The places in `instruments` of those that have a new row, ascending.
    mutating func update(_ market: borrowing Market) -> [Int] {
        if machines.isEmpty { start() }
        if market.hasRescaledHistory { computeAnew(market) }
        for (place, read) in others.enumerated() where market.hasNewBar(read.instrument) {
            otherMachines[place].update(market.bar(read.instrument))
        }
        var due: [Int] = []
        for (place, instrument) in instruments.enumerated() where market.hasNewBar(instrument) {
            append(market.bar(instrument), to: place)
            due.append(place)
        }
        if program.looksAcross { compareAcross(due) }
        return due
    }

    private mutating func append(_ bar: Bar, to place: Int) {
        let machine = machines[place]
        machine.update(bar)
        let isWarm = machine.isWarm
        rows[place].times.append(bar.end.nanoseconds)
        rows[place].opens.append(bar.open)
        rows[place].highs.append(bar.high)
        rows[place].lows.append(bar.low)
        rows[place].closes.append(bar.close)
        // A value before all inputs are warm may be of a shorter past than it says.
        for feature in program.features { rows[place].features.append(isWarm ? machine.value(feature.slot) : .nan) }
        if let width = program.width { rows[place].widths.append(machine.value(width)) }
        if let side = program.side { rows[place].sides.append(machine.value(side)) }
    }

    /// Brings the features that are seen across instruments beside each other, at the last row of those due.
    private mutating func compareAcross(_ due: [Int]) {
        let count = program.features.count
        for (column, feature) in program.features.enumerated() {
            guard let across = feature.across else { continue }
            let values = across.apply(due.map { rows[$0].features[(rows[$0].count - 1) * count + column] })
            for (place, value) in zip(due, values) {
                rows[place].features[(rows[place].count - 1) * count + column] = value
            }
        }
    }

    /// Computes everything anew from the history as it is seen now, after a split (S53).
    private mutating func computeAnew(_ market: borrowing Market) {
        let all = others.map(\.instrument) + instruments
        guard all.contains(where: { market.rescaling(of: $0) != 1 }) else { return }
        start()
        market.forEachEarlierInstant(of: all) { bars in
            var due: [Int] = []
            for (place, bar) in bars {
                if place < others.count {
                    otherMachines[place].update(bar)
                } else {
                    append(bar, to: place - others.count)
                    due.append(place - others.count)
                }
            }
            if program.looksAcross { compareAcross(due) }
        }
    }
}

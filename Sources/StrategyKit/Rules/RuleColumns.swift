public import Core
import Indicators
public import TimeSeries

/// Rules evaluated over whole columns: bit for bit what the machine gives bar by bar.
///
/// What depends on the account has no column, since only a simulation knows it. Splits are not known here either: the bars
/// are read as they stand, where the machine sees those before a split in the units after it. So columns of an instrument
/// whose series `hasSplits` (or that reads one which has) are not what the rules see, and are not to be used.
public struct RuleColumns: Sendable {
    /// The columns of the traded instrument's own clock, by slot.
    private let columns: [RuleColumn]
    /// The number of the traded instrument's bars.
    private let count: Int
    private let firstWarm: Int

    /// Evaluates a program on an instrument of a panel.
    ///
    /// - Parameter store: Where columns of numbers are kept for other programs over the same panel.
    /// - Returns: `nil` where a symbol that the rules read is not in the panel.
    public init?(
        _ program: RuleProgram, of instrument: InstrumentIndex, in panel: Panel, store: ColumnStore = ColumnStore()
    ) {
        var stages: [Int: Stage] = [:]
        func index(_ stage: RuleStage) -> InstrumentIndex? {
            guard let symbol = stage.clock.symbol else { return instrument }
            return ExternalName.candidates(for: symbol, traded: panel[instrument].instrument.symbol).lazy
                .compactMap { panel.index(of: $0) }.first
        }
        for (place, stage) in program.stages.enumerated() where stage.clock.timeframe != nil {
            guard let own = index(stage) else { return nil }
            stages[place] = Stage(stage, series: panel[own], instrument: own.place, links: [], store: store)
        }
        let bases = program.stages.indices.filter { program.stages[$0].clock.timeframe == nil }
        // Other instruments first: the traded one's stage reads them.
        for place in bases.filter({ program.stages[$0].clock.symbol != nil })
            + bases.filter({ program.stages[$0].clock.symbol == nil })
        {
            let stage = program.stages[place]
            guard let own = index(stage) else { return nil }
            var links: [RuleColumn] = []
            for link in stage.links {
                guard let inner = stages[link.stage] else { return nil }
                links.append(inner.aligned(link.slot, to: panel[own]))
            }
            var evaluated = Stage(stage, series: panel[own], instrument: own.place, links: links, store: store)
            evaluated.findFirstWarmBar(
                inner: stage.links.compactMap { stages[$0.stage]?.firstWarm(seenFrom: panel[own]) })
            stages[place] = evaluated
        }
        guard let root = stages[0] else { return nil }
        columns = root.columns
        count = panel[instrument].count
        firstWarm = root.firstWarm
    }

    /// The column of a slot; `nil` for what depends on the account.
    func column(_ slot: Int32) -> [Double]? {
        if case .absent = columns[Int(slot)] { return nil }
        return columns[Int(slot)].values(count: count)
    }

    /// Where a condition is true; `nil` for what depends on the account.
    func holds(_ slot: Int32) -> BitColumn? {
        if case .absent = columns[Int(slot)] { return nil }
        return columns[Int(slot)].holds(count: count)
    }

    /// The value of a slot at a bar; `nan` for what depends on the account.
    func value(_ slot: Int32, at bar: Int) -> Double { columns[Int(slot)].value(at: bar) }

    /// Whether a slot has the same value at all bars.
    func isConstant(_ slot: Int32) -> Bool {
        if case .constant = columns[Int(slot)] { return true }
        return false
    }

    /// The first bar at which every input in use is warm (S16); `nil` where none is.
    public var firstWarmBar: Int? { firstWarm < count ? firstWarm : nil }
}

public import Core
import Indicators
public import TimeSeries

/// Rules evaluated over whole columns: bit for bit what the machine gives bar by bar.
///
/// What depends on the account has no column, since only a simulation knows it.
public struct RuleColumns: Sendable {
    /// The columns of the traded instrument's own clock, by slot; empty for what depends on the account.
    private let columns: [[Double]]
    /// Whether each bar is warm.
    private let warm: [Bool]

    /// Evaluates a program on an instrument of a panel.
    ///
    /// - Returns: `nil` where a symbol that the rules read is not in the panel.
    public init?(_ program: RuleProgram, of instrument: InstrumentIndex, in panel: Panel) {
        let own = panel[instrument]
        var stages: [Int: Stage] = [:]
        for (place, stage) in program.stages.enumerated() where stage.clock.timeframe != nil {
            guard let series = RuleColumns.series(stage.clock.symbol, own, panel) else { return nil }
            stages[place] = Stage(stage, series: series, links: [])
        }
        let bases = program.stages.indices.filter { program.stages[$0].clock.timeframe == nil }
        // Other instruments first: the traded one's stage reads them.
        for place in bases.filter({ program.stages[$0].clock.symbol != nil })
            + bases.filter({
                program.stages[$0].clock.symbol == nil
            })
        {
            let stage = program.stages[place]
            guard let series = RuleColumns.series(stage.clock.symbol, own, panel) else { return nil }
            var links: [[Double]] = []
            for link in stage.links {
                guard let inner = stages[link.stage] else { return nil }
                links.append(inner.aligned(link.slot, to: series))
            }
            var evaluated = Stage(stage, series: series, links: links)
            let inner = stage.links.compactMap { stages[$0.stage]?.alignedWarm(to: series) }
            evaluated.findWarmBars(stage.warmUp, inner: inner)
            stages[place] = evaluated
        }
        guard let root = stages[0] else { return nil }
        columns = root.columns
        warm = root.warm
    }

    /// The column of a slot; `nil` for what depends on the account.
    func column(_ slot: Int32) -> [Double]? {
        columns[Int(slot)].isEmpty ? nil : columns[Int(slot)]
    }

    /// The first bar at which every input in use is warm (S16); `nil` where none is.
    public var firstWarmBar: Int? { warm.firstIndex(of: true) }

    /// Whether every input in use is warm, by bar.
    var warmBars: [Bool] { warm }

    private static func series(_ symbol: String?, _ own: BarSeries, _ panel: Panel) -> BarSeries? {
        guard let symbol else { return own }
        return panel.index(of: symbol).map { panel[$0] }
    }
}

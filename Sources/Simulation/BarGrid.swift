import Core
import Synchronization
public import TimeSeries

/// What the fast path must know of a panel beforehand; trials over one panel share it.
public struct BarGrid: Sendable {
    /// The bars.
    public let panel: Panel
    /// Whether all instruments have the same bars, and no bar's open or close lies outside its range: then the range
    /// alone tells which orders a bar can reach.
    public let isRegular: Bool
    private let positivity = Positivity()

    /// Looks at all bars once.
    public init(_ panel: Panel) {
        self.panel = panel
        let first = panel.series.first
        isRegular =
            (first?.count ?? 0) > 0
            && panel.series.indices.allSatisfy { place in
                first?.start == panel.series[place].start && first?.end == panel.series[place].end
                    && panel.series[place].count < Int(Int32.max) && BarGrid.isOrdered(panel.series[place])
            }
    }

    /// Whether every close of every instrument is above zero; looked up where it is first asked for.
    ///
    /// - Complexity: O(bars) once, for all copies of the grid.
    var isPositive: Bool { positivity.isPositive(panel) }

    /// Whether no open or close lies outside its bar's range; what is `nan` lies nowhere.
    private static func isOrdered(_ series: BarSeries) -> Bool {
        if series.content == .closes { return true }
        return !BitColumn.comparing(series.open, series.high).above.isAnyTrue
            && !BitColumn.comparing(series.open, series.low).below.isAnyTrue
            && !BitColumn.comparing(series.close, series.high).above.isAnyTrue
            && !BitColumn.comparing(series.close, series.low).below.isAnyTrue
            && BitColumn.defined(series.open).isAllTrue && BitColumn.defined(series.high).isAllTrue
            && BitColumn.defined(series.low).isAllTrue && BitColumn.defined(series.close).isAllTrue
    }
}

/// An answer that is found once, by whichever thread asks first.
private final class Positivity: Sendable {
    private enum Answer {
        static let unknown: UInt8 = 0
        static let yes: UInt8 = 1
        static let no: UInt8 = 2
    }

    private let answer = Atomic(Answer.unknown)

    func isPositive(_ panel: Panel) -> Bool {
        let known = answer.load(ordering: .relaxed)
        if known != Answer.unknown { return known == Answer.yes }
        let isPositive = panel.series.allSatisfy { series in
            ColumnSearch.firstAtOrBelow(0, in: series.close, 0..<series.count) == series.count
        }
        answer.store(isPositive ? Answer.yes : Answer.no, ordering: .relaxed)
        return isPositive
    }
}

extension Panel {
    /// Whether orders can trade in every bar of every instrument (S4, S5).
    ///
    /// - Complexity: O(bars).
    public func everyBarTrades(_ rules: FillRules) -> Bool {
        series.allSatisfy { series in
            !series.isFilled.contains(true)
                && (rules.fillsOnZeroVolume || series.volumeKnowledge != .known || !series.volume.contains(0))
        }
    }
}

import Core
public import TimeSeries

/// What the fast path must know of a panel beforehand; trials over one panel share it.
public struct BarGrid: Sendable {
    /// The bars.
    public let panel: Panel
    /// Whether all instruments have the same bars, and no bar's open or close lies outside its range: then the range
    /// alone tells which orders a bar can reach.
    public let isRegular: Bool
    /// Whether every price of every instrument is above zero.
    let isPositive: Bool

    /// Looks at all bars once.
    public init(_ panel: Panel) {
        self.panel = panel
        let first = panel.series.first
        isRegular =
            (first?.count ?? 0) > 0
            && panel.series.allSatisfy { series in
                first?.start == series.start && first?.end == series.end
                    && series.count < Int(Int32.max) && BarGrid.isOrdered(series)
            }
        isPositive = panel.series.allSatisfy { series in
            ColumnSearch.firstAtOrBelow(0, in: series.close, 0..<series.count) == series.count
        }
    }

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

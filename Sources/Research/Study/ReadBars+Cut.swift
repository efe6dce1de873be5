import Core
import DataSources
import TimeSeries

extension ReadBars {
    /// The bars as whoever lived at an instant had them.
    ///
    /// - Parameters:
    ///   - from: Where decisions begin in them.
    ///   - end: What ends or takes effect after it is left out; `nil` for nothing.
    func cut(from: Timestamp?, through end: Timestamp?) -> ReadBars {
        var cut = ReadBars(bars: bars, finer: finer)
        cut.bars.from = from
        guard let end else { return cut }
        cut.bars.keepBars(through: end)
        cut.finer?.keepBars(through: end)
        return cut
    }
}

extension LoadedData {
    /// Leaves out all bars that end, and all corporate actions that take effect, after an instant.
    fileprivate mutating func keepBars(through end: Timestamp) {
        panel = Panel(
            panel.series.map { series in
                let count = series.firstIndex(endingAtOrAfter: end + 1)
                let part = count == series.count ? series : series.slice(0..<count)
                return part.with(series.actions.filter { $0.instant <= end })
            })
        for place in report.entries.indices {
            guard let series = panel.series.first(where: { $0.instrument.symbol == report.entries[place].symbol }),
                let first = series.start.first, let last = series.end.last
            else { continue }
            report.entries[place].bars = series.count
            report.entries[place].period = Timestamp(nanoseconds: first)..<Timestamp(nanoseconds: last)
        }
    }
}

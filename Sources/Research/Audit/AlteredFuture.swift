public import Core
public import TimeSeries

/// Another future for the same past: what comes after a cut is replaced, what came before is not (S74).
///
/// Corporate actions up to the cut stay, later ones may go, and others come. A bar that has started at the cut and not ended keeps its start, end and open, which are known.
public enum AlteredFuture: String, CaseIterable, Sendable {
    /// Prices between a twentieth and twenty times the last one, drawn anew for each bar.
    case garbage
    /// The squared price at the cut over each price: what rose falls.
    case mirrored
    /// The same bars, as changes from close to close, in another order.
    case shuffled
    /// One bar of garbage, then none any more.
    case truncated
    /// Bars without any price: NaN, which no load lets through and which spoils whatever it is mixed into.
    case nan

    /// Those of the quick check.
    static let quick: [AlteredFuture] = [.garbage, .mirrored, .shuffled, .truncated]

    /// A panel with this future after an instant.
    ///
    /// - Parameters:
    ///   - cut: Bars that end at or before it stay as they are.
    ///   - random: Where draws come from.
    public func applied(to panel: Panel, after cut: Timestamp, _ random: inout RandomStream) -> Panel {
        var series: [BarSeries] = []
        for one in panel.series { series.append(altered(one, cut.nanoseconds, &random)) }
        return Panel(series)
    }

    private func altered(_ series: BarSeries, _ cut: Int64, _ random: inout RandomStream) -> BarSeries {
        let first = series.firstIndex(endingAtOrAfter: Timestamp(nanoseconds: cut + 1))
        guard first < series.count else { return series }
        let anchor = first > 0 ? series.close[first - 1] : series.open[0]
        var bars = (first..<series.count).map { series[$0] }
        switch self {
        case .garbage: for place in bars.indices { scramble(&bars[place], anchor, series, &random) }
        case .mirrored: for place in bars.indices { mirror(&bars[place], anchor) }
        case .shuffled: shuffle(&bars, anchor, &random)
        case .truncated:
            // With a bar more, what the end of data does to waiting orders comes after the cut.
            bars.removeLast(bars.count - 1)
            scramble(&bars[0], anchor, series, &random)
        case .nan: for place in bars.indices { blank(&bars[place]) }
        }
        if var begun = bars.first, begun.start.nanoseconds < cut {
            begun.open = series.open[first]
            if series.content == .bars {
                begun.high = max(begun.open, begun.high)
                begun.low = min(begun.open, begun.low)
            }
            bars[0] = begun
        }
        return join(series, keeping: first, bars).with(altered(series.actions, cut, bars, &random))
            .with(series.finer?.altered(cut, bars, &random))
    }

    /// Actions up to the cut, and perhaps others after it.
    private func altered(
        _ actions: [CorporateAction], _ cut: Int64, _ bars: [Bar], _ random: inout RandomStream
    ) -> [CorporateAction] {
        let known = actions.filter { $0.instant.nanoseconds <= cut }
        guard !actions.isEmpty else { return [] }
        switch self {
        case .mirrored: return actions
        case .shuffled, .truncated, .nan: return known
        case .garbage:
            let later = bars.dropFirst().filter { $0.start.nanoseconds > cut }
            guard !later.isEmpty else { return known }
            let instant = later[later.startIndex + random.below(later.count)].start
            return known + [
                CorporateAction(
                    date: instant.date, instant: instant, kind: .split(ratio: random.below(2) == 0 ? 3 : 0.25))
            ]
        }
    }

    private func join(_ series: BarSeries, keeping first: Int, _ bars: [Bar]) -> BarSeries {
        let count = first + bars.count
        return BarSeries(
            instrument: series.instrument, calendar: series.calendar, content: series.content,
            start: Array(series.start[..<count]), end: Array(series.end[..<count]),
            open: series.open[..<first] + bars.map(\.open), high: series.high[..<first] + bars.map(\.high),
            low: series.low[..<first] + bars.map(\.low), close: series.close[..<first] + bars.map(\.close),
            volume: series.volume[..<first] + bars.map(\.volume),
            isFilled: series.isFilled.isEmpty ? [] : Array(series.isFilled[..<count]))
    }

    private func scramble(_ bar: inout Bar, _ anchor: Price, _ series: BarSeries, _ random: inout RandomStream) {
        // As often above as below.
        func price() -> Price {
            let share = random.uniform()
            let factor = share < 0.5 ? 0.05 + 1.9 * share : 1 + 38 * (share - 0.5)
            return max(abs(anchor), 0.01) * factor
        }
        bar.open = price()
        bar.close = series.content == .closes ? bar.open : price()
        bar.high = series.content == .closes ? bar.open : max(bar.open, bar.close) * (1 + random.uniform())
        bar.low = series.content == .closes ? bar.open : min(bar.open, bar.close) * (1 - 0.9 * random.uniform())
        if bar.volume > 0 { bar.volume = (bar.volume * 10 * random.uniform()).rounded() + 1 }
    }

    private func blank(_ bar: inout Bar) { (bar.open, bar.high, bar.low, bar.close) = (.nan, .nan, .nan, .nan) }

    private func mirror(_ bar: inout Bar, _ anchor: Price) {
        func mirrored(_ price: Price) -> Price {
            price > 0 && anchor > 0 ? anchor * anchor / price : 2 * anchor - price
        }
        (bar.open, bar.high, bar.low, bar.close) =
            (mirrored(bar.open), mirrored(bar.low), mirrored(bar.high), mirrored(bar.close))
    }

    private func shuffle(_ bars: inout [Bar], _ anchor: Price, _ random: inout RandomStream) {
        var order = Array(bars.indices)
        for place in order.indices.dropFirst() { order.swapAt(place, random.below(place + 1)) }
        let isPositive = anchor > 0 && bars.allSatisfy { $0.low > 0 }
        let original = bars
        var last = anchor
        for (place, source) in order.enumerated() {
            let before = source == 0 ? anchor : original[source - 1].close
            let shape = original[source]
            func moved(_ price: Price) -> Price { isPositive ? last * (price / before) : price }
            bars[place].open = moved(shape.open)
            bars[place].high = moved(shape.high)
            bars[place].low = moved(shape.low)
            bars[place].close = moved(shape.close)
            bars[place].volume = shape.volume
            last = bars[place].close
        }
    }
}

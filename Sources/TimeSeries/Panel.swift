public import Core

/// The bars of all instruments of a run, sorted by the bytes of their symbols (S2).
public struct Panel: Sendable {
    /// The series; a place in this array is the instrument's `InstrumentIndex`.
    public let series: [BarSeries]
    /// The instruments in order.
    public let instruments: [Instrument]

    /// A panel of series with distinct symbols, in any order.
    ///
    /// - Precondition: no symbol stands twice.
    public init(_ series: [BarSeries]) {
        self.series = series.sorted { symbolPrecedes($0.instrument.symbol, $1.instrument.symbol) }
        instruments = self.series.map { $0.instrument }
        for (a, b) in zip(self.series, self.series.dropFirst()) {
            invariant(
                a.instrument.symbol != b.instrument.symbol, "the symbol \(a.instrument.symbol) stands twice in a panel")
        }
    }

    /// The number of instruments.
    @inlinable
    public var count: Int { series.count }

    /// The series of an instrument.
    @inlinable
    public subscript(instrument: InstrumentIndex) -> BarSeries { series[instrument.place] }

    /// The index of a symbol; `nil` where the panel has none such.
    public func index(of symbol: String) -> InstrumentIndex? {
        series.firstIndex { $0.instrument.symbol == symbol }.map { InstrumentIndex($0) }
    }

    /// The number of bars of all instruments together.
    public var barCount: Int { series.indices.reduce(0) { $0 + series[$1].count } }

    /// Whether units of any instrument change by a split: history before it is then seen in the units after it.
    public var hasSplits: Bool { series.indices.contains { series[$0].hasSplits } }

    /// Whether any instrument pays dividends, is split or delisted.
    public var hasActions: Bool { series.indices.contains { !series[$0].actions.isEmpty } }

    /// Whether any instrument has finer bars.
    public var hasFinerBars: Bool { series.indices.contains { series[$0].finer != nil } }

    /// The first start and the last end of any bar; `nil` without bars.
    public var period: Range<Timestamp>? {
        var (first, last) = (Int64.max, Int64.min)
        for place in series.indices where series[place].count > 0 {
            first = min(first, series[place].start[0])
            last = max(last, series[place].end[series[place].count - 1])
        }
        return first <= last ? Timestamp(nanoseconds: first)..<Timestamp(nanoseconds: last) : nil
    }

    /// The SHA-256 of the parsed columns: symbols, then starts, ends, open, high, low, close and volume of each, and
    /// corporate actions and finer bars where there are any (S73).
    ///
    /// Equal for equal bars, whatever source or format they came from. Every NaN counts as the same.
    public func hash() -> String {
        var hash = SHA256()
        for one in series {
            hash.update(one.instrument.symbol)
            hash.update("\u{0}\(one.content.rawValue)\u{0}\(one.count)\u{0}")
            hash.update(one.start)
            hash.update(one.end)
            for column in [one.open, one.high, one.low, one.close] { hash.update(column) }
            hash.update(
                one.volume.contains(where: \.isNaN)
                    ? LongArray.map(one.volume) { $0.isNaN ? Double.nan : $0 } : one.volume)
            for action in one.actions { hash.update(action.hashedText) }
            guard let finer = one.finer else { continue }
            hash.update("finer\u{0}\(finer.count)\u{0}")
            hash.update(finer.start)
            hash.update(finer.end)
            for column in [finer.open, finer.high, finer.low, finer.close] { hash.update(column) }
        }
        return hash.hexDigest()
    }
}

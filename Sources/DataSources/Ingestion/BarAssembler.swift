public import Core
public import LineProtocol

/// Makes bars of points as they arrive.
///
/// A bar is complete when a point at or after its end arrives for its symbol, or when the wall clock has passed its end
/// and its last arrival by a grace time. Points that come later are not lost: the bar is forwarded again, marked as a
/// revision. A point of the same series and time takes the place of the former, so that a batch that is sent again
/// changes nothing and forwards nothing. A point more than a day ahead of its arrival completes no other. The clock is a value: whoever owns the assembler tells it.
///
/// Points of the last bars of each symbol are kept. A point for a bar before them makes the assembler ask for the points
/// of that bar (`missing`), which the journal has.
///
/// - Verified by: `BarAssemblerTests`, also in random order against bars made of all points at once.
public struct BarAssembler: Sendable {
    /// What has happened since the beginning.
    public struct Counts: Hashable, Sendable {
        /// Points that became part of a bar.
        public var points = 0
        /// Points of other measurements or without the numbers of a bar.
        public var passedOver = 0
        /// Bars that became complete.
        public var bars = 0
        /// Points for bars that were complete.
        public var latePoints = 0
        /// Bars that were forwarded again because of them.
        public var revisions = 0
    }

    /// A bar of which points are needed that are no longer kept.
    public struct MissingBar: Hashable, Sendable {
        /// The instrument.
        public var symbol: String
        /// The bar's first instant.
        public var start: Timestamp

        /// A bar.
        public init(symbol: String, start: Timestamp) {
            self.symbol = symbol
            self.start = start
        }
    }

    /// How points become bars.
    public let mapping: BarMapping
    /// How long the wall clock waits for points after the end of a bar, nanoseconds.
    public let grace: Int64
    /// How many complete bars a symbol keeps the points of.
    public let keptBars: Int
    /// What has happened.
    public private(set) var counts = Counts()

    private struct Instrument: Sendable {
        /// Kept bars by start.
        var bars: [OpenBar] = []
        /// Bars that start before this have been let go.
        var horizon = Timestamp.distantPast
        /// The latest time of a point.
        var latest = Timestamp.distantPast
    }

    private var mapper: PointMapper
    private var instruments: [String: Instrument] = [:]
    /// Symbols with bars that have changed since they were last told.
    private var changed: Set<String> = []
    /// Points of bars that have been let go, until the bars are restored.
    private var waiting: [MissingBar: [MappedPoint]] = [:]

    /// An assembler without points.
    public init(_ mapping: BarMapping, grace: Int64 = 5 * Timestamp.second, keptBars: Int = 32) {
        self.mapping = mapping
        self.grace = grace
        self.keptBars = max(1, keptBars)
        mapper = PointMapper(mapping)
    }

    /// Takes the point of a line.
    ///
    /// - Parameter received: When it arrived; also its time where the line has none.
    public mutating func add(_ line: borrowing Line, received: Timestamp) {
        guard let point = mapper.point(of: line, received: received) else {
            counts.passedOver += 1
            return
        }
        counts.points += 1
        var instrument = instruments.removeValue(forKey: point.symbol) ?? Instrument()
        defer { instruments[point.symbol] = instrument }
        // A point of far in the future is a wrong unit or clock: it must not end every bar before it.
        let (before, isLongAgo) = point.time.nanoseconds.subtractingReportingOverflow(Timestamp.day)
        if isLongAgo || before <= received.nanoseconds {
            instrument.latest = max(instrument.latest, point.time)
        }
        if point.start < instrument.horizon {
            counts.latePoints += 1
            waiting[MissingBar(symbol: point.symbol, start: point.start), default: []].append(point)
            return
        }
        let place = BarAssembler.place(of: point.start, in: &instrument.bars, arrival: received)
        instrument.bars[place].arrival = max(instrument.bars[place].arrival, received)
        if instrument.bars[place].isComplete { counts.latePoints += 1 }
        instrument.bars[place].add(point)
        changed.insert(point.symbol)
    }

    /// Bars whose other points are needed before what has arrived for them can be told.
    public var missing: [MissingBar] {
        waiting.keys.sorted { ($0.start, $0.symbol) < ($1.start, $1.symbol) }
    }

    /// Gives up points for bars that cannot be restored.
    ///
    /// - Returns: How many points they are.
    public mutating func forgetMissing() -> Int {
        defer { waiting = [:] }
        return waiting.values.reduce(0) { $0 + $1.count }
    }

    /// Restores the missing bars from all of their points, and tells those that are bars, as revisions.
    ///
    /// - Parameter replay: Hands every line that may belong to one of them to its closure, with the time of arrival.
    public mutating func restore(
        _ replay: (_ take: (borrowing Line, Timestamp) -> Void) -> Void
    ) -> [CompletedBar] {
        var bars: [MissingBar: OpenBar] = [:]
        for missing in waiting.keys { bars[missing] = OpenBar(start: missing.start, arrival: missing.start) }
        var mapper = PointMapper(mapping)
        replay { line, received in
            guard let point = mapper.point(of: line, received: received) else { return }
            bars[MissingBar(symbol: point.symbol, start: point.start)]?.add(point)
        }
        var made: [CompletedBar] = []
        for missing in self.missing {
            for point in waiting[missing] ?? [] { bars[missing]?.add(point) }
            guard var bar = bars[missing]?.bar(mapping, symbol: missing.symbol) else { continue }
            bar.isRevision = true
            counts.revisions += 1
            made.append(bar)
        }
        waiting = [:]
        return made
    }

    /// The bars that are complete now, or have changed since they were, in order of symbol and time.
    ///
    /// - Parameter now: The wall clock.
    public mutating func completed(now: Timestamp) -> [CompletedBar] {
        var made: [CompletedBar] = []
        for symbol in changed.sorted() {
            guard var instrument = instruments.removeValue(forKey: symbol) else { continue }
            for place in instrument.bars.indices where isDue(instrument.bars[place], instrument, now) {
                instrument.bars[place].isChanged = false
                guard var bar = instrument.bars[place].bar(mapping, symbol: symbol) else { continue }
                bar.isRevision = instrument.bars[place].isComplete
                instrument.bars[place].isComplete = true
                if bar.isRevision { counts.revisions += 1 } else { counts.bars += 1 }
                made.append(bar)
            }
            if !instrument.bars.contains(where: \.isChanged) { changed.remove(symbol) }
            letGo(&instrument)
            instruments[symbol] = instrument
        }
        return made
    }

    /// When the wall clock will complete a bar next; `nil` while none is open.
    public var nextDeadline: Timestamp? {
        changed.compactMap { symbol in
            instruments[symbol]?.bars.filter(\.isChanged).map(deadline).min()
        }.min()
    }

    private func deadline(_ bar: OpenBar) -> Timestamp {
        let last = max(bar.start + mapping.length, bar.arrival).nanoseconds
        return Timestamp(nanoseconds: last.addingReportingOverflow(grace).overflow ? .max : last + grace)
    }

    private func isDue(_ bar: OpenBar, _ instrument: Instrument, _ now: Timestamp) -> Bool {
        guard bar.isChanged else { return false }
        return bar.isComplete || instrument.latest >= bar.start + mapping.length || now >= deadline(bar)
    }

    private func letGo(_ instrument: inout Instrument) {
        var count = 0
        while count < instrument.bars.count, !instrument.bars[count].isChanged { count += 1 }
        let excess = count - keptBars
        guard excess > 0 else { return }
        instrument.horizon = instrument.bars[excess - 1].start + 1
        instrument.bars.removeFirst(excess)
    }

    /// The place of the bar that starts then, made where it is not.
    private static func place(of start: Timestamp, in bars: inout [OpenBar], arrival: Timestamp) -> Int {
        var (low, high) = (0, bars.count)
        if let last = bars.last, last.start < start { low = high }
        while low < high {
            let middle = (low + high) / 2
            if bars[middle].start < start { low = middle + 1 } else { high = middle }
        }
        if low == bars.count || bars[low].start != start {
            bars.insert(OpenBar(start: start, arrival: arrival), at: low)
        }
        return low
    }
}

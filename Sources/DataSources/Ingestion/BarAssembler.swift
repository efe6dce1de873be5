public import Core
public import LineProtocol

/// Makes bars of points as they arrive.
///
/// A bar is complete when a point at or after its end arrives for its symbol, or when the wall clock has passed its end
/// and its last arrival by a grace time. Points that come later are not lost: the bar is forwarded again, marked as a
/// revision. A point of the same series and time takes the place of the former, so that a batch that is sent again
/// changes nothing and forwards nothing. A point more than a day ahead of its arrival completes no other. The clock is a
/// value: whoever owns the assembler tells it.
///
/// Points of the last bars of each symbol are kept, as many as a limit allows. A point for a bar before them makes the
/// assembler ask for the points of that bar (`missing`), which the journal has.
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
        /// Points more than a day ahead of the clock, of which bars are made when their time has come.
        public var aheadPoints = 0
        /// Points that came too late for a bar whose other points are no longer kept.
        public var lostPoints = 0
    }

    struct Instrument: Sendable {
        var symbol: String
        /// Kept bars by start.
        var bars: [OpenBar] = []
        /// Bars that start before this have been let go.
        var horizon = Timestamp.distantPast
        /// The latest time of a point.
        var latest = Timestamp.distantPast
    }

    /// Points of a bar that has been let go.
    struct Waiting: Sendable {
        var points: [MappedPoint] = []
        var received = Timestamp.distantPast
        /// The first segment of the journal that has one of them.
        var segment: Int
    }

    /// How points become bars.
    public let mapping: BarMapping
    /// How long the wall clock waits for points after the end of a bar, nanoseconds.
    public let grace: Int64
    /// How many complete bars a symbol keeps the points of.
    public let keptBars: Int
    /// How many points are kept before those of complete bars are let go.
    public let keptPoints: Int
    /// What has happened.
    public internal(set) var counts = Counts()
    /// The number of the journal's segment that has the points that are added.
    public var segment = 0
    /// Whether there is a journal: it has the points of bars that are let go and of those far ahead.
    public var hasJournal = false
    /// Bars that start at or before this may have points that only the journal has.
    public var settledThrough = Timestamp.distantPast

    var mapper: PointMapper
    var instruments: [Instrument] = []
    var places: [String: Int] = [:]
    /// Instruments with bars that have changed since they were last told.
    var changed: Set<Int> = []
    /// Those of them that points arrived for since it was last asked what is complete.
    var touched: Set<Int> = []
    /// No bar that has changed is completed by the wall clock before this.
    var earliest = Timestamp.distantFuture
    /// Points of bars that have been let go, until the bars are restored.
    var waiting: [BarKey: Waiting] = [:]
    var recalled = RecalledBars()
    /// The bars that points were added to since they were taken, and whether each is ahead.
    var keys: [BarKey: Bool] = [:]
    private var lastKey: BarKey?
    var heldPoints = 0
    var sweepAt: Int

    /// An assembler without points.
    public init(
        _ mapping: BarMapping, grace: Int64 = 5 * Timestamp.second, keptBars: Int = 32, keptPoints: Int = 2_000_000
    ) {
        self.mapping = mapping
        self.grace = grace
        self.keptBars = max(1, keptBars)
        self.keptPoints = max(1, keptPoints)
        sweepAt = self.keptPoints
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
        let place = place(of: point.symbol)
        // A point of far in the future is a wrong unit or clock: it must not end every bar before it.
        if !BarAssembler.isAhead(point.time, of: received) {
            instruments[place].latest = max(instruments[place].latest, point.time)
        }
        let isAhead = hasJournal && BarAssembler.isAhead(point.start, of: received)
        if hasJournal { enter(point.key, isAhead: isAhead) }
        guard let bar = bar(of: point, in: place, isAhead: isAhead, received: received) else { return }
        touched.insert(place)
        changed.insert(place)
        let held = instruments[place].bars[bar].count
        if instruments[place].bars[bar].isComplete { counts.latePoints += 1 }
        instruments[place].bars[bar].arrival = max(instruments[place].bars[bar].arrival, received)
        instruments[place].bars[bar].add(point, segment: segment)
        heldPoints += instruments[place].bars[bar].count - held
        earliest = min(earliest, deadline(instruments[place].bars[bar]))
    }

    /// Whether an instant is more than a day after another.
    static func isAhead(_ time: Timestamp, of received: Timestamp) -> Bool {
        let (before, isLongAgo) = time.nanoseconds.subtractingReportingOverflow(Timestamp.day)
        return !isLongAgo && before > received.nanoseconds
    }

    /// Where the bar of a point is, made where it is not; `nil` where the point was taken otherwise.
    private mutating func bar(
        of point: MappedPoint, in place: Int, isAhead: Bool, received: Timestamp
    ) -> Int? {
        let bar = BarAssembler.lowerBound(point.start, in: instruments[place].bars)
        if bar < instruments[place].bars.count, instruments[place].bars[bar].start == point.start { return bar }
        if isAhead {
            counts.aheadPoints += 1
            return nil
        }
        let isLetGo = point.start < instruments[place].horizon
        if isLetGo { counts.latePoints += 1 }
        if recalled.add(point, segment: segment) { return nil }
        if isLetGo || point.start <= settledThrough {
            waiting[point.key, default: Waiting(segment: segment)].points.append(point)
            waiting[point.key]?.received = received
            return nil
        }
        instruments[place].bars.insert(OpenBar(start: point.start, arrival: received), at: bar)
        return bar
    }

    func deadline(_ bar: OpenBar) -> Timestamp {
        let last = max(bar.start + mapping.length, bar.arrival).nanoseconds
        return Timestamp(nanoseconds: last.addingReportingOverflow(grace).overflow ? .max : last + grace)
    }

    /// No bar is completed by the wall clock before this; `nil` while none is open.
    public var nextDeadline: Timestamp? { changed.isEmpty ? nil : earliest }

    /// The bars that points were added to since it was last asked, and whether each is ahead: for the journal's index.
    public mutating func takeKeys() -> [BarKey: Bool] {
        defer {
            keys = [:]
            lastKey = nil
        }
        return keys
    }

    private mutating func enter(_ key: BarKey, isAhead: Bool) {
        // Points come mostly many to a bar.
        if key == lastKey { return }
        keys[key] = isAhead
        lastKey = key
    }

    mutating func place(of symbol: String) -> Int {
        if let place = places[symbol] { return place }
        instruments.append(Instrument(symbol: symbol))
        places[symbol] = instruments.count - 1
        return instruments.count - 1
    }

    /// The place of the bar that starts then or after.
    static func lowerBound(_ start: Timestamp, in bars: [OpenBar]) -> Int {
        var (low, high) = (0, bars.count)
        if let last = bars.last, last.start < start { return high }
        while low < high {
            let middle = (low + high) / 2
            if bars[middle].start < start { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

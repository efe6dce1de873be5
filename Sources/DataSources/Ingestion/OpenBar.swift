import Core

/// The points of one bar, each series and time once.
struct OpenBar: Sendable {
    private struct Entry: Sendable {
        var time: Int64
        var series: [UInt8]
        var numbers: MappedPoint.Numbers
    }

    let start: Timestamp
    /// By time, then by series, so that the order of arrival changes nothing.
    private var entries: [Entry] = []
    /// When the last of its points arrived.
    var arrival: Timestamp
    /// Whether it has been complete.
    var isComplete = false
    /// Whether points arrived since it was last forwarded.
    private(set) var isChanged = false
    /// The first segment of the journal with a point that arrived since it was last forwarded.
    private(set) var firstSegment = 0

    init(start: Timestamp, arrival: Timestamp) {
        self.start = start
        self.arrival = arrival
    }

    /// How many points it has.
    var count: Int { entries.count }

    /// Says that its last state has been forwarded.
    mutating func settle() { isChanged = false }

    /// Takes the points of one that has all that this has, and more.
    mutating func replace(by whole: OpenBar) {
        let former = self
        self = whole
        isComplete = former.isComplete
        arrival = max(former.arrival, whole.arrival)
        if former.isChanged { firstSegment = min(firstSegment, former.firstSegment) }
    }

    /// Takes a point; one of the same series and time takes the place of the former.
    ///
    /// - Parameter segment: The number of the journal's segment that has it.
    mutating func add(_ point: MappedPoint, segment: Int) {
        firstSegment = isChanged ? min(firstSegment, segment) : segment
        isChanged = true
        let key = (point.time.nanoseconds, point.series)
        var (low, high) = (0, entries.count)
        // Points come mostly in order of time.
        if let last = entries.last, OpenBar.precedes((last.time, last.series), key) { low = high }
        while low < high {
            let middle = (low + high) / 2
            if OpenBar.precedes((entries[middle].time, entries[middle].series), key) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        if low < entries.count, entries[low].time == key.0, entries[low].series == key.1 {
            entries[low].numbers.merge(point.numbers)
        } else {
            entries.insert(Entry(time: key.0, series: key.1, numbers: point.numbers), at: low)
        }
    }

    private static func precedes(_ one: (Int64, [UInt8]), _ two: (Int64, [UInt8])) -> Bool {
        one.0 != two.0 ? one.0 < two.0 : one.1.lexicographicallyPrecedes(two.1)
    }

    /// The bar that the points make, or `nil` where none has a price, or a row lacks one of its prices.
    func bar(_ mapping: BarMapping, symbol: String) -> CompletedBar? {
        var bar = CompletedBar(
            symbol: symbol, start: start, end: start + mapping.length, open: .nan, high: .nan, low: .nan, close: .nan,
            volume: .nan, pointCount: 0)
        for entry in entries {
            let numbers = entry.numbers
            if numbers.close.isNaN { continue }
            switch mapping.content {
            case .bars:
                if numbers.open.isNaN || numbers.high.isNaN || numbers.low.isNaN { continue }
                // Rows of several series for one bar: the last of them.
                (bar.open, bar.high, bar.low, bar.close) = (numbers.open, numbers.high, numbers.low, numbers.close)
                bar.volume = numbers.volume
                bar.pointCount = 1
            case .ticks:
                if bar.pointCount == 0 {
                    (bar.open, bar.high, bar.low) = (numbers.close, numbers.close, numbers.close)
                }
                bar.high = max(bar.high, numbers.close)
                bar.low = min(bar.low, numbers.close)
                bar.close = numbers.close
                if !numbers.volume.isNaN { bar.volume = (bar.volume.isNaN ? 0 : bar.volume) + numbers.volume }
                bar.pointCount += 1
            }
        }
        return bar.pointCount == 0 ? nil : bar
    }
}

import Core

/// Values at instants, of which the last of each interval is kept, so that memory is bounded by the intervals.
struct WatchedValues: Sendable {
    /// Nanoseconds of an interval; an instant at the end of one belongs to it.
    let interval: Int64
    private var times: [Int64] = []
    private var values: [Double] = []

    init(interval: Int64) { self.interval = interval }

    /// Adds a value at an instant not before those added earlier.
    mutating func add(_ value: Double, at time: Int64) {
        if let last = times.last, floorDivide(last - 1, interval) == floorDivide(time - 1, interval) {
            times[times.count - 1] = time
            values[values.count - 1] = value
        } else {
            times.append(time)
            values.append(value)
        }
    }

    /// The last value at or before each of some ascending instants, `nan` before the first.
    func values(at instants: [Int64]) -> [Double] {
        var place = -1
        return instants.map { instant in
            while place + 1 < times.count, times[place + 1] <= instant { place += 1 }
            return place < 0 ? .nan : values[place]
        }
    }
}

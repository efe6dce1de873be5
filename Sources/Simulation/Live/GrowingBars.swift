import Core
import TimeSeries

/// The bars of one instrument as they come, in columns that strategies read like those of a finished series.
///
/// It belongs to one account, which lends the addresses and renews them after each bar.
final class GrowingBars {
    private(set) var count = 0
    private var capacity = 256
    private var times: UnsafeMutablePointer<Int64>
    private var values: UnsafeMutablePointer<Double>

    init() {
        times = .allocate(capacity: 2 * capacity)
        values = .allocate(capacity: 5 * capacity)
    }

    deinit {
        times.deallocate()
        values.deallocate()
    }

    /// Adds a bar; the columns may have other addresses from then on.
    func append(_ bar: Bar) {
        if count == capacity { grow() }
        for (column, time) in [bar.start, bar.end].enumerated() {
            (times + column * capacity + count).initialize(to: time.nanoseconds)
        }
        for (column, value) in [bar.open, bar.high, bar.low, bar.close, bar.volume].enumerated() {
            (values + column * capacity + count).initialize(to: value)
        }
        count += 1
    }

    private func grow() {
        func move<Value: BitwiseCopyable>(_ memory: inout UnsafeMutablePointer<Value>, columns: Int) {
            let larger = UnsafeMutablePointer<Value>.allocate(capacity: columns * 2 * capacity)
            for column in 0..<columns {
                (larger + column * 2 * capacity).initialize(from: memory + column * capacity, count: count)
            }
            memory.deallocate()
            memory = larger
        }
        move(&times, columns: 2)
        move(&values, columns: 5)
        capacity *= 2
    }

    /// The columns at their present addresses, so many bars of which are over.
    func columns(completed: Int, isDue: Bool) -> Columns {
        Columns(
            start: UnsafePointer(times), end: UnsafePointer(times + capacity), open: UnsafePointer(values),
            high: UnsafePointer(values + capacity), low: UnsafePointer(values + 2 * capacity),
            close: UnsafePointer(values + 3 * capacity), volume: UnsafePointer(values + 4 * capacity), count: count,
            completed: completed, isDue: isDue)
    }

    /// The bars as a series.
    func series(of instrument: Instrument, _ calendar: TradingCalendar) -> BarSeries {
        func column(_ place: Int) -> [Double] {
            Array(UnsafeBufferPointer(start: values + place * capacity, count: count))
        }
        return BarSeries(
            instrument: instrument, calendar: calendar,
            start: Array(UnsafeBufferPointer(start: times, count: count)),
            end: Array(UnsafeBufferPointer(start: times + capacity, count: count)), open: column(0), high: column(1),
            low: column(2), close: column(3), volume: column(4))
    }
}

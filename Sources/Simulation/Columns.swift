import Core
import TimeSeries

/// The columns of one instrument, as the loop reads them.
@usableFromInline
struct Columns {
    @usableFromInline var start: UnsafePointer<Int64>
    @usableFromInline var end: UnsafePointer<Int64>
    @usableFromInline var open: UnsafePointer<Double>
    @usableFromInline var high: UnsafePointer<Double>
    @usableFromInline var low: UnsafePointer<Double>
    @usableFromInline var close: UnsafePointer<Double>
    @usableFromInline var volume: UnsafePointer<Double>
    @usableFromInline var count: Int
    /// Bars that have ended: the past.
    @usableFromInline var completed: Int
    /// Whether a bar starts or ends at the present instant.
    @usableFromInline var isDue: Bool
}

extension Columns {
    /// The columns of a series, before its first bar.
    init(_ series: BarSeries) {
        func address<Element>(_ array: [Element]) -> UnsafePointer<Element> {
            array.withUnsafeBufferPointer { elements in
                guard let base = elements.baseAddress else { preconditionFailure("an array without an address") }
                return base
            }
        }
        self.init(
            start: address(series.start), end: address(series.end), open: address(series.open),
            high: address(series.high), low: address(series.low), close: address(series.close),
            volume: address(series.volume), count: series.count, completed: 0, isDue: false)
    }

    /// The prices of a bar.
    func prices(of bar: Int) -> BarPrices {
        BarPrices(open: open[bar], high: high[bar], low: low[bar], close: close[bar])
    }

    /// Moves prices and volumes to memory of their own, which may then be written.
    ///
    /// - Returns: The memory, for the caller to free.
    mutating func copyPrices() -> UnsafeMutablePointer<Double> {
        let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(1, 5 * count))
        LongArray.settle(UnsafeMutableBufferPointer(start: memory, count: 5 * count))
        for (place, column) in [open, high, low, close, volume].enumerated() {
            (memory + place * count).initialize(from: column, count: count)
        }
        open = UnsafePointer(memory)
        high = UnsafePointer(memory + count)
        low = UnsafePointer(memory + 2 * count)
        close = UnsafePointer(memory + 3 * count)
        volume = UnsafePointer(memory + 4 * count)
        return memory
    }
}

/// The prices of a bar, or of a finer one inside it.
struct BarPrices {
    var open: Price
    var high: Price
    var low: Price
    var close: Price
}

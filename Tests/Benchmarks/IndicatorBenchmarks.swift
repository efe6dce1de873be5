import Glibc
import Indicators

/// The bars of the workload W9: closes of a random walk of minutes, the same to the last bit as in
/// `../shared/workloads/common.py`, `ohlcv(n, seed: 42)`.
struct WorkloadBars {
    var high: [Double] = []
    var low: [Double] = []
    var close: [Double] = []

    init(count: Int, seed: UInt64 = 42) {
        let seeds = (0..<5).map { WorkloadBars.draw(seed: (seed << 8) + UInt64($0), 0) }
        let (sigma, gap) = (0.0005, 0.0001)
        high.reserveCapacity(count)
        low.reserveCapacity(count)
        close.reserveCapacity(count)
        var product = 1.0
        var previous = 100.0
        for row in 0..<count {
            let step = 1.0 + sigma * WorkloadBars.gauss(WorkloadBars.draw(seed: seeds[0], row))
            product = row == 0 ? step : product * step
            let last = 100.0 * product
            let first = previous * (1.0 + gap * WorkloadBars.gauss(WorkloadBars.draw(seed: seeds[1], row)))
            let up = WorkloadBars.uniform(WorkloadBars.draw(seed: seeds[2], row))
            let down = WorkloadBars.uniform(WorkloadBars.draw(seed: seeds[3], row))
            close.append(last)
            high.append(max(first, last) * (1.0 + 0.5 * sigma * up))
            low.append(min(first, last) * (1.0 - 0.5 * sigma * down))
            previous = last
        }
    }

    /// Draw `index` of SplitMix64.
    static func draw(seed: UInt64, _ index: Int) -> UInt64 {
        var z = seed &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number from 0 to below 1 from a draw.
    static func uniform(_ draw: UInt64) -> Double { Double(draw >> 11) * 0x1p-53 }

    /// A number of mean 0 and variance 1 from a draw: its four 16-bit fields summed.
    static func gauss(_ draw: UInt64) -> Double {
        let sum = (draw & 0xFFFF) + ((draw >> 16) & 0xFFFF) + ((draw >> 32) & 0xFFFF) + (draw >> 48)
        return ((Double(sum) + 2.0) * (1.0 / 65536.0) - 2.0) * 1.7320508075688772
    }
}

/// Columns in memory of large pages, which NumPy asks the system for as well and so TA-Lib's figures rest on.
private final class LargePageColumn {
    let values: UnsafeMutableBufferPointer<Double>

    init(count: Int) {
        let (page, bytes) = (1 << 21, count * MemoryLayout<Double>.stride)
        let rounded = (bytes + page - 1) / page * page
        let memory = UnsafeMutableRawPointer.allocate(byteCount: rounded, alignment: page)
        // Where the system refuses, small pages serve.
        _ = madvise(memory, rounded, MADV_HUGEPAGE)
        values = UnsafeMutableBufferPointer(start: memory.bindMemory(to: Double.self, capacity: count), count: count)
    }

    convenience init(_ column: [Double]) {
        self.init(count: column.count)
        _ = values.initialize(from: column)
    }

    deinit { UnsafeMutableRawPointer(values.baseAddress)?.deallocate() }
}

/// Measures the column forms of the nine indicators of W9 over `count` values on one thread, and prints the best of
/// `repetitions` as ns per value and values per second.
///
/// Each is measured twice: into columns that are there already, and into new ones, whose memory the system must first
/// find: TA-Lib's function does that with every call, and its figures beside ours, which are those of
/// `../shared/peers.md` from a machine of the same kind, include it.
func benchmarkIndicators(count: Int = 10_000_000, repetitions: Int = 5) {
    let bars = WorkloadBars(count: count)
    let (high, low, close) = (LargePageColumn(bars.high), LargePageColumn(bars.low), LargePageColumn(bars.close))

    func measure<Indicator: ColumnIndicator>(
        _ name: String, talib: Double, _ inputs: [LargePageColumn], _ indicator: Indicator
    ) {
        let sources = inputs.map { UnsafeBufferPointer($0.values) }
        let clock = ContinuousClock()
        var (best, bestFresh, last) = (Double.infinity, Double.infinity, "")
        for _ in 0..<repetitions {
            var outputs: [LargePageColumn] = []
            let fresh = clock.measure {
                outputs = (0..<Indicator.outputCount).map { _ in LargePageColumn(count: count) }
                indicator.fill(sources, into: outputs.map(\.values))
            }
            let again = clock.measure { indicator.fill(sources, into: outputs.map(\.values)) }
            bestFresh = min(bestFresh, fresh / .nanoseconds(1) / Double(count))
            best = min(best, again / .nanoseconds(1) / Double(count))
            last = outputs.map { $0.values[count - 1].description }.joined(separator: " ")
        }
        func rounded(_ value: Double) -> String { ((value * 100).rounded() / 100).description }
        print(
            "indicator \(name): \(rounded(best)) ns/value, \(rounded(1000 / best)) million values/s; into new memory "
                + "\(rounded(bestFresh)) ns/value (TA-Lib \(talib)); last \(last)")
    }

    measure("SMA(20)", talib: 2.75, [close], SimpleMovingAverage(period: 20))
    measure("EMA(20)", talib: 2.97, [close], ExponentialMovingAverage(period: 20))
    measure("RSI(14)", talib: 3.92, [close], RelativeStrengthIndex(period: 14))
    measure("ATR(14)", talib: 2.59, [high, low, close], AverageTrueRange(period: 14))
    measure("BBANDS(20,2)", talib: 7.86, [close], BollingerBands(period: 20, multiplier: 2))
    measure("MACD(12,26,9)", talib: 5.58, [close], MovingAverageConvergence(fast: 12, slow: 26, signal: 9))
    measure("STDDEV(20)", talib: 4.06, [close], RollingDeviation(period: 20, ddof: 0))
    measure("MAX(20)", talib: 1.81, [close], HighestValue(period: 20))
    measure("LINEARREG(20)", talib: 4.83, [close], LinearRegression(period: 20))

    func stream<Indicator: SeriesIndicator>(_ name: String, _ indicator: Indicator) {
        let clock = ContinuousClock()
        var last = 0.0
        let best =
            (0..<repetitions).map { _ in
                var indicator = indicator
                return clock.measure {
                    for row in 0..<count { last = indicator.update(close.values[row]) }
                } / .nanoseconds(1) / Double(count)
            }.min() ?? .nan
        print("indicator \(name), bar by bar: \((best * 100).rounded() / 100) ns/value; last \(last)")
    }

    stream("SMA(20)", SimpleMovingAverage(period: 20))
    stream("EMA(20)", ExponentialMovingAverage(period: 20))
    stream("RSI(14)", RelativeStrengthIndex(period: 14))
    stream("STDDEV(20)", RollingDeviation(period: 20))
    stream("MAX(20)", HighestValue(period: 20))
}

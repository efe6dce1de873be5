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

/// Measures the column forms of the nine indicators of W9, and the streaming form of the first two, over `count`
/// values on one thread, and prints the best of `repetitions` as ns per value and values per second.
///
/// The figures of TA-Lib beside ours are those of `../shared/peers.md`, measured on another machine of the same kind.
func benchmarkIndicators(count: Int = 10_000_000, repetitions: Int = 5) {
    let bars = WorkloadBars(count: count)
    var outputs = [[Double]](repeating: [Double](repeating: 0, count: count), count: 3)

    func measure<Indicator: ColumnIndicator>(
        _ name: String, talib: Double, _ inputs: [[Double]], _ indicator: Indicator
    ) {
        var best = Double.infinity
        for _ in 0..<repetitions {
            withOpened(inputs[...], []) { sources in
                withOpenedForWriting(&outputs, Indicator.outputCount) { targets in
                    let clock = ContinuousClock()
                    let elapsed = clock.measure { indicator.fill(sources, into: targets) }
                    best = min(best, elapsed / .nanoseconds(1) / Double(count))
                }
            }
        }
        let last = (0..<Indicator.outputCount).map { outputs[$0][count - 1].description }.joined(separator: " ")
        report(name, best, talib: talib, last: last)
    }

    measure("SMA(20)", talib: 2.75, [bars.close], SimpleMovingAverage(period: 20))
    measure("EMA(20)", talib: 2.97, [bars.close], ExponentialMovingAverage(period: 20))
    measure("RSI(14)", talib: 3.92, [bars.close], RelativeStrengthIndex(period: 14))
    measure("ATR(14)", talib: 2.59, [bars.high, bars.low, bars.close], AverageTrueRange(period: 14))
    measure("BBANDS(20,2)", talib: 7.86, [bars.close], BollingerBands(period: 20, multiplier: 2))
    measure("MACD(12,26,9)", talib: 5.58, [bars.close], MovingAverageConvergence(fast: 12, slow: 26, signal: 9))
    measure("STDDEV(20)", talib: 4.06, [bars.close], RollingDeviation(period: 20, ddof: 0))
    measure("MAX(20)", talib: 1.81, [bars.close], HighestValue(period: 20))
    measure("LINEARREG(20)", talib: 4.83, [bars.close], LinearRegression(period: 20))
}

/// Prints one line.
private func report(_ name: String, _ nanoseconds: Double, talib: Double, last: String) {
    func rounded(_ value: Double) -> String { ((value * 100).rounded() / 100).description }
    print(
        "indicator \(name): \(rounded(nanoseconds)) ns/value, \(rounded(1000 / nanoseconds)) million values/s "
            + "(TA-Lib \(talib) ns/value); last \(last)")
}

/// Opens columns for reading.
private func withOpened(
    _ columns: ArraySlice<[Double]>, _ opened: [UnsafeBufferPointer<Double>],
    _ body: ([UnsafeBufferPointer<Double>]) -> Void
) {
    guard let column = columns.first else { return body(opened) }
    column.withUnsafeBufferPointer { withOpened(columns.dropFirst(), opened + [$0], body) }
}

/// Opens the first `count` of three columns for writing.
private func withOpenedForWriting(
    _ columns: inout [[Double]], _ count: Int, _ body: ([UnsafeMutableBufferPointer<Double>]) -> Void
) {
    var (first, second, third) = (columns[0], columns[1], columns[2])
    columns = []
    first.withUnsafeMutableBufferPointer { one in
        second.withUnsafeMutableBufferPointer { two in
            third.withUnsafeMutableBufferPointer { three in body(Array([one, two, three].prefix(count))) }
        }
    }
    columns = [first, second, third]
}

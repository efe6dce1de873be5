/// Moving average convergence and divergence (MACD).
///
///     value = ema(x, fast) − ema(x, slow),   signal = ema(value, signal),   histogram = value − signal
///
/// - Timing: The values at t use values up to and including t; all three defined from index
///   `slow + signal − 2`, as in TA-Lib. Both averages start together: the fast one's seed is the mean of the last `fast`
///   of the first `slow` values.
/// - Edge cases: A `nan` is passed over. A constant series gives exactly 0. Where `fast` exceeds `slow` they change places.
/// - Source: Appel (2005), "Technical Analysis"; seeds as TA-Lib, MACD.
/// - Verified by: `IndicatorOracleTests` (`macd`, `macd_signal`, `macd_hist`).
@frozen
public struct MovingAverageConvergence: ColumnIndicator {
    /// One bar's values.
    public typealias Output = (value: Double, signal: Double, histogram: Double)

    /// Three values a bar.
    @inlinable public static var outputCount: Int { 3 }
    @usableFromInline var fast: ExponentialMovingAverage
    @usableFromInline var slow: ExponentialMovingAverage
    @usableFromInline var signal: ExponentialMovingAverage
    @usableFromInline var toSkip: Int

    /// With the periods of the three averages, each at least 1.
    @inlinable
    public init(fast: Int = 12, slow: Int = 26, signal: Int = 9) {
        self.fast = ExponentialMovingAverage(period: min(fast, slow))
        self.slow = ExponentialMovingAverage(period: max(fast, slow))
        self.signal = ExponentialMovingAverage(period: signal)
        toSkip = abs(slow - fast)
    }

    /// Takes the next value; gives all three values, `nan` before they are defined.
    @inlinable
    public mutating func update(_ value: Double) -> Output {
        let slowAverage = slow.update(value)
        if toSkip > 0 {
            if !value.isNaN { toSkip -= 1 }
            return (.nan, .nan, .nan)
        }
        let difference = fast.update(value) - slowAverage
        let smoothed = signal.update(difference)
        if smoothed.isNaN { return (.nan, .nan, .nan) }
        return (difference, smoothed, difference - smoothed)
    }

    /// Takes the next value of the series; writes value, signal and histogram.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        (outputs[0], outputs[1], outputs[2]) = update(inputs[0])
    }

    /// Writes the three columns, two values at a time where the three averages are in step.
    @inlinable
    public func fill(_ inputs: [UnsafeBufferPointer<Double>], into outputs: [UnsafeMutableBufferPointer<Double>]) {
        var indicator = self
        let (series, values, signals, histograms) = (inputs[0], outputs[0], outputs[1], outputs[2])
        var row = 0
        while row < series.count {
            var end = min(series.count, row + DefinedValues.stretch)
            if indicator.fast.isEven && indicator.slow.isEven && indicator.signal.isEven {
                let even = end - (end - row) % 2
                if even > row, indicator.fillPairs(series, row, even, into: outputs) {
                    row = even
                    continue
                }
            } else {
                end = row + 1
            }
            while row < end {
                (values[row], signals[row], histograms[row]) = indicator.update(series[row])
                row += 1
            }
        }
    }

    /// Writes the rows from `start` to before `end`, an even number; where it meets a `nan`, leaves its state as it was
    /// and gives false.
    @inlinable
    mutating func fillPairs(
        _ series: UnsafeBufferPointer<Double>, _ start: Int, _ end: Int,
        into outputs: [UnsafeMutableBufferPointer<Double>]
    ) -> Bool {
        guard let source = series.baseAddress, let values = outputs[0].baseAddress,
            let signals = outputs[1].baseAddress, let histograms = outputs[2].baseAddress
        else { return false }
        var (fast, slow, signal) = (self.fast, self.slow, self.signal)
        var row = start
        while row < end {
            let (fastOne, fastTwo) = fast.updatePair(source[row], source[row &+ 1])
            let (slowOne, slowTwo) = slow.updatePair(source[row], source[row &+ 1])
            let (one, two) = (fastOne - slowOne, fastTwo - slowTwo)
            let (signalOne, signalTwo) = signal.updatePair(one, two)
            (values[row], values[row &+ 1]) = (one, two)
            (signals[row], signals[row &+ 1]) = (signalOne, signalTwo)
            (histograms[row], histograms[row &+ 1]) = (one - signalOne, two - signalTwo)
            row &+= 2
        }
        // A `nan` would have stayed in the averages.
        if signal.average.isNaN { return false }
        (self.fast, self.slow, self.signal) = (fast, slow, signal)
        return true
    }
}

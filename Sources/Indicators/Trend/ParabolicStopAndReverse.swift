/// Wilder’s parabolic stop and reverse: a stop that closes in on the price and changes sides when touched.
///
///     sar[t+1] = sar[t] + af · (extreme − sar[t]),   af grows by step with each new extreme up to maximum
///     kept outside the ranges of the last two bars; touched, it jumps to the extreme and af starts again
///
/// - Timing: The value at t uses bars up to and including t; defined from index 1.
/// - Edge cases: A bar with a `nan` is passed over. The first side is down where the second bar falls more than it rises, else up.
/// - Source: Wilder (1978), "New Concepts in Technical Trading Systems"; start as TA-Lib, SAR.
/// - Verified by: `IndicatorOracleTests` (`sar`).
@frozen
public struct ParabolicStopAndReverse: ColumnIndicator {
    /// By how much the acceleration grows.
    public let step: Double
    /// The greatest acceleration.
    public let maximum: Double
    @usableFromInline var seen = 0
    @usableFromInline var isLong = true
    @usableFromInline var stop = 0.0
    @usableFromInline var extreme = 0.0
    @usableFromInline var acceleration = 0.0
    @usableFromInline var high = 0.0
    @usableFromInline var low = 0.0

    /// With an acceleration that starts with `step` and grows by it up to `maximum`.
    @inlinable
    public init(step: Double = 0.02, maximum: Double = 0.2) {
        self.step = min(step, maximum)
        self.maximum = maximum
    }

    /// Takes the next bar; gives the stop that holds in it, `nan` for the first bar.
    @inlinable
    public mutating func update(high: Double, low: Double) -> Double {
        if high.isNaN || low.isNaN { return .nan }
        defer { (self.high, self.low) = (high, low) }
        if seen < 2 {
            seen += 1
            if seen == 1 { return .nan }
            start(high: high, low: low)
        }
        return isLong ? updateLong(high: high, low: low) : updateShort(high: high, low: low)
    }

    /// Takes a side at the second bar.
    @inlinable
    mutating func start(high: Double, low: Double) {
        let (up, down) = (high - self.high, self.low - low)
        isLong = !(down > 0 && up < down)
        extreme = isLong ? high : low
        stop = isLong ? self.low : self.high
        acceleration = step
        // The bar before the second takes no part in keeping the stop outside.
        (self.high, self.low) = (high, low)
    }

    /// A bar during which the stop lies below.
    @inlinable
    mutating func updateLong(high: Double, low: Double) -> Double {
        if low <= stop {
            isLong = false
            stop = max(extreme, self.high, high)
            let result = stop
            acceleration = step
            extreme = low
            stop = max(stop + acceleration * (extreme - stop), self.high, high)
            return result
        }
        let result = stop
        if high > extreme {
            extreme = high
            acceleration = min(acceleration + step, maximum)
        }
        stop = min(stop + acceleration * (extreme - stop), self.low, low)
        return result
    }

    /// A bar during which the stop lies above.
    @inlinable
    mutating func updateShort(high: Double, low: Double) -> Double {
        if high >= stop {
            isLong = true
            stop = min(extreme, self.low, low)
            let result = stop
            acceleration = step
            extreme = high
            stop = min(stop + acceleration * (extreme - stop), self.low, low)
            return result
        }
        let result = stop
        if low < extreme {
            extreme = low
            acceleration = min(acceleration + step, maximum)
        }
        stop = max(stop + acceleration * (extreme - stop), self.high, high)
        return result
    }

    /// Takes the values of the next bar: high, low.
    @inlinable
    public mutating func update(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
    ) {
        outputs[0] = update(high: inputs[0], low: inputs[1])
    }
}

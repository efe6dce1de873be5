public import Core

/// A fall of wealth below its peak, until it is back there or the run ends.
public struct Drawdown: Sendable, Hashable {
    /// The instant of the last peak before the fall; the run's start where the initial capital is the peak.
    public var peak: Timestamp
    /// The first bar below the peak.
    public var start: Timestamp
    /// The lowest bar.
    public var trough: Timestamp
    /// The bar back at the peak or above, or `nil` while the fall lasts.
    public var recovery: Timestamp?
    /// Wealth at the trough against the peak, as a negative fraction: −0.2 is a fall by 20 %.
    public var depth: Double
    /// Bars from the peak to the recovery, or to the last bar.
    public var bars: Int
    /// Calendar days from the peak to the recovery, or to the last bar.
    public var days: Double
    /// Bars from the peak to the trough.
    public var barsToTrough: Int
    /// The place of the peak's bar, −1 for the initial capital.
    public var peakIndex: Int
    /// The place of the trough's bar.
    public var troughIndex: Int
    /// The place of the recovery's bar, if there is one.
    public var recoveryIndex: Int?

    /// Whether wealth came back to the peak.
    public var isRecovered: Bool { recovery != nil }
}

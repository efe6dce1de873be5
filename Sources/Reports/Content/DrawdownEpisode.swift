public import Core

/// A fall of equity from a peak to a trough, and the way back (S60).
public struct DrawdownEpisode: Hashable, Sendable {
    /// When the peak was last held.
    public var peak: Timestamp
    /// When equity was lowest.
    public var trough: Timestamp
    /// When the peak was reached again; `nil` where it never was.
    public var recovery: Timestamp?
    /// The depth as a fraction of the peak, zero or negative.
    public var depth: Double
    /// Bars from the peak to the recovery, or to the end.
    public var bars: Int
    /// Calendar days from the peak to the recovery, or to the end.
    public var days: Double

    /// An episode.
    public init(peak: Timestamp, trough: Timestamp, recovery: Timestamp?, depth: Double, bars: Int, days: Double) {
        self.peak = peak
        self.trough = trough
        self.recovery = recovery
        self.depth = depth
        self.bars = bars
        self.days = days
    }
}

public import Core

/// When to collect: a little after every edge of a fixed period of the wall clock, however long the last time took.
///
///     next(t) = ⌊(t − delay) / period⌋ · period + period + delay
public struct CollectSchedule: Hashable, Sendable {
    /// The period in nanoseconds; edges are its multiples since 1970 in UTC.
    public var period: Int64
    /// Nanoseconds after an edge, so that the endpoint has the bar that ended there.
    public var delay: Int64

    /// A schedule.
    ///
    /// - Precondition: `period > 0`.
    public init(period: Int64, delay: Int64) {
        precondition(period > 0, "a schedule needs a period")
        self.period = period
        self.delay = delay
    }

    /// The next time, after an instant; those that were missed are not made up for, as one request gets all.
    public func next(after instant: Timestamp) -> Timestamp {
        let edge = floorDivide(instant.nanoseconds - delay, period) * period
        return Timestamp(nanoseconds: edge + period + delay)
    }
}

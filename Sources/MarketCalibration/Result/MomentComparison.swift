/// A moment of the real and of the simulated market.
public struct MomentComparison: Sendable, Hashable {
    /// Which.
    public var moment: CalibrationMoment
    /// On the training days.
    public var real: Double
    /// Its standard error by the stationary bootstrap.
    public var realError: Double
    /// On the held-out days.
    public var heldOut: Double
    /// Its standard error by the stationary bootstrap; NaN where they are too few.
    public var heldOutError: Double
    /// Simulated at the start.
    public var before: Double
    /// Simulated at the best point.
    public var after: Double
    /// The standard error of that over replications; NaN for one.
    public var afterError: Double
}

public import Statistics

/// A figure with what the stationary bootstrap says of its precision.
public struct Estimate: Sendable, Hashable {
    /// The figure; NaN where it is undefined.
    public var value: Double
    /// The 95 % interval; `nil` where there is none.
    public var interval: StationaryBootstrap.Interval?
    /// The standard deviation of the figure over resamples; `nil` where there is none.
    public var standardError: Double?

    /// A figure.
    public init(_ value: Double, interval: StationaryBootstrap.Interval? = nil, standardError: Double? = nil) {
        (self.value, self.interval, self.standardError) = (value, interval, standardError)
    }
}

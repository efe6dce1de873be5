/// The fundamental value at an instant, with the activity of the market.
@frozen
public struct FundamentalRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// The value in ticks.
    public var value: Double
    /// How busy the market is: 1 on average.
    public var activity: Double
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

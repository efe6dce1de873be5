/// A metric of one run: its figure, or why there is none, and how it was computed (S64).
public struct MetricValue: Sendable, Hashable {
    /// The metric's id.
    public var id: String
    /// The figure, finite, or `nil` where there is none.
    public var value: Double?
    /// Why there is no figure: `n/a (n=1)`, `the returns do not vary`.
    ///
    /// `nil` where there is one.
    public var reason: String?
    /// The definition in short: `arith,ddof=1,rf=0,ppy=252`.
    public var definition: String
    /// The number of observations.
    public var n: Int
    /// A confidence interval, where the metric has one.
    public var interval: StationaryBootstrap.Interval?
}

/// The smallest correlation that a number of forecasts can tell from none.
public struct DetectableCorrelation: Hashable, Sendable {
    /// The correlation, positive.
    public var correlation: Double
    /// The number of forecasts, of independent ones where labels overlap.
    public var count: Int
    /// How it was found: `two-sided 5 %, power 80 %`.
    public var method: String

    /// A smallest correlation.
    public init(correlation: Double, count: Int, method: String) {
        self.correlation = correlation
        self.count = count
        self.method = method
    }
}

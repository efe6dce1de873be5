/// A curve behind a fact, for a chart.
public struct FactCurve: Sendable, Hashable {
    /// What is drawn.
    public var title: String
    /// What the places are.
    public var across: String
    /// What the values are.
    public var up: String
    /// Places, rising.
    public var places: [Double]
    /// Values at the places; NaN for none.
    public var values: [Double]
    /// The lower and upper ends of a band about the values; empty for none.
    public var band: (low: [Double], high: [Double]) { (low, high) }
    private var low: [Double]
    private var high: [Double]
    /// What the band is.
    public var bandName: String
    /// A fitted line at the places; empty for none.
    public var fit: [Double]
    /// What the fitted line is.
    public var fitName: String
    /// Whether equal ratios of places take equal room.
    public var isAcrossLogarithmic: Bool
    /// Whether equal ratios of values take equal room.
    public var isUpLogarithmic: Bool

    /// A curve.
    public init(
        title: String, across: String, up: String, places: [Double], values: [Double],
        band: (low: [Double], high: [Double]) = ([], []), bandName: String = "95 % interval", fit: [Double] = [],
        fitName: String = "", isAcrossLogarithmic: Bool = false, isUpLogarithmic: Bool = false
    ) {
        (self.title, self.across, self.up, self.places, self.values) = (title, across, up, places, values)
        (low, high, self.bandName, self.fit, self.fitName) = (band.low, band.high, bandName, fit, fitName)
        (self.isAcrossLogarithmic, self.isUpLogarithmic) = (isAcrossLogarithmic, isUpLogarithmic)
    }
}

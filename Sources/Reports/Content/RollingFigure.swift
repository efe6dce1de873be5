import Core

/// A metric over a moving window, as a series.
public struct RollingFigure: Sendable {
    /// Its name: `Sharpe ratio, 126 sessions`.
    public var label: String
    /// What it counts.
    public var unit: FigureUnit
    /// The formula's id: `arith,ddof=1,rf=0,ppy=252,window=126`.
    public var definition: String
    /// Ends of windows, nanoseconds UTC, strictly ascending.
    public var time: [Int64]
    /// The values; `nan` where the window is not full or the metric is undefined.
    public var values: [Double]

    /// A rolling metric.
    ///
    /// - Precondition: times and values are of equal length.
    public init(label: String, unit: FigureUnit, definition: String, time: [Int64], values: [Double]) {
        invariant(time.count == values.count, "the columns of \(label) differ in length")
        self.label = label
        self.unit = unit
        self.definition = definition
        self.time = time
        self.values = values
    }
}

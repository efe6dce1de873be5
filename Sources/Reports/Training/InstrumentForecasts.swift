/// Forecasts out of sample of one instrument, with what came.
public struct InstrumentForecasts: Hashable, Sendable {
    /// The symbol.
    public var instrument: String
    /// Instants, nanoseconds UTC, never descending: decisions or ends of labels, as the target says; labels may end at once.
    public var time: [Int64]
    /// The forecast at each instant; `nan` for none.
    public var forecast: [Double]
    /// What came, in the same unit; `nan` where it is not known yet.
    public var truth: [Double]

    /// Forecasts; columns that are longer than the shortest are cut.
    public init(instrument: String, time: [Int64], forecast: [Double], truth: [Double]) {
        let count = min(time.count, forecast.count, truth.count)
        self.instrument = instrument
        self.time = Array(time.prefix(count))
        self.forecast = Array(forecast.prefix(count))
        self.truth = Array(truth.prefix(count))
    }
}

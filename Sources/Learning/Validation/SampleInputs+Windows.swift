public import Core

extension SampleInputs {
    /// Windows that the caller holds, one for each entry of `instruments`: what is predicted live, where rows arrive one
    /// by one and no sample set is made.
    ///
    ///     let now = try SampleInputs(
    ///         features: ["return", "volume"], window: 32, instruments: [spy, tlt], values: spyWindow + tltWindow)
    ///     let forecasts = try fitted.predict(now)
    ///
    /// An instrument may have several windows: they stand as rows after one another, `rows` says where each ends.
    ///
    /// - Parameters:
    ///   - features: The names of the features of a row, `K` of them, in the order that the model was fitted on.
    ///   - window: `W`, how many rows a window has, 1 or more.
    ///   - instruments: The instrument of each window, in any order.
    ///   - values: The windows one after the other, each row-major from its oldest row to its newest; shape
    ///     `[instruments.count · W · K]`.
    /// - Throws: `LearningError.parameter` for no features or a window below 1; `.shape` for another number of values;
    ///   `.notFinite` with the window as the sample and the place in it as the feature.
    /// - Complexity: O(`values.count`); no copy where each instrument has one window.
    /// - Verified by: `SampleWindowsTests`.
    public init(
        features: [String], window: Int, instruments: [InstrumentIndex], values: [Double]
    ) throws(LearningError) {
        guard window >= 1 else { throw .parameter(name: "window", found: "\(window)", allowed: "1 row or more") }
        guard !features.isEmpty else {
            throw .parameter(name: "the number of features", found: "0", allowed: "1 or more")
        }
        let (width, isTooWide) = window.multipliedReportingOverflow(by: features.count)
        let (needed, isTooMany) = width.multipliedReportingOverflow(by: instruments.count)
        guard !isTooWide, !isTooMany, values.count == needed else {
            throw .shape(
                found: "\(values.count) numbers",
                needed: "\(instruments.count) windows of \(window) rows of \(features.count) features")
        }
        for (place, value) in values.enumerated() where !value.isFinite {
            throw .notFinite(sample: place / width, feature: place % width)
        }
        var (columns, distinct, windows): (SampleColumns, [InstrumentIndex], [[Int]]) = (SampleColumns(), [], [])
        var indices: [InstrumentIndex: Int] = [:]
        for (number, instrument) in instruments.enumerated() {
            let index = indices[instrument] ?? distinct.count
            if index == distinct.count {
                indices[instrument] = index
                distinct.append(instrument)
                windows.append([])
            }
            windows[index].append(number)
            columns.instruments.append(Int32(truncatingIfNeeded: index))
            columns.rows.append(Int32(truncatingIfNeeded: windows[index].count * window - 1))
        }
        // A table holds the rows of one instrument together.
        let ordered =
            distinct.count == instruments.count
            ? values : windows.joined().flatMap { values[$0 * width..<($0 + 1) * width] }
        self.init(
            table: FeatureTable(values: ordered, names: features, held: windows.map { 0..<$0.count * window }),
            columns: columns, window: window, instrumentIndices: distinct, places: Array(instruments.indices))
    }
}

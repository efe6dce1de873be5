public import Core
public import LinearAlgebra

/// The features and labels of one instrument, from which `SampleSet` makes samples.
public struct InstrumentSamples: Sendable {
    /// The instrument's place in its universe.
    public var instrument: InstrumentIndex
    /// When each row is known: the ends of its bars, ascending, nanoseconds UTC; or row numbers, where there is one
    /// instrument and time does not matter; shape `[T]`.
    public var times: [Int64]
    /// One row for each bar.
    ///
    /// Shape `[T, K]`. Row-major and packed it is not copied for one instrument.
    public var features: Matrix<Double>
    /// What is to be predicted at which rows.
    public var labels: LabelSeries
    /// How much each label counts; `nil` where all count the same.
    ///
    /// Shape of `labels`.
    public var weights: [Double]?
    /// When each label is known, where that is not the end of its last row but later, as with labels that are seen beside
    /// those of other instruments; `nil` where it is that of the row.
    ///
    /// Shape of `labels`.
    public var knownAt: [Int64]?

    /// The features and labels of an instrument.
    public init(
        instrument: InstrumentIndex = InstrumentIndex(0), times: [Int64], features: Matrix<Double>,
        labels: LabelSeries, weights: [Double]? = nil, knownAt: [Int64]? = nil
    ) {
        self.instrument = instrument
        self.times = times
        self.features = features
        self.labels = labels
        self.weights = weights
        self.knownAt = knownAt
    }

    /// Throws where columns differ in length, times do not ascend, or labels lie outside of the rows.
    func check(features count: Int) throws(LearningError) {
        let (rows, place) = (times.count, instrument.place)
        guard features.rows == rows, features.columns == count else {
            throw .shape(
                found: "\(features.rows) × \(features.columns) features of instrument \(place)",
                needed: "\(rows) × \(count): a row for each time, a column for each name")
        }
        for row in times.indices.dropFirst() where times[row] <= times[row - 1] {
            throw .parameter(
                name: "the time of row \(row) of instrument \(place)", found: "\(times[row])",
                allowed: "after that of the row before it, \(times[row - 1])")
        }
        if let last = labels.ends.max(), last >= rows {
            throw .parameter(
                name: "the end of a label of instrument \(place)", found: "row \(last)", allowed: "below \(rows)")
        }
        if let knownAt {
            guard knownAt.count == labels.count else {
                throw .shape(
                    found: "\(knownAt.count) times at which \(labels.count) labels of instrument \(place) are known",
                    needed: "one for each")
            }
            for (index, time) in knownAt.enumerated() where time < times[labels.ends[index]] {
                throw .parameter(
                    name: "the time at which label \(index) of instrument \(place) is known", found: "\(time)",
                    allowed: "at or after that of its last row, \(times[labels.ends[index]])")
            }
        }
        guard let weights else { return }
        guard weights.count == labels.count else {
            throw .shape(
                found: "\(weights.count) weights for \(labels.count) labels of instrument \(place)",
                needed: "one for each")
        }
        for (index, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
            throw .parameter(
                name: "the weight of label \(index) of instrument \(place)", found: "\(weight)",
                allowed: "a finite number from 0 on")
        }
    }
}

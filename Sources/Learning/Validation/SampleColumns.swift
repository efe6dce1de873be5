/// What is known of each sample beside its features, in the order of samples.
struct SampleColumns: Sendable {
    /// The place of the instrument.
    var instruments: [Int32] = []
    /// The last row of the window, counted within the instrument.
    var rows: [Int32] = []
    /// When the sample is decided.
    var starts: [Int64] = []
    /// When its label ends.
    var ends: [Int64] = []
    /// What is to be predicted.
    var labels: [Double] = []
    /// How much the sample counts.
    var weights: [Double] = []

    mutating func append(_ other: SampleColumns, at place: Int) {
        instruments.append(other.instruments[place])
        rows.append(other.rows[place])
        starts.append(other.starts[place])
        ends.append(other.ends[place])
        labels.append(other.labels[place])
        weights.append(other.weights[place])
    }
}

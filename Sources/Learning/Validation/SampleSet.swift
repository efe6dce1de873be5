public import Core
import LinearAlgebra

/// Samples of one or many instruments in order of time, over features that are stored once: sample i is the window of
/// rows `[t − W + 1 … t]` of its instrument, with a label that ends later (S66).
///
/// From a set one can read shapes and spans, and split it. Nothing can be fitted on it: what fits asks for
/// `TrainingSamples`, which only a split makes, and the samples held out of a split are `TestSamples`, which are another
/// type (S68). Histories may begin and end at different times; samples of one instant stand in the order of instruments.
///
///     let set = try SampleSet(features: ["return", "volume"], window: 32, [spy, tlt])
///     for fold in try set.folds(WalkForward.rolling(training: 2_520, every: 21)) {
///         let (scaled, scaler) = try fold.transformed(by: Standardisation())    // fitted on fold.training, by type
///         …                                                  // fit(scaled.training), predict(scaled.test.inputs)
///     }
///
/// - Verified by: `SampleSetTests`, `FoldTests`.
public struct SampleSet: Sendable {
    let table: FeatureTable
    let columns: SampleColumns
    /// How many rows a window has.
    public let window: Int
    /// The instruments in order.
    public let instruments: [InstrumentIndex]
    /// When samples are decided and their labels end.
    public let spans: SampleSpans
    /// How many labels have no sample because their window reaches before the first row with all features.
    public let inWarmUp: Int
    /// How many labels have no sample because a feature in their window is missing.
    public let skipped: Int

    /// The samples of some instruments: one for each label whose window is whole.
    ///
    /// - Parameters:
    ///   - features: The names of the columns, `K` of them.
    ///   - window: `W`, how many rows a window has, 1 or more.
    ///   - parts: The instruments, each once.
    ///   - missing: What becomes of windows with missing features behind the warm-up.
    /// - Throws: `LearningError.shape`, `.parameter` for what does not fit together; `.featureMissing`;
    ///   `.tooFewSamples` where no window is whole, as for windows longer than the data.
    public init(
        features: [String], window: Int = 1, _ parts: [InstrumentSamples], missing: MissingFeatures = .refuse
    ) throws(LearningError) {
        guard window >= 1 else { throw .parameter(name: "window", found: "\(window)", allowed: "1 row or more") }
        guard !features.isEmpty else {
            throw .parameter(name: "the number of features", found: "0", allowed: "1 or more")
        }
        let parts = parts.sorted { $0.instrument < $1.instrument }
        for (one, next) in zip(parts, parts.dropFirst()) where one.instrument == next.instrument {
            throw .parameter(
                name: "instrument \(one.instrument.place)", found: "twice in a sample set", allowed: "once")
        }
        var (found, inWarmUp, skipped) = (SampleColumns(), 0, 0)
        for (index, part) in parts.enumerated() {
            try part.check(features: features.count)
            let missingRows = part.features.missingRows()
            for (label, row) in part.labels.rows.enumerated() {
                let first = row - window + 1
                guard first >= missingRows.firstWhole else {
                    inWarmUp += 1
                    continue
                }
                if let bad = missingRows.first(in: first...row) {
                    guard missing == .skip else {
                        throw .featureMissing(
                            instrument: part.instrument.place, row: bad.row, feature: features[bad.column])
                    }
                    skipped += 1
                    continue
                }
                found.instruments.append(Int32(truncatingIfNeeded: index))
                found.rows.append(Int32(truncatingIfNeeded: row))
                found.starts.append(part.times[row])
                found.ends.append(part.knownAt?[label] ?? part.times[part.labels.ends[label]])
                found.labels.append(part.labels.values[label])
                found.weights.append(part.weights?[label] ?? 1)
            }
        }
        guard !found.rows.isEmpty else {
            throw .tooFewSamples(
                found: parts.map(\.times.count).max() ?? 0, needed: window + 1,
                purpose: "windows of \(window) rows with all features and a label")
        }
        if parts.count > 1 { found = found.inOrderOfTime() }
        columns = found
        spans = try SampleSpans(starts: found.starts, ends: found.ends)
        table = FeatureTable(
            values: parts.count == 1
                ? parts[0].features.elements(.rowMajor) : parts.flatMap { $0.features.elements(.rowMajor) },
            names: features, held: parts.map { 0..<$0.times.count })
        instruments = parts.map(\.instrument)
        self.window = window
        (self.inWarmUp, self.skipped) = (inWarmUp, skipped)
    }

    /// How many samples there are.
    public var count: Int { spans.count }

    /// The names of the features of a row.
    public var features: [String] { table.names }
}

extension SampleColumns {
    /// The samples by start, then by instrument, which they are in already.
    func inOrderOfTime() -> SampleColumns {
        let order = starts.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
        var sorted = SampleColumns()
        for place in order { sorted.append(self, at: place) }
        return sorted
    }
}

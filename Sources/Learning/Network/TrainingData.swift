public import LinearAlgebra

/// Samples with their labels, in order of time.
public struct TrainingData<Source: BatchSource>: Sendable {
    /// The features.
    public let source: Source
    /// The labels, row-major and without gaps: one column for each output, or one of class numbers from 0 for softmax.
    public let labels: Matrix<Source.Element>
    /// What each sample counts, scaled so that their mean is 1; `nil` where all count the same.
    public let weights: [Source.Element]?
    /// When each sample is decided and its label ends: what early stopping divides and purges by.
    public let spans: SampleSpans

    /// Samples, labels and weights that fit each other.
    ///
    /// - Parameters:
    ///   - source: The features.
    ///   - labels: Shape `[samples, labels]`.
    ///   - weights: Shape `[samples]`; not negative, not all 0.
    ///   - spans: Of each sample; where absent each is decided, and its label ends, at an instant of its own.
    /// - Throws: `LearningError.shape`, `.notFinite`, `.labelNotFinite`; `.parameter` for a weight.
    public init(
        source: Source, labels: Matrix<Source.Element>, weights: [Source.Element]? = nil, spans: SampleSpans? = nil
    ) throws(LearningError) {
        guard labels.rows == source.count else {
            throw .shape(found: "\(labels.rows) labels", needed: "one for each of \(source.count) samples")
        }
        if let spans, spans.count != source.count {
            throw .shape(found: "\(spans.count) spans", needed: "one for each of \(source.count) samples")
        }
        if let bad = source.firstNotFinite() { throw .notFinite(sample: bad.sample, feature: bad.feature) }
        self.source = source
        self.labels = labels.packed(.rowMajor)
        if let spans { self.spans = spans } else { self.spans = try SampleSpans(count: source.count) }
        do throws(LinearAlgebraError) { try labels.requireFinite() } catch {
            guard case .notFinite = error else { throw .algebra(error) }
            let sample = (0..<labels.rows).first { row in (0..<labels.columns).contains { !labels[row, $0].isFinite } }
            throw .labelNotFinite(sample: sample ?? 0)
        }
        self.weights = try weights.map { (given) throws(LearningError) in
            try TrainingData.scaled(given, count: source.count)
        }
    }

    /// One label for each sample.
    ///
    /// - Throws: As the other initialiser.
    public init(
        source: Source, labels: [Source.Element], weights: [Source.Element]? = nil, spans: SampleSpans? = nil
    ) throws(LearningError) {
        var matrix = Matrix<Source.Element>(rows: labels.count, columns: 1, order: .rowMajor)
        for (row, label) in labels.enumerated() { matrix[row, 0] = label }
        try self.init(source: source, labels: matrix, weights: weights, spans: spans)
    }

    private static func scaled(
        _ weights: [Source.Element], count: Int
    ) throws(LearningError) -> [Source.Element] {
        guard weights.count == count else {
            throw .shape(found: "\(weights.count) weights", needed: "one for each of \(count) samples")
        }
        for (sample, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
            throw .parameter(name: "weight of sample \(sample)", found: "\(weight)", allowed: "0 and more")
        }
        let total = weights.reduce(0.0) { $0 + Double($1) }
        guard total > 0 else { throw .parameter(name: "weights of all samples", found: "0", allowed: "more than 0") }
        let scale = Double(count) / total
        return weights.map { Source.Element(Double($0) * scale) }
    }

    /// - Throws: `LearningError.shape`, `.oneClass`; `.parameter` for a label that the loss does not know.
    func requireLabels(
        for loss: NetworkLoss, outputs: Int, training: [Int]
    ) throws(LearningError) {
        let columns = loss.labels(outputs: outputs)
        guard labels.columns == columns else {
            throw .shape(found: "\(labels.columns) labels for each sample", needed: "\(columns)")
        }
        switch loss {
        case .squared, .huber: return
        case .binaryCrossEntropy:
            try requireEach("0 to 1") { $0 >= 0 && $0 <= 1 }
        case .softmaxCrossEntropy:
            try requireEach("whole numbers from 0 to \(outputs - 1)") {
                $0 >= 0 && $0 < Double(outputs) && $0.rounded() == $0
            }
        }
        for column in 0..<columns {
            let first = labels[training.first ?? 0, column]
            guard training.contains(where: { labels[$0, column] != first }) else {
                throw .oneClass(label: Double(first))
            }
        }
    }

    private func requireEach(_ allowed: String, _ holds: (Double) -> Bool) throws(LearningError) {
        for sample in 0..<labels.rows {
            for column in 0..<labels.columns where !holds(Double(labels[sample, column])) {
                throw .parameter(
                    name: "label of sample \(sample)", found: "\(labels[sample, column])", allowed: allowed)
            }
        }
    }
}

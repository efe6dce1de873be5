internal import Learning

/// Labels as the trees learn them, and how forecasts are turned back.
struct BoostingLabels {
    /// What a forecast of 0 means; 0 for classes.
    private(set) var centre = 0.0
    /// What a forecast of 1 means above that; 1 for classes.
    private(set) var scale = 1.0
    /// The weighted mean of the training labels, as learnt: where boosting starts.
    private(set) var start = 0.0
    /// The two classes, ascending; `nil` for numbers.
    private var classes: (Double, Double)?

    /// - Throws: `LearningError.labelNotFinite`; `.parameter` for weights that are all 0, or more than two classes;
    ///   `.oneClass`.
    init(_ samples: TrainingSamples, objective: BoostingObjective, areStandardised: Bool) throws(LearningError) {
        let (labels, weights) = (samples.labels, samples.weights)
        for (sample, label) in labels.enumerated() where !label.isFinite { throw .labelNotFinite(sample: sample) }
        let total = weights.reduce(0, +)
        guard total > 0 else { throw .parameter(name: "the sum of weights", found: "\(total)", allowed: "above 0") }
        if objective == .logistic {
            let distinct = Set(zip(labels, weights).compactMap { $1 > 0 ? $0 : nil }).sorted()
            guard distinct.count > 1 else { throw .oneClass(label: distinct[0]) }
            guard distinct.count == 2 else {
                throw .parameter(
                    name: "labels", found: "\(distinct.count) values", allowed: "two for the logistic objective")
            }
            classes = (distinct[0], distinct[1])
            start = zip(labels, weights).reduce(0) { $0 + ($1.0 == distinct[1] ? $1.1 : 0) } / total
            return
        }
        let mean = zip(labels, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
        guard areStandardised else {
            start = mean
            return
        }
        let variance = zip(labels, weights).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 } / total
        (centre, scale) = (mean, variance > 0 ? variance.squareRoot() : 1)
    }

    /// Labels as learnt.
    ///
    /// - Throws: `LearningError.parameter` for a label of neither class.
    func learnt(_ labels: [Double]) throws(LearningError) -> [Float] {
        guard let classes else { return labels.map { Float(($0 - centre) / scale) } }
        for label in labels where label != classes.0 && label != classes.1 {
            throw .parameter(
                name: "labels", found: "\(label)", allowed: "\(classes.0) and \(classes.1), those of the training")
        }
        return labels.map { $0 == classes.1 ? 1 : 0 }
    }
}

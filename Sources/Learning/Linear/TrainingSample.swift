internal import LinearAlgebra

/// Features, labels and weights that were checked: the ground every linear model stands on.
struct TrainingSample {
    let features: Matrix<Double>
    let labels: [Double]
    /// One for each sample, where they are not all one.
    let weights: [Double]?

    var count: Int { labels.count }

    /// Throws where shapes differ, a number is not finite, a weight is negative or all are zero.
    init(
        _ features: Matrix<Double>, _ labels: [Double], weights: [Double]?, needed: Int = 1, purpose: String
    ) throws(LearningError) {
        try TrainingSample.check(features, labels, weights: weights)
        let found = weights?.count { $0 > 0 } ?? labels.count
        guard found >= needed else { throw .tooFewSamples(found: found, needed: needed, purpose: purpose) }
        self.features = features
        self.labels = labels
        self.weights = weights
    }

    static func check(_ features: Matrix<Double>, _ labels: [Double], weights: [Double]?) throws(LearningError) {
        guard features.rows == labels.count else {
            throw .shape(
                found: "\(features.rows) rows of features, \(labels.count) labels", needed: "a label for each row")
        }
        do throws(LinearAlgebraError) { try features.requireFinite() } catch {
            guard case .notFinite(let row, let column) = error else { throw .algebra(error) }
            throw .notFinite(sample: row, feature: column)
        }
        if let sample = labels.firstIndex(where: { !$0.isFinite }) { throw .labelNotFinite(sample: sample) }
        guard let weights else { return }
        guard weights.count == labels.count else {
            throw .shape(found: "\(weights.count) weights", needed: "one for each of \(labels.count) samples")
        }
        if let sample = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .parameter(name: "the weight of sample \(sample)", found: "\(weights[sample])", allowed: "0 or more")
        }
        guard labels.isEmpty || weights.contains(where: { $0 > 0 }) else {
            throw .parameter(name: "weights", found: "all 0", allowed: "some above 0")
        }
    }

    /// The sum of the weights.
    var totalWeight: Double { weights.map { Vectors.sum($0) } ?? Double(count) }

    /// The weighted mean of values, one for each sample; exact where they are all the same.
    func mean(_ values: [Double]) -> Double {
        guard let first = values.first else { return 0 }
        var total = 0.0
        if let weights {
            for (value, weight) in zip(values, weights) { total += (value - first) * weight }
        } else {
            for value in values { total += value - first }
        }
        return first + total / totalWeight
    }

    /// Features and labels less their means, each sample times the root of its weight.
    func centred(intercept: Bool = true) -> CentredSample {
        let roots = weights?.map { $0.squareRoot() }
        let columns = (0..<features.columns).map { features.column($0) }
        let means = columns.map { intercept ? mean($0) : 0 }
        let labelMean = intercept ? mean(labels) : 0
        func moved(_ values: [Double], _ mean: Double) -> [Double] {
            guard let roots else { return values.map { $0 - mean } }
            return zip(values, roots).map { ($0 - mean) * $1 }
        }
        var matrix = Matrix<Double>(rows: count, columns: columns.count)
        for (index, column) in columns.enumerated() {
            let values = moved(column, means[index])
            let rows = count
            matrix.withMutableElements { address in
                for row in 0..<rows { address[index * rows + row] = values[row] }
            }
        }
        return CentredSample(features: matrix, labels: moved(labels, labelMean), means: means, labelMean: labelMean)
    }
}

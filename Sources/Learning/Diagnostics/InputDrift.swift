#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// How far a feature has moved between what a model was trained on and what it is tested on.
///
/// - Verified by: `InputDriftTests`, against SciPy.
public struct InputDrift: Sendable, Equatable {
    /// Mean and spread of a feature.
    public struct Moments: Sendable, Equatable {
        /// The mean.
        public let mean: Double
        /// The standard deviation (`ddof` 1); 0 for one value.
        public let deviation: Double
    }

    /// The feature.
    public let feature: String
    /// Of the training rows.
    public let training: Moments
    /// Of the test rows.
    public let test: Moments
    /// `Σ (q − p) ln(q / p)` over ten bins between the training deciles, p of training and q of test shares, at least
    /// 0.0001 each: below 0.1 counts as the same, above 0.25 as another distribution.
    ///
    /// - Source: Siddiqi (2006), "Credit Risk Scorecards", chapter 9.
    public let stabilityIndex: Double
    /// The greatest distance of the two distribution functions (Kolmogorov and Smirnov), 0 to 1.
    public let distance: Double
    /// How probable at least that distance is for independent draws of one distribution, by its limit for many of them.
    ///
    /// Rows that follow one another are not independent: it is then too small.
    public let probability: Double

    /// The drift of each feature, over the newest row of each sample's window.
    ///
    /// - Throws: `LearningError.shape` where the features differ; `.tooFewSamples` where there is no test sample.
    /// - Complexity: O(features × samples × log samples).
    public static func measure(
        from training: TrainingSamples, to test: TestSamples
    ) throws(LearningError) -> [InputDrift] {
        let names = training.inputs.features
        guard test.inputs.features == names else {
            throw .shape(
                found: "test features \(test.inputs.features.joined(separator: ", "))",
                needed: "those of the training, \(names.joined(separator: ", "))")
        }
        guard test.count >= 1 else { throw .tooFewSamples(found: 0, needed: 1, purpose: "the drift of inputs") }
        return names.indices.map { column in
            InputDrift(
                feature: names[column], training: training.inputs.newest(column), test: test.inputs.newest(column))
        }
    }

    /// The drift of one feature; both lists hold finite numbers, one or more.
    init(feature: String, training: [Double], test: [Double]) {
        let (training, test) = (training.sorted(), test.sorted())
        self.feature = feature
        self.training = Moments(training)
        self.test = Moments(test)
        stabilityIndex = InputDrift.stabilityIndex(training, test)
        distance = InputDrift.distance(training, test)
        let (n, m) = (Double(training.count), Double(test.count))
        probability = InputDrift.exceedance((n * m / (n + m)).squareRoot() * distance)
    }

    private static func stabilityIndex(_ training: [Double], _ test: [Double]) -> Double {
        // Equal deciles are one edge: a feature of few values has fewer bins.
        var edges: [Double] = []
        for decile in 1..<10 {
            let edge = FeatureStatistics.quantile(training, Double(decile) / 10)
            if edges.last != edge { edges.append(edge) }
        }
        func shares(_ sorted: [Double]) -> [Double] {
            var counts = [Int](repeating: 0, count: edges.count + 1)
            var bin = 0
            for value in sorted {
                while bin < edges.count, value > edges[bin] { bin += 1 }
                counts[bin] += 1
            }
            return counts.map { max(Double($0) / Double(sorted.count), 1e-4) }
        }
        return zip(shares(training), shares(test)).reduce(0) { $0 + ($1.1 - $1.0) * log($1.1 / $1.0) }
    }

    private static func distance(_ one: [Double], _ other: [Double]) -> Double {
        var (i, j, greatest) = (0, 0, 0.0)
        while i < one.count, j < other.count {
            let value = min(one[i], other[j])
            while i < one.count, one[i] <= value { i += 1 }
            while j < other.count, other[j] <= value { j += 1 }
            greatest = max(greatest, abs(Double(i) / Double(one.count) - Double(j) / Double(other.count)))
        }
        return greatest
    }

    /// How probable more than a scaled distance is.
    ///
    ///     2 Σ (−1)^(k−1) exp(−2 k² x²), and below 1, where that converges slowly, 1 − √(2π)/x Σ exp(−(2k−1)² π² / 8x²)
    ///
    /// - Source: Feller (1948), "On the Kolmogorov-Smirnov Limit Theorems for Empirical Distributions".
    static func exceedance(_ x: Double) -> Double {
        guard x > 0.04 else { return 1 }
        if x < 1 {
            let terms = (1...4).map { k in
                let odd = Double(2 * k - 1)
                return exp(-odd * odd * Double.pi * Double.pi / (8 * x * x))
            }
            return max(0, 1 - (2 * Double.pi).squareRoot() / x * terms.reduce(0, +))
        }
        let terms = (1...6).map { k in (k % 2 == 1 ? 2 : -2) * exp(-2 * Double(k * k) * x * x) }
        return min(1, terms.reduce(0, +))
    }
}

extension InputDrift.Moments {
    fileprivate init(_ values: [Double]) {
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.init(mean: mean, deviation: values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0)
    }
}

extension SampleInputs {
    /// A feature in the newest row of each sample's window.
    fileprivate func newest(_ column: Int) -> [Double] {
        (0..<count).map { table.values[offset($0) + (window - 1) * table.width + column] }
    }
}

internal import LinearAlgebra

/// Least squares or ridge on all samples so far, which takes new ones in one by one.
///
/// The Cholesky factor of the products of intercept, features and label takes a sample in by plane rotations: a step and
/// its solution are O(`k²`), and no sample is kept.
///
/// - Error: Rotations lose no digits but by rounding, some `n 2⁻⁵³` after `n` samples, times the condition number of the
///   features about the means of the first samples.
/// - Edge cases: While a feature depends on those before it, it gets the coefficient zero and a step is O(`k³`).
/// - Verified by: `UpdatingModelTests`.
struct ExpandingRegression: Sendable {
    private let penalty: Double
    private var sums: RegressionSums
    private var factor: CrossProductFactor
    /// The sum of the weights.
    private var weight = 0.0
    /// Whether the factor holds the samples: not while a feature depends on others.
    private var isFactored = false

    /// Begins with checked samples.
    init(_ sample: TrainingSample, penalty: Double) {
        self.penalty = penalty
        let features = sample.features.columns
        sums = RegressionSums(columns: features + 1)
        factor = CrossProductFactor(columns: features + 2)
        for column in 0..<features { sums.shift[column] = sample.mean(sample.features.column(column)) }
        sums.shift[features] = sample.mean(sample.labels)
        for (row, label) in sample.labels.enumerated() {
            add(sample.features.row(row), label, weight: sample.weights?[row] ?? 1)
        }
        renew()
    }

    /// Takes a sample in: finite numbers, and a weight of 0 or more.
    mutating func append(_ row: [Double], label: Double, weight: Double) {
        let moved = add(row, label, weight: weight)
        guard isFactored else { return renew() }
        let root = weight.squareRoot()
        factor.update([root] + moved.map { $0 * root })
        if factor.isDependent { isFactored = false }
    }

    /// The function of all samples so far.
    var function: LinearFunction {
        isFactored ? factor.function(shift: sums.shift) : sums.function(count: weight, penalty: penalty)
    }

    /// Adds a sample to the sums; what it is about the shift.
    @discardableResult
    private mutating func add(_ row: [Double], _ label: Double, weight: Double) -> [Double] {
        let moved = zip(row + [label], sums.shift).map { $0 - $1 }
        var place = 0
        for left in moved.indices {
            let value = weight * moved[left]
            sums.sums[left] += value
            for right in 0...left { sums.products[place + right] += value * moved[right] }
            place += left + 1
        }
        self.weight += weight
        return moved
    }

    private mutating func renew() {
        factor.restart(sums, count: weight, penalty: penalty)
        isFactored = !factor.isDependent
    }
}

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import LinearAlgebra

/// Probabilities from numbers that grow with them.
enum Softmax {
    /// Replaces each row by `exp(z) / Σ exp(z)`; returns `log Σ exp(z)` of each.
    @discardableResult
    static func normalise(_ rows: inout Matrix<Double>) -> [Double] {
        var logarithms: [Double] = []
        for row in 0..<rows.rows {
            var largest = -Double.infinity
            for column in 0..<rows.columns { largest = max(largest, rows[row, column]) }
            var total = 0.0
            for column in 0..<rows.columns {
                rows[row, column] = exp(rows[row, column] - largest)
                total += rows[row, column]
            }
            for column in 0..<rows.columns { rows[row, column] /= total }
            logarithms.append(largest + log(total))
        }
        return logarithms
    }

    /// The label of the most probable class of each row, the first of equals.
    static func mostProbable(_ probabilities: Matrix<Double>, of classes: [Double]) -> [Double] {
        (0..<probabilities.rows).map { row in
            classes[classes.indices.reduce(0) { probabilities[row, $1] > probabilities[row, $0] ? $1 : $0 }]
        }
    }
}

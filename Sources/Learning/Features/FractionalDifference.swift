import LinearAlgebra

/// A difference of any order, fractions too: removes a trend and keeps as much memory as the order leaves.
///
///     y[t] = Σ wₖ x[t − k],   w₀ = 1,   wₖ = −wₖ₋₁ (d − k + 1) / k
///
/// An order of 1 is the difference from the value before, 2 the difference of differences. Prices are taken as logarithms
/// first, by whoever hands them over.
///
/// - Timing: The value at t uses rows up to and including t; defined from row `warmUp` on.
/// - Edge cases: Where a value under the weights is not finite the result is NaN: with the expanding form, from that row
///   on for ever.
/// - Source: López de Prado (2018), "Advances in Financial Machine Learning", sections 5.4 (expanding) and 5.5 (fixed
///   width).
/// - Verified by: `FractionalDifferenceTests` (`fractional_difference_spy.csv`).
public struct FractionalDifference: FeatureProducer, Equatable {
    /// How many weights are used.
    public enum Width: Sendable, Equatable {
        /// The same at each row: those before the first that is smaller than a threshold.
        case fixed(threshold: Double)
        /// All there are at each row, from a row on.
        case expanding(from: Int)
    }

    /// More weights than this are refused: the threshold is too small for the order.
    public static let mostWeights = 1_000_000

    /// The order d.
    public let order: Double
    /// How many weights are used.
    public let width: Width
    /// The weights of a fixed width, from that of the newest value on; empty for the expanding form.
    public let weights: [Double]

    /// A difference of an order.
    ///
    /// - Throws: `LearningError.parameter` for an order that is not finite or below 0, a threshold that is not between 0
    ///   and 1 or asks for more than `mostWeights` weights, or a negative row.
    public init(order: Double, width: Width = .fixed(threshold: 1e-4)) throws(LearningError) {
        guard order >= 0, order.isFinite else {
            throw .parameter(name: "the order of a difference", found: "\(order)", allowed: "a finite number from 0 on")
        }
        self.order = order
        self.width = width
        switch width {
        case .expanding(let first):
            guard first >= 0 else { throw .parameter(name: "the first row", found: "\(first)", allowed: "0 or more") }
            weights = []
        case .fixed(let threshold):
            guard threshold > 0, threshold < 1 else {
                throw .parameter(name: "the threshold of weights", found: "\(threshold)", allowed: "between 0 and 1")
            }
            var weights = [1.0]
            while weights.count <= FractionalDifference.mostWeights {
                let next = FractionalDifference.next(weights, order)
                // Weights of orders above 1 grow at first.
                if abs(next) < threshold, Double(weights.count) > order { break }
                weights.append(next)
            }
            guard weights.count <= FractionalDifference.mostWeights else {
                throw .parameter(
                    name: "the threshold of weights", found: "\(threshold), which leaves more than that",
                    allowed: "at most \(FractionalDifference.mostWeights) weights")
            }
            self.weights = weights
        }
    }

    private static func next(_ weights: [Double], _ order: Double) -> Double {
        let place = Double(weights.count)
        return -weights[weights.count - 1] * (order - place + 1) / place
    }

    /// One row less than weights; with the expanding form the row from which on values are asked for.
    public var warmUp: Int {
        switch width {
        case .fixed: weights.count - 1
        case .expanding(let first): first
        }
    }

    /// The column.
    ///
    /// - Complexity: O(rows × weights); with the expanding form O(rows²).
    public func column(_ values: [Double]) -> [Double] {
        var weights = weights
        if case .expanding = width {
            weights = [1]
            while weights.count < values.count { weights.append(FractionalDifference.next(weights, order)) }
        }
        let reversed = Array(weights.reversed())
        var column = [Double](repeating: .nan, count: values.count)
        values.withUnsafeBufferPointer { values in
            reversed.withUnsafeBufferPointer { reversed in
                guard let first = values.baseAddress, let oldest = reversed.baseAddress else { return }
                for row in values.indices.dropFirst(warmUp) {
                    let count = min(row + 1, reversed.count)
                    let value = Vectors.dot(
                        first + (row + 1 - count), oldest + (reversed.count - count), count: count)
                    column[row] = value.isFinite ? value : .nan
                }
            }
        }
        return column
    }
}

internal import Core

/// The trials that no other trial beats: none is as good in every objective and better in one.
///
/// - Verified by: `ParetoFrontTests`.
public struct ParetoFront: Hashable, Sendable {
    /// The trials, ascending; of those of equal values all or none.
    public let trials: [Int]

    /// The front of some trials.
    ///
    /// - Parameter values: For each trial its objectives, each maximised. A trial with a `nil` or NaN, as a failed one, is not
    ///   on the front and beats none; infinities compare.
    /// - Precondition: All trials have the same number of objectives, at least one.
    /// - Complexity: O(n log n) for one or two objectives; for more O(n · front) after sorting.
    public init(of values: [[Double?]]) {
        let objectives = values.first?.count ?? 0
        var rows: [(trial: Int, values: [Double])] = []
        for (trial, row) in values.enumerated() {
            invariant(row.count == objectives && objectives > 0, "trial \(trial) has \(row.count) objectives")
            let numbers = row.compactMap { $0.flatMap { $0.isNaN ? nil : $0 } }
            if numbers.count == objectives { rows.append((trial, numbers)) }
        }
        // From the best in the first objective, then the second and so on: who beats a trial stands before it.
        rows.sort { left, right in
            for (a, b) in zip(left.values, right.values) where a != b { return a > b }
            return left.trial < right.trial
        }
        var front: [(trial: Int, values: [Double])] = []
        for row in rows {
            let isBeaten: Bool
            if let last = front.last, last.values == row.values {
                isBeaten = false
            } else if objectives <= 2 {
                // The last of the front has the best second objective so far.
                isBeaten = front.last.map { $0.values[objectives - 1] >= row.values[objectives - 1] } ?? false
            } else {
                isBeaten = front.contains { ParetoFront.isAsGood($0.values, as: row.values) }
            }
            if !isBeaten { front.append(row) }
        }
        trials = front.map(\.trial).sorted()
    }

    private static func isAsGood(_ one: [Double], as other: [Double]) -> Bool {
        for (a, b) in zip(one, other) where a < b { return false }
        return true
    }
}

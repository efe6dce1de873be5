/// The information coefficient of each step in time: across the instruments of an instant, or of a fold.
public struct StepScores: Hashable, Sendable {
    /// What a step is: `session`, `fold`.
    public var step: String
    /// Which coefficient it is: `IC`, `rank IC`.
    public var coefficient: String
    /// Instants, nanoseconds UTC, ascending.
    public var time: [Int64]
    /// The coefficient of each step; `nan` where it has none.
    public var values: [Double]

    /// Scores by step; a column that is longer than the other is cut.
    public init(step: String, coefficient: String = "IC", time: [Int64], values: [Double]) {
        let count = min(time.count, values.count)
        self.step = step
        self.coefficient = coefficient
        self.time = Array(time.prefix(count))
        self.values = Array(values.prefix(count))
    }

    /// The running sum; a step without a value adds nothing.
    var cumulative: [Double] {
        var sum = 0.0
        return values.map { value in
            if value.isFinite { sum += value }
            return sum
        }
    }
}

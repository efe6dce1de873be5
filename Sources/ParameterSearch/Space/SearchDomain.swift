/// How a range of numbers is spread.
public enum SearchScale: String, Hashable, Sendable {
    /// Equal differences count alike.
    case linear
    /// Equal ratios count alike; the lower end is above zero.
    case logarithmic = "log"
}

/// What values an axis takes.
public enum SearchDomain: Hashable, Sendable {
    /// Whole numbers from the lower to the upper end, both included, by a step.
    case whole(lower: Int, upper: Int, step: Int)
    /// Numbers from the lower to the upper end, both included.
    ///
    /// A step is a difference on a linear scale and a factor on a logarithmic one; without it the axis is continuous.
    case number(lower: Double, upper: Double, scale: SearchScale, step: Double?)
    /// The values listed. They are in order, as numbers are, where they are numbers that ascend.
    case values([SearchValue])
}

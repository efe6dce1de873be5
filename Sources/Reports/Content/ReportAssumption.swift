/// A convention that was in force, and which way it leans.
public struct ReportAssumption: Hashable, Sendable {
    /// Which way a convention moves the result against what a trader would have got.
    public enum Leaning: String, CaseIterable, Sendable {
        /// It makes the result look better: a fill at the close that was decided on.
        case optimistic
        /// It favours neither side on average.
        case neutral
        /// It makes the result look worse: the stop first where both levels were touched.
        case pessimistic
    }

    /// The key in `result.json` and the config: `limit_fill`.
    public var key: String
    /// The choice in force: `through`.
    public var choice: String
    /// Which way it leans.
    public var leaning: Leaning
    /// What it means in a sentence.
    public var meaning: String

    /// A convention in force.
    public init(key: String, choice: String, leaning: Leaning, meaning: String) {
        self.key = key
        self.choice = choice
        self.leaning = leaning
        self.meaning = meaning
    }
}

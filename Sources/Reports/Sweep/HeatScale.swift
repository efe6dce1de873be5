import Statistics

/// How good a figure is, as one of twelve tones: the worst pale, the best strong.
///
/// The palest tone stands for the fifth percentile and what is worse, so that one bad trial does not make the rest alike.
struct HeatScale: Sendable {
    /// The number of tones.
    static let levels = 12

    private let goal: SweepGoal
    private let low: Double
    private let high: Double

    /// A scale over figures; `nil` where none is finite.
    init?(_ values: some Sequence<Double>, goal: SweepGoal) {
        let scores = values.lazy.map { goal.score($0) }.filter(\.isFinite).sorted()
        guard let high = scores.last, let low = quantile(ofSorted: scores, 0.05) else { return nil }
        self.goal = goal
        self.low = low
        self.high = high
    }

    /// The tone of a figure in `0 ..< levels`; `nil` where it is not finite.
    func level(_ value: Double) -> Int? {
        let score = goal.score(value)
        guard score.isFinite else { return nil }
        guard high > low else { return HeatScale.levels - 1 }
        let share = (score - low) / (high - low)
        return max(0, min(HeatScale.levels - 1, Int(share * Double(HeatScale.levels))))
    }

    /// The tones from the worst to the best, with the figures at both ends.
    func legend(_ column: SweepColumn) -> Markup {
        let tones = (0..<HeatScale.levels).map { level -> Markup in "<i class=\"tone heat\(level)\"></i>" }.joined()
        let ends = [low, high].map { column.text(goal.score($0)) }
        return """
            <p class="ramp">\(column.label): <span>\(ends[0]) or worse</span> \(tones) <span>\(ends[1]), the best</span></p>

            """
    }
}

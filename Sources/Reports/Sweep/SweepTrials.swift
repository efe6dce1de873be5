/// The trials of a sweep, in columns, so that a million of them take little room.
public struct SweepTrials: Sendable {
    /// The numbers of the trials in the sweep, ascending.
    ///
    /// Shape `[n]`.
    public var numbers: [UInt32]
    /// By axis the values that trials set; a word by its place in the axis.
    ///
    /// Shape `[axes][n]`.
    public var settings: [[Double]]
    /// What figures there are.
    public var columns: [SweepColumn]
    /// The figures, row after row; `nan` where there is none.
    ///
    /// Shape `[n × columns]`.
    public var figures: [Double]

    /// Trials.
    ///
    /// - Precondition: the shapes are those stated.
    public init(numbers: [UInt32], settings: [[Double]], columns: [SweepColumn], figures: [Double]) {
        precondition(settings.allSatisfy { $0.count == numbers.count }, "a value of each axis for every trial")
        precondition(figures.count == numbers.count * columns.count, "a figure of each column for every trial")
        self.numbers = numbers
        self.settings = settings
        self.columns = columns
        self.figures = figures
    }

    /// The number of trials.
    public var count: Int { numbers.count }

    /// A figure of the trial at a place; `nan` where there is none.
    func figure(_ column: Int, of place: Int) -> Double { figures[place * columns.count + column] }

    /// The figures of a column, by trial.
    func values(_ column: Int) -> [Double] { (0..<count).map { figure(column, of: $0) } }

    /// The place of a column; `nil` for one that there is not.
    func column(_ id: String) -> Int? { columns.firstIndex { $0.id == id } }

    /// The places of the best trials by a goal, the best first; of equal ones the first trial.
    ///
    /// - Complexity: O(`n`) but for trials that are better than those before.
    func best(by goal: SweepGoal, most: Int) -> [Int] {
        var found: [(score: Double, place: Int)] = []
        for place in 0..<count {
            let score = goal.score(figure(goal.column, of: place))
            guard score.isFinite else { continue }
            if found.count == most {
                guard let last = found.last, score > last.score else { continue }
                found.removeLast()
            }
            var (low, high) = (0, found.count)
            while low < high {
                let middle = (low + high) / 2
                if found[middle].score >= score { low = middle + 1 } else { high = middle }
            }
            found.insert((score, place), at: low)
        }
        return found.map(\.place)
    }
}

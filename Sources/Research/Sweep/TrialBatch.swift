/// Trials that are done, in columns.
///
/// A sweep of a million trials is one of them; so is what a worker has done since it last wrote.
public struct TrialBatch: Sendable, Equatable {
    /// The figures that are kept.
    public let columns: TrialColumns
    /// The number of sessions of the bars.
    public let sessionCount: Int
    /// The numbers of the trials in the sweep.
    ///
    /// Shape `[n]`.
    public private(set) var numbers: [UInt32] = []
    /// How each ended.
    ///
    /// Shape `[n]`.
    public private(set) var states: [TrialEnd] = []
    /// The figures, row after row; `nan` where there is none.
    ///
    /// Shape `[n × columns]`.
    public private(set) var figures: [Double] = []
    /// For each trial the row of its returns; `-1` where they are not kept.
    ///
    /// Shape `[n]`.
    public private(set) var returnRows: [Int32] = []
    /// Session returns, row after row; `nan` before the first session in which a trial could trade.
    ///
    /// Shape `[rows × sessionCount]`.
    public private(set) var returns: [Float] = []
    /// Why trials failed, by their place in this batch.
    public private(set) var reasons: [Int: String] = [:]

    /// A batch of no trials.
    public init(columns: TrialColumns, sessionCount: Int) {
        self.columns = columns
        self.sessionCount = sessionCount
    }

    init(
        columns: TrialColumns, sessionCount: Int, numbers: [UInt32], states: [TrialEnd], figures: [Double],
        returnRows: [Int32], returns: [Float], reasons: [Int: String]
    ) {
        self.columns = columns
        self.sessionCount = sessionCount
        self.numbers = numbers
        self.states = states
        self.figures = figures
        self.returnRows = returnRows
        self.returns = returns
        self.reasons = reasons
    }

    /// The number of trials.
    public var count: Int { numbers.count }

    /// Makes room.
    mutating func reserve(trials: Int, returns rows: Int) {
        numbers.reserveCapacity(trials)
        states.reserveCapacity(trials)
        figures.reserveCapacity(trials * columns.count)
        returnRows.reserveCapacity(trials)
        returns.reserveCapacity(rows * sessionCount)
    }

    /// Adds a trial that has figures.
    ///
    /// - Parameters:
    ///   - number: Its number in the sweep.
    ///   - outcome: What the bench gave.
    ///   - more: The figures behind the headline ones, in the order of the columns.
    ///   - keepsReturns: Whether its returns are kept.
    mutating func append(_ number: Int, _ outcome: TrialBench.Outcome, more: [Double] = [], keepsReturns: Bool) {
        numbers.append(UInt32(number))
        states.append(.finished)
        TrialColumns.append(outcome.figures, to: &figures)
        figures.append(contentsOf: more)
        guard keepsReturns else {
            returnRows.append(-1)
            return
        }
        returnRows.append(Int32(returns.count / max(sessionCount, 1)))
        let before = min(outcome.firstSession, sessionCount)
        let known = outcome.returns.prefix(sessionCount - before)
        returns.append(contentsOf: repeatElement(.nan, count: before))
        returns.append(contentsOf: known.lazy.map { Float($0) })
        returns.append(contentsOf: repeatElement(.nan, count: sessionCount - before - known.count))
    }

    /// Adds a trial that has none.
    mutating func append(_ number: Int, _ state: TrialEnd, reason: String) {
        reasons[count] = reason
        numbers.append(UInt32(number))
        states.append(state)
        figures.append(contentsOf: repeatElement(.nan, count: columns.count))
        returnRows.append(-1)
    }

    /// Adds trials of another batch.
    mutating func append(_ other: TrialBatch, where isWanted: (UInt32) -> Bool) {
        for place in 0..<other.count where isWanted(other.numbers[place]) { append(other, at: place) }
    }

    private mutating func append(_ other: TrialBatch, at place: Int) {
        if let reason = other.reasons[place] { reasons[count] = reason }
        numbers.append(other.numbers[place])
        states.append(other.states[place])
        figures.append(contentsOf: other.row(place))
        guard let row = other.returns(of: place) else {
            returnRows.append(-1)
            return
        }
        returnRows.append(Int32(returns.count / max(sessionCount, 1)))
        returns.append(contentsOf: row)
    }

    /// The figures of the trial at a place.
    public func row(_ place: Int) -> ArraySlice<Double> {
        figures[place * columns.count..<(place + 1) * columns.count]
    }

    /// A figure of the trial at a place; `nil` where there is none.
    public func figure(_ column: Int, of place: Int) -> Double? {
        let value = figures[place * columns.count + column]
        return value.isNaN ? nil : value
    }

    /// The returns of the trial at a place, by session; `nil` where they are not kept.
    public func returns(of place: Int) -> ArraySlice<Float>? {
        let row = Int(returnRows[place])
        return row < 0 ? nil : returns[row * sessionCount..<(row + 1) * sessionCount]
    }

    /// The same trials in the order of their numbers.
    func sorted() -> TrialBatch {
        if zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) { return self }
        var sorted = TrialBatch(columns: columns, sessionCount: sessionCount)
        sorted.reserve(trials: count, returns: sessionCount == 0 ? 0 : returns.count / sessionCount)
        for place in numbers.indices.sorted(by: { numbers[$0] < numbers[$1] }) { sorted.append(self, at: place) }
        return sorted
    }

    /// No trials, with the room kept.
    mutating func removeAll() {
        numbers.removeAll(keepingCapacity: true)
        states.removeAll(keepingCapacity: true)
        figures.removeAll(keepingCapacity: true)
        returnRows.removeAll(keepingCapacity: true)
        returns.removeAll(keepingCapacity: true)
        reasons.removeAll(keepingCapacity: true)
    }
}

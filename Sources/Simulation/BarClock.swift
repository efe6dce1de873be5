import Core

/// What happens next on the bars of all instruments: the ends of bars, then the starts, of one instant after the other.
///
/// At one instant the bars that end there are finished, decided upon and done with before those that start there open:
/// an order decided at the end of a bar meets the open of the next, even where both are the same instant (S2, S17).
struct BarClock: ~Copyable {
    /// What an instant brings.
    enum Phase {
        /// Bars of some instruments start.
        case start
        /// Bars of some instruments end.
        case end
    }

    let columns: UnsafeMutablePointer<Columns>
    let count: Int
    /// For each instrument, whether its bar `completed` has started.
    private let isInside: UnsafeMutablePointer<Bool>

    init(columns: UnsafeMutablePointer<Columns>, count: Int) {
        self.columns = columns
        self.count = count
        isInside = .allocate(capacity: count)
        isInside.initialize(repeating: false, count: count)
    }

    deinit { isInside.deallocate() }

    /// The next instant and its phase; `nil` when all bars are done.
    func next() -> (time: Int64, phase: Phase)? {
        var time = Int64.max
        var phase = Phase.start
        var isDone = true
        for place in 0..<count {
            let bar = columns[place].completed
            if isInside[place] {
                let end = columns[place].end[bar]
                if end < time || (end == time && phase == .start) { (time, phase) = (end, .end) }
                isDone = false
            } else if bar < columns[place].count {
                let start = columns[place].start[bar]
                if start < time { (time, phase) = (start, .start) }
                isDone = false
            }
        }
        return isDone ? nil : (time, phase)
    }

    /// Whether an instrument's bar starts or ends at the instant.
    func isDue(_ place: Int, at time: Int64, _ phase: Phase) -> Bool {
        let bar = columns[place].completed
        switch phase {
        case .end: return isInside[place] && columns[place].end[bar] == time
        case .start: return !isInside[place] && bar < columns[place].count && columns[place].start[bar] == time
        }
    }

    /// Notes that an instrument's bar has started or ended.
    func turn(_ place: Int, to phase: Phase) { isInside[place] = phase == .start }
}

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

    private let columns: UnsafeMutablePointer<Columns>
    private let count: Int
    /// For each instrument, whether its bar `completed` has started.
    private let isInside: UnsafeMutablePointer<Bool>

    init(columns: UnsafeMutablePointer<Columns>, count: Int) {
        self.columns = columns
        self.count = count
        isInside = .allocate(capacity: count)
        isInside.initialize(repeating: false, count: count)
    }

    deinit { isInside.deallocate() }

    /// Goes to the next instant and phase, and marks in the columns whose bars start or end there; `nil` when all bars
    /// are done.
    ///
    /// - Parameter skippingStarts: Whether nothing waits for an open, so that starts need not be visited.
    @inline(__always)
    func advance(skippingStarts: Bool) -> (time: Int64, phase: Phase)? {
        count == 1 ? advanceOne(skippingStarts: skippingStarts) : advanceAll()
    }

    @inline(never)
    private func advanceAll() -> (time: Int64, phase: Phase)? {
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
        guard !isDone else { return nil }
        for place in 0..<count { mark(place, at: time, phase) }
        return (time, phase)
    }

    private func mark(_ place: Int, at time: Int64, _ phase: Phase) {
        let bar = columns[place].completed
        switch phase {
        case .end: columns[place].isDue = isInside[place] && columns[place].end[bar] == time
        case .start:
            columns[place].isDue = !isInside[place] && bar < columns[place].count && columns[place].start[bar] == time
        }
        if columns[place].isDue { isInside[place] = phase == .start }
    }

    /// The same for one instrument: its bars start and end in turn.
    @inline(__always)
    private func advanceOne(skippingStarts: Bool) -> (time: Int64, phase: Phase)? {
        let bar = columns[0].completed
        guard bar < columns[0].count else { return nil }
        columns[0].isDue = true
        if isInside[0] || skippingStarts {
            isInside[0] = false
            return (columns[0].end[bar], .end)
        }
        isInside[0] = true
        return (columns[0].start[bar], .start)
    }
}

import Core

/// An axis of time on which only the hours of trading take room.
struct TradingTimeAxis {
    private let sessions: [Range<Int64>]
    /// Nanoseconds of trading before each session, and in all.
    private let before: [Int64]

    /// The axis over some sessions, ascending; without any, all the time is trading.
    init(_ sessions: [Range<Int64>], from first: Int64, to last: Int64) {
        self.sessions = sessions.isEmpty ? [first..<max(last, first + 1)] : sessions
        var (total, before) = (Int64(0), [Int64(0)])
        for session in self.sessions {
            total += session.upperBound - session.lowerBound
            before.append(total)
        }
        self.before = before
    }

    /// The seconds of trading before an instant; one outside of the hours lies at the end of those before it.
    func place(_ instant: Int64) -> Double {
        // The last session that begins at or before it.
        var (low, high) = (0, sessions.count)
        while low < high {
            let middle = (low + high) / 2
            if sessions[middle].lowerBound <= instant { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let session = sessions[low - 1]
        return Double(before[low - 1] + min(instant, session.upperBound) - session.lowerBound) / 1e9
    }

    /// All seconds of trading.
    var scale: PlotScale { PlotScale(0...Double(before[before.count - 1]) / 1e9) }

    /// Clock times of a single session, else the dates of sessions at their begin, at most `maximum` or so.
    func ticks(maximum: Int) -> [AxisTick] {
        guard sessions.count > 1 else {
            let session = sessions[0]
            return TimeTicks.ticks(from: session.lowerBound, to: session.upperBound, maximum: maximum).map { tick in
                AxisTick(place: place(Int64(tick.place)), label: tick.label)
            }
        }
        let step = (sessions.count + maximum - 1) / max(1, maximum)
        return stride(from: 0, to: sessions.count, by: max(1, step)).map { number in
            let date = Timestamp(nanoseconds: sessions[number].lowerBound).date.description
            return AxisTick(
                place: Double(before[number]) / 1e9, label: sessions.count > 250 ? date : String(date.dropFirst(5)))
        }
    }
}

internal import Core

/// How far the price went and how much was traded in each session: what impacts and sizes of different days are compared by.
struct DayScales: Sendable {
    private struct Day {
        var end: Int64
        var volatility: Double
        var volume: Double
    }

    private let days: [Day]

    /// The sessions of returns that have volumes; none where they have not.
    init(_ returns: SampledReturns) {
        guard !returns.volumes.isEmpty else {
            days = []
            return
        }
        days = zip(returns.runs, returns.ends).map { run, end in
            Day(
                end: end, volatility: returns.values[run].reduce(0) { $0 + $1 * $1 }.squareRoot(),
                volume: returns.volumes[run].reduce(0, +))
        }
    }

    /// Whether nothing is known.
    var isEmpty: Bool { days.isEmpty }

    /// The volatility `√Σr²` and the volume of the session in which an instant lies, or before which; `nil` where either
    /// is 0 or the instant is after all sessions.
    func scale(at instant: Int64) -> (volatility: Double, volume: Double)? {
        let place = days.firstPlace { $0.end > instant }
        guard place < days.count, days[place].volatility > 0, days[place].volume > 0 else { return nil }
        return (days[place].volatility, days[place].volume)
    }
}

internal import Core

/// How far the price went and how much was traded in each session: what impacts and sizes of different days are compared by.
struct DayScales: Sendable {
    private struct Day {
        var session: Range<Int64>
        var volatility: Double
        var volume: Double
    }

    private let days: [Day]

    /// The sessions of returns that have volumes; none where they have not, or where a return is that of a day.
    init(_ returns: SampledReturns) {
        guard !returns.volumes.isEmpty, returns.interval < SampledReturns.halfDay else {
            days = []
            return
        }
        days = zip(returns.runs, returns.sessions).map { run, session in
            Day(
                session: session, volatility: returns.values[run].reduce(0) { $0 + $1 * $1 }.squareRoot(),
                volume: returns.volumes[run].reduce(0, +))
        }
    }

    /// Whether nothing is known.
    var isEmpty: Bool { days.isEmpty }

    /// The volatility `√Σr²` and the volume of the session in which an instant lies; `nil` where it lies in none, or where
    /// either is 0.
    func scale(at instant: Int64) -> (volatility: Double, volume: Double)? {
        let place = days.firstPlace { $0.session.upperBound > instant }
        guard place < days.count, days[place].session.contains(instant), days[place].volatility > 0,
            days[place].volume > 0
        else { return nil }
        return (days[place].volatility, days[place].volume)
    }
}

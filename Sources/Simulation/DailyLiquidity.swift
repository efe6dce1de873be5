import Core
import Glibc
import TimeSeries

/// The mean volume and the volatility of the sessions of one instrument, as they were known when each was over (S45).
///
/// Where bars are longer than a session they stand in for sessions. What was before a split counts in the units of the
/// moment asked about.
struct DailyLiquidity {
    /// The number of sessions that count.
    static let window = 20

    /// The ends of the sessions in which the instrument traded, ascending.
    private var ends: [Int64] = []
    /// For each the mean volume of it and those before it, those of unknown volume left out; `nan` where there is none.
    private var meanVolume: [Double] = []
    /// For each the standard deviation of returns; `nan` with fewer than two.
    private var volatility: [Double] = []
    /// The splits, in order of time.
    private let splits: [(instant: Int64, ratio: Double)]

    init(_ series: BarSeries) {
        splits = series.actions.compactMap { action in
            action.splitRatio.map { (action.instant.nanoseconds, $0) }
        }
        let sessions = series.calendar.sessions
        var volumes: [Double] = []
        var closes: [Price] = []
        var session = 0
        var last = -1
        var nextSplit = 0
        for bar in 0..<series.count {
            while session < sessions.count && sessions[session].close.nanoseconds < series.end[bar] { session += 1 }
            guard session < sessions.count else { break }
            if session != last {
                last = session
                ends.append(sessions[session].close.nanoseconds)
                volumes.append(.nan)
                closes.append(.nan)
            }
            let place = ends.count - 1
            while nextSplit < splits.count && splits[nextSplit].instant <= series.start[bar] {
                // Inside a session what traded before it counts in the units of the session's end.
                volumes[place] *= splits[nextSplit].ratio
                nextSplit += 1
            }
            let volume = series.volume[bar]
            if !volume.isNaN { volumes[place] = volumes[place].isNaN ? volume : volumes[place] + volume }
            closes[place] = series.close[bar]
        }
        let knowsVolume = series.volumeKnowledge == .known
        for place in ends.indices {
            let first = max(0, place + 1 - DailyLiquidity.window)
            let window = (first...place).map { volumes[$0] * unitsGrown(from: ends[$0], to: ends[place]) }
            meanVolume.append(knowsVolume ? DailyLiquidity.mean(window) : .nan)
            let returns = (max(1, first)..<max(1, place + 1)).map {
                closes[$0] / (closes[$0 - 1] / unitsGrown(from: ends[$0 - 1], to: ends[$0])) - 1
            }
            volatility.append(DailyLiquidity.deviation(returns))
        }
    }

    /// What was known at an instant; `nil` before the end of the first session.
    func known(at instant: Int64) -> (meanVolume: Double, volatility: Double)? {
        let last = ends.firstPlace { $0 > instant } - 1
        guard last >= 0 else { return nil }
        return (meanVolume[last] * unitsGrown(from: ends[last], to: instant + 1), volatility[last])
    }

    /// New units for an old one, of the splits from an instant on and before another.
    private func unitsGrown(from: Int64, to: Int64) -> Double {
        guard !splits.isEmpty else { return 1 }
        return splits.reduce(1) { $1.instant >= from && $1.instant < to ? $0 * $1.ratio : $0 }
    }

    private static func mean(_ values: [Double]) -> Double {
        var (sum, count) = (0.0, 0)
        for value in values where !value.isNaN {
            sum += value
            count += 1
        }
        return count == 0 ? .nan : sum / Double(count)
    }

    private static func deviation(_ values: [Double]) -> Double {
        guard values.count > 1 else { return .nan }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return sqrt(squares / Double(values.count - 1))
    }
}

extension Venue {
    /// What trading so many units at once costs, a fraction of the price (S45).
    func impact(of units: Quantity, in place: Int) -> Double {
        let slippage = broker.costs.slippage
        let start = columns[place].start[fillingBar(place)]
        guard units > 0, let known = liquidity[place].known(at: start), known.meanVolume > 0 else { return 0 }
        let share = units / known.meanVolume
        var impact = slippage.volumeShare * share * share
        if !known.volatility.isNaN { impact += slippage.squareRoot * known.volatility * sqrt(share) }
        return impact
    }
}

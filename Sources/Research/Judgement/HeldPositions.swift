import Core
import DataSources
import Simulation
import StrategyKit
import TimeSeries

/// What a run held of each instrument from bar to bar, and what the instrument returned, for the permutation of positions.
///
/// Positions are those at the end of a bar, returns those to the end of the next: what a position makes inside the bar of
/// its fill is not seen. Costs are not part of it.
struct HeldPositions: Sendable {
    /// The share of equity that lies in each instrument at the beginning of a stretch, shorts negative.
    ///
    /// Shape `[instruments][stretches]`.
    private(set) var exposures: [[Double]] = []
    /// The return of each instrument over the same stretch, splits and dividends included.
    ///
    /// Shape `[instruments][stretches]`.
    private(set) var returns: [[Double]] = []

    /// As many numbers are held at most: beyond, stretches are sessions in place of bars.
    private static let mostNumbers = 4_000_000

    /// What a run held, of the instruments that it ever held.
    ///
    /// - Throws: A reason, in words, where its positions cannot be moved to other times.
    init(_ result: StudyResult) throws(SweepJudgement.TimingUnknown) {
        let panel = result.data.panel
        let terms = result.configuration.broker
        var changes: [Int: [(step: Int, position: Quantity)]] = [:]
        for event in result.run.log {
            switch event.body {
            case .filled(let fill):
                changes[fill.instrument.place, default: []].append((Int(event.step), fill.position))
            case .split(let instrument, _, let position, _):
                changes[instrument.place, default: []].append((Int(event.step), position))
            default: break
            }
        }
        guard !changes.isEmpty else { throw SweepJudgement.TimingUnknown(reason: "it never held a position") }
        let held = changes.keys.sorted()
        guard terms.rates.entries.isEmpty || held.allSatisfy({ panel.instruments[$0].currency == terms.currency })
        else {
            throw SweepJudgement.TimingUnknown(
                reason: "its instruments are of other currencies than the account, whose rates move too")
        }
        let times = result.curve.times
        var steps = Array(result.firstTradingStep..<times.count)
        if steps.count * held.count > HeldPositions.mostNumbers {
            let ends = SessionMap(times: times, calendar: panel.dayCalendar).ends
            steps = ends.map { $0 - 1 }.filter { $0 >= result.firstTradingStep }
        }
        guard steps.count > 3, result.curve.equity[result.firstTradingStep...].allSatisfy({ $0 > 0 }) else {
            throw SweepJudgement.TimingUnknown(
                reason: steps.count > 3 ? "its equity fell to zero or below" : "it traded over too few bars")
        }
        for place in held {
            let series = panel.series[place]
            let prices = HeldPositions.prices(of: series, at: steps.map { times[$0] })
            var position = 0.0
            var next = changes[place, default: []][...]
            var row = [Double](repeating: 0, count: steps.count - 1)
            var moves = row
            for stretch in row.indices {
                while let change = next.first, change.step <= steps[stretch] {
                    position = change.position
                    next = next.dropFirst()
                }
                guard let price = prices[stretch], price != 0, let after = prices[stretch + 1] else { continue }
                row[stretch] = position * price * series.instrument.multiplier / result.curve.equity[steps[stretch]]
                let paid = HeldPositions.actions(
                    of: series, after: times[steps[stretch]], to: times[steps[stretch + 1]], price: after)
                moves[stretch] = (paid - price) / abs(price)
                if price < 0 { row[stretch].negate() }
            }
            exposures.append(row)
            returns.append(moves)
        }
    }

    /// The last close at each instant; `nil` before the first.
    private static func prices(of series: BarSeries, at times: [Int64]) -> [Price?] {
        var bar = -1
        return times.map { time in
            while bar + 1 < series.count, series.end[bar + 1] <= time { bar += 1 }
            return bar < 0 ? nil : series.close[bar]
        }
    }

    /// What a unit held over an interval is worth at its end: its price times the splits, and the dividends.
    private static func actions(of series: BarSeries, after start: Int64, to end: Int64, price: Price) -> Double {
        var (units, paid) = (1.0, 0.0)
        for action in series.actions where action.instant.nanoseconds > start && action.instant.nanoseconds <= end {
            switch action.kind {
            case .split(let ratio): units *= ratio
            case .dividend(let amount, _): paid += units * amount
            case .delisting: break
            }
        }
        return units * price + paid
    }
}

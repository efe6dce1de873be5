import Core
import TimeSeries

extension DataError.BarProblem {
    /// What a repair that failed says of the rows of a symbol.
    init(_ failure: RepairFailure, symbol: String, calendar: TradingCalendar) {
        switch failure.reason {
        case .duplicate: self = .duplicate(symbol: symbol, stamp: failure.stamp, count: failure.count)
        case .order(let isReversed):
            self = .order(
                symbol: symbol, stamp: failure.stamp, previous: failure.neighbour, count: failure.count,
                isReversed: isReversed)
        case .ohlc(let detail):
            self = .ohlc(symbol: symbol, stamp: failure.stamp, detail: detail, count: failure.count)
        case .missing(let column):
            self = .missing(symbol: symbol, stamp: failure.stamp, column: column, count: failure.count)
        case .noSession:
            self = .noSession(
                symbol: symbol, date: failure.stamp, calendar: calendar.name,
                covered: DataError.BarProblem.days(coveredBy: calendar, lacking: failure.stamp), count: failure.count)
        case .gap:
            self = .gap(symbol: symbol, after: failure.stamp, before: failure.neighbour, count: failure.count)
        }
    }

    /// The days that a calendar covers, where a date lies beyond them.
    private static func days(coveredBy calendar: TradingCalendar, lacking date: String) -> String? {
        guard let first = calendar.sessions.first?.date, let last = calendar.sessions.last?.date,
            let date = TextStamp.parse(date).map({ Timestamp(nanoseconds: $0.wall).date }), date < first || date > last
        else { return nil }
        return "\(first) to \(last)"
    }
}

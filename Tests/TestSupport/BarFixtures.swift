public import Core
public import TimeSeries

/// Series of a few bars that a person can check by hand.
public enum BarFixtures {
    /// A calendar of one session a day from midnight to midnight UTC, from 2020-01-01 for two hundred days.
    public static let calendar = TradingCalendar(
        name: "24/7", zone: .utc, periodsPerYear: 365,
        sessions: (0..<200).map { day in
            let date = CivilDate(year: 2020, month: 1, day: 1) + day
            return Session(date: date, open: Timestamp(date), close: Timestamp(date + 1))
        })

    /// Bars of equal length, one after the other from 2020-01-01.
    ///
    /// - Parameters:
    ///   - prices: Open, high, low and close of each bar.
    ///   - volumes: Units traded; by default 1,000 each.
    ///   - length: Nanoseconds of a bar; by default an hour.
    public static func series(
        _ prices: [(Double, Double, Double, Double)], symbol: String = "TEST", volumes: [Double]? = nil,
        length: Int64 = Timestamp.hour, lot: Double = 1, tick: Double = 0, content: BarSeries.Content = .bars
    ) -> BarSeries {
        let first = Timestamp(CivilDate(year: 2020, month: 1, day: 1)).nanoseconds
        return BarSeries(
            instrument: Instrument(symbol: symbol, tickSize: tick, lotSize: lot), calendar: calendar, content: content,
            start: prices.indices.map { first + Int64($0) * length },
            end: prices.indices.map { first + Int64($0 + 1) * length }, open: prices.map(\.0), high: prices.map(\.1),
            low: prices.map(\.2), close: prices.map(\.3),
            volume: volumes ?? [Double](repeating: 1_000, count: prices.count))
    }
}

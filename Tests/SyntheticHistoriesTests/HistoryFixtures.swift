import Core
import SyntheticHistories
import TimeSeries

/// Panels and paths that several tests take.
enum HistoryFixtures {
    /// Sessions of every day from 9 to 17 UTC.
    static let calendar = TradingCalendar(
        name: "TEST", zone: .utc, periodsPerYear: 250,
        sessions: (0..<8_000).map { day in
            let date = CivilDate(year: 2000, month: 1, day: 1) + day
            return Session(date: date, open: Timestamp(date, hour: 9), close: Timestamp(date, hour: 17))
        })

    /// The sessions of the first days.
    static func places(_ count: Int) -> [SessionPool.Place] {
        calendar.sessions.prefix(count).map { .init(date: $0.date, open: $0.open, close: $0.close, last: $0.close) }
    }

    /// Daily bars with log returns from close to close; a third of each move lies in the gap, and high and low are 1 % beyond.
    static func series(_ symbol: String, returns: [Double], days: [Int]? = nil, tick: Price = 0) -> BarSeries {
        var close = 100.0
        let bars = returns.enumerated().map { place, value -> Bar in
            let session = calendar.sessions[days?[place] ?? place]
            let open = close * exponential(value / 3)
            close *= exponential(value)
            func priced(_ price: Double) -> Double { tick > 0 ? (price / tick).rounded() * tick : price }
            return Bar(
                start: session.open, end: session.close, open: priced(open), high: priced(max(open, close) * 1.01),
                low: priced(min(open, close) * 0.99), close: priced(close), volume: Double(1_000 + place))
        }
        return BarSeries(instrument: Instrument(symbol: symbol, tickSize: tick), calendar: calendar, bars: bars)
    }

    /// Log returns of a model on draws of its own.
    static func path<Model: ReturnModel>(_ model: Model, count: Int, seed: UInt64) -> (
        returns: [Double], variances: [Double]
    ) {
        var normals = RandomStream(seed: seed, name: "normals")
        var own = RandomStream(seed: seed, name: "own")
        var shared = RandomStream(seed: seed, name: "shared")
        let common = (0..<count).map { _ in shared.uniform() }
        var returns = [Double](repeating: 0, count: count)
        var variances = returns
        returns.withUnsafeMutableBufferPointer { returns in
            variances.withUnsafeMutableBufferPointer { variances in
                NormalDraws().fill(returns, from: &normals)
                common.withUnsafeBufferPointer { common in
                    model.fill(
                        ReturnPath(returns: returns, variances: variances), own: &own,
                        common: Model.usesCommonDraws ? common : UnsafeBufferPointer(rebasing: common[..<0]))
                }
            }
        }
        return (returns, variances)
    }

    /// Log returns from close to close.
    static func logReturns(_ series: BarSeries) -> [Double] {
        zip(series.close, series.close.dropFirst()).map { logarithm($1 / $0) }
    }

    /// Pearson's correlation.
    static func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let n = Double(a.count)
        let (meanA, meanB) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
        var (aa, bb, ab) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            aa += (x - meanA) * (x - meanA)
            bb += (y - meanB) * (y - meanB)
            ab += (x - meanA) * (y - meanB)
        }
        return ab / (aa * bb).squareRoot()
    }

    /// Whether two numbers differ by less than a share of the second.
    static func isNear(_ a: Double, _ b: Double, within share: Double) -> Bool { abs(a - b) <= share * abs(b) }
}

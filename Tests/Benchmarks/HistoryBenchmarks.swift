import Core
import Simulation
import SyntheticHistories
import TestSupport
import TimeSeries

/// Other histories of two instruments with 201,600 bars of five minutes each, in sessions of seven hours: prints the time
/// of the fit and the bars a second of each generator on one thread, the best of five, and stops the program where a bar is
/// none.
func benchmarkHistories(bars: Int = 201_600) {
    let panel = correlatedBars(bars)
    let sessions = panel.series[0].calendar.sessions
    let places = sessions.map { session in
        SessionPool.Place(date: session.date, open: session.open, close: session.close, last: session.close)
    }
    for kind in HistoryKind.allCases {
        do {
            let clock = ContinuousClock()
            var generator: HistoryGenerator?
            let fit = try clock.measure {
                generator = try HistoryGenerator(panel, kind: kind, seed: 1, places: places)
            }
            guard let generator else { continue }
            var best = Duration.seconds(1_000)
            for number in 0..<5 {
                var history = panel
                best = min(best, clock.measure { history = generator.history(number) })
                for series in history.series {
                    precondition(series.count == bars, "\(kind.rawValue): \(series.count) bars of \(bars)")
                    for bar in 0..<bars {
                        let (low, high) = (series.low[bar], series.high[bar])
                        precondition(
                            low > 0 && high.isFinite && low <= min(series.open[bar], series.close[bar])
                                && high >= max(series.open[bar], series.close[bar]),
                            "\(kind.rawValue): bar \(bar) of history \(number) is none")
                    }
                }
            }
            let rate = Double(2 * bars) / (best / .seconds(1)) / 1e6
            let seconds = ((fit / .seconds(1)) * 100).rounded() / 100
            print(
                "histories \(kind.rawValue): \((rate * 10).rounded() / 10) million bars/s on one thread; "
                    + "fit of 2 × \(bars) bars \(seconds) s")
        } catch { print("histories \(kind.rawValue): \(error)") }
    }
}

/// Two instruments whose innovations have a correlation of 0.6, with volatility that clusters.
private func correlatedBars(_ bars: Int) -> Panel {
    let length: Int64 = 5 * 60 * 1_000_000_000
    let first = CivilDate(year: 2000, month: 1, day: 1)
    let days = (bars + 83) / 84
    let sessions = (0..<days).map { day -> Session in
        let open = Timestamp(first + day, hour: 9)
        return Session(date: first + day, open: open, close: open + 84 * length)
    }
    let calendar = TradingCalendar(name: "days", zone: .utc, periodsPerYear: 365, sessions: sessions)
    let seeds = [ReferenceWorkload.splitMix(5, 0), ReferenceWorkload.splitMix(6, 0)]
    return Panel(
        (0..<2).map { instrument in
            var (close, variance, noise) = (100.0, 1e-6, 0.0)
            let made = (0..<bars).map { bar -> Bar in
                variance = 2e-8 + 0.06 * noise * noise + 0.92 * variance
                let common = ReferenceWorkload.gauss(seeds[0], bar)
                let own = ReferenceWorkload.gauss(seeds[1], bar)
                noise = variance.squareRoot() * (instrument == 0 ? common : 0.6 * common + 0.8 * own)
                let open = close
                close *= 1 + noise
                let start = sessions[bar / 84].open + Int64(bar % 84) * length
                return Bar(
                    start: start, end: start + length, open: open, high: max(open, close) * 1.0003,
                    low: min(open, close) * 0.9997, close: close, volume: 1_000)
            }
            return BarSeries(
                instrument: Instrument(symbol: "I\(instrument)", lotSize: 0), calendar: calendar, bars: made)
        })
}

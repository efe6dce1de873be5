import Core
import DataSources
import Simulation
import Statistics
import StrategyKit
import TimeSeries

/// What a study leaves as it is: what other runs of it are compared with.
struct StudyAsItIs: Sendable {
    /// What it leaves as a trial.
    let outcome: TrialBench.Outcome
    /// The sessions of the bars.
    let places: [SessionPool.Place]
    /// Its figures.
    let figures: RobustnessFigures
    /// The dates after which the curves of runs are known, `nil` for the beginning, how they are shown, and the curve of the
    /// study there; no curve without returns.
    let fan: (dates: [CivilDate?], shown: [CivilDate], curve: [Double])

    /// Runs a study.
    ///
    /// - Parameter isWanted: Asked now and then; the run ends where it says no.
    /// - Throws: `RobustnessError`.
    init(_ study: Study, isWanted: @escaping @Sendable () -> Bool) throws(RobustnessError) {
        guard study.configuration.venue == .bars else {
            throw .unsuitable(
                "venue: market is run by backtest run; other bars and terms are tried on bars: set venue: bars",
                at: study.configuration.place(of: "venue"))
        }
        let panel = study.data.panel
        let times = EquityCurve.decisionTimes(of: panel)
        let sessions = SessionMap(times: times, calendar: panel.dayCalendar)
        places = zip(sessions.dates, sessions.ends).map { date, end in
            SessionPool.Place(date, last: Timestamp(nanoseconds: times[end - 1]), of: panel.dayCalendar)
        }
        do throws(RobustnessFault) {
            outcome = try RobustnessBench.outcome(
                of: study.plan, on: panel, study.configuration.broker, from: study.data.from, isWanted: isWanted)
        } catch {
            switch error {
            case .refused(let reason): throw .unsuitable(reason, at: study.configuration.decision.place)
            case .stopped: throw .interrupted(done: 0, of: 0)
            }
        }
        figures = RobustnessFigures(outcome.figures, cash: study.configuration.broker.cash)
        let dates = Array(sessions.dates.dropFirst(outcome.firstSession))
        let kept = CurveSample.places(dates.count)
        let places = kept.map { $0 == 0 ? nil : dates[$0 - 1] }
        fan = (
            places, dates.isEmpty ? [] : kept.map { dates[max(0, $0 - 1)] },
            CurveSample.wealth(outcome.returns, dates: dates, at: places)
        )
    }

    /// The dates of the sessions of the trading period.
    var tradedDates: [CivilDate] { places.dropFirst(outcome.firstSession).map(\.date) }
}

extension SessionPool.Place {
    /// The session of a date; a date that the calendar does not know lasts from midnight to midnight.
    init(_ date: CivilDate, last: Timestamp, of calendar: TradingCalendar) {
        let session = calendar.session(on: date)
        self.init(
            date: date, open: session?.open ?? calendar.midnight(date),
            close: max(session?.close ?? calendar.midnight(date + 1), last), last: last)
    }
}

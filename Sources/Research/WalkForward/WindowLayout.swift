import Core
import DataSources
import Simulation
import StrategyKit
import TimeSeries

/// Lays windows over the decision instants of a study.
///
/// The first training window begins with the first decision instant, or with `data.from`; behind it the first test window,
/// and each further pair a test window on, so that the test windows follow each other without a gap. Lengths of the
/// calendar end at sessions' ends: a window of months holds the sessions whose dates lie in these months. They are counted
/// from the first border, so that short months do not shift later ones. The last test window may be cut by the end of the
/// data; it is kept where at least half of it is there. Stretches in which no bar ends are left out.
struct WindowLayout {
    private let study: Study
    private let times: [Int64]
    private let sessions: SessionMap
    /// The first decision instant on which orders may be sent.
    private let start: Int

    /// As many windows are laid at most.
    static let mostWindows = 1_000

    init(_ study: Study) {
        self.study = study
        times = EquityCurve.decisionTimes(of: study.data.panel)
        sessions = SessionMap(times: times, calendar: study.calendar)
        let opening = study.data.from?.nanoseconds ?? .min
        start = times.firstPlace { $0 > opening }
    }

    /// The windows, in order of time; at least one.
    ///
    /// - Throws: `SweepError.unsuitable` where none fits, or more than can be run.
    func windows(_ lengths: WalkForwardConfiguration) throws(SweepError) -> [WalkForwardWindow] {
        guard start < times.count else { throw doesNotFit(lengths) }
        let borders = Borders(self, lengths)
        var windows: [WalkForwardWindow] = []
        var pair = 0
        while borders.isKept(pair) {
            let (first, next) = (borders.step(pair), borders.step(pair + 1))
            let training = lengths.isAnchored ? start : borders.trainingStart(pair)
            if first < next {
                guard windows.count < WindowLayout.mostWindows else {
                    throw .unsuitable(
                        "walk_forward: there would be more than \(WindowLayout.mostWindows) windows; make test longer",
                        at: study.configuration.place(of: "walk_forward.test"))
                }
                windows.append(try window(windows.count + 1, training: training..<first, test: first..<next))
            }
            pair += 1
        }
        guard !windows.isEmpty else { throw doesNotFit(lengths) }
        return windows
    }

    private func window(_ number: Int, training: Range<Int>, test: Range<Int>) throws(SweepError) -> WalkForwardWindow {
        return WalkForwardWindow(
            number: number,
            trainFrom: training.lowerBound == start ? nil : try border(before: training.lowerBound),
            trainThrough: try border(before: training.upperBound),
            testFrom: try border(before: test.lowerBound), testThrough: try border(before: test.upperBound),
            lastDecision: Timestamp(nanoseconds: times[test.upperBound - 1]), trainSteps: training, testSteps: test)
    }

    /// An instant between two decision instants that a config can say: the first whole second from the earlier one on.
    private func border(before step: Int) throws(SweepError) -> Timestamp {
        let last = times[step - 1]
        let whole = -floorDivide(-last, Timestamp.second) * Timestamp.second
        guard step == times.count || whole < times[step] else {
            throw .unsuitable(
                "walk_forward: a window would begin inside a second, at \(Timestamp(nanoseconds: last)), which no config "
                    + "can say; choose a length of the calendar or of sessions",
                at: study.configuration.place(of: "walk_forward"))
        }
        return Timestamp(nanoseconds: whole)
    }

    private func doesNotFit(_ lengths: WalkForwardConfiguration) -> SweepError {
        let there: String
        if start < times.count, let last = sessions.dates.last {
            let first = session(of: start)
            let (days, instants) = (sessions.dates.count - first, times.count - start)
            there =
                "decisions can be taken from \(sessions.dates[first]) to \(last), at \(instants) instants in \(days) "
                + "sessions"
        } else {
            there = "no decision can be taken"
        }
        return .unsuitable(
            "walk_forward: a training window of \(lengths.train) and at least half a test window of \(lengths.test) do "
                + "not fit into the data: \(there); shorten train or test, or give more data",
            at: study.configuration.place(of: "walk_forward"))
    }

    /// The session to which a decision instant belongs, by its place.
    private func session(of step: Int) -> Int { sessions.ends.firstPlace { $0 > step } }

    /// The first decision instant of a session; the number of instants behind the last.
    private func firstStep(of session: Int) -> Int {
        if session <= 0 { return 0 }
        return session <= sessions.ends.count ? sessions.ends[session - 1] : times.count
    }

    /// The first decision instant of the sessions from a date on.
    private func firstStep(onOrAfter date: CivilDate) -> Int {
        firstStep(of: sessions.dates.firstPlace { $0 >= date })
    }

    /// Where test windows begin and end.
    private struct Borders {
        private let layout: WindowLayout
        private let lengths: WalkForwardConfiguration
        /// The first border.
        private let first: Int
        /// Its date, from which lengths of the calendar are counted.
        private let date: CivilDate

        init(_ layout: WindowLayout, _ lengths: WalkForwardConfiguration) {
            self.layout = layout
            self.lengths = lengths
            let session = layout.session(of: layout.start)
            switch lengths.train.unit {
            case .sessions: first = layout.firstStep(of: session + lengths.train.count)
            case .instants: first = min(layout.times.count, layout.start + lengths.train.count)
            default:
                date = lengths.train.date(from: layout.sessions.dates[session], times: 1)
                first = layout.firstStep(onOrAfter: date)
                return
            }
            // Behind the data there is no window, whatever its date.
            let place = min(layout.session(of: first), layout.sessions.dates.count - 1)
            date = layout.sessions.dates[place]
        }

        /// The nominal date of a border, of test windows of the calendar.
        private func date(_ pair: Int) -> CivilDate {
            pair == 0 ? date : lengths.test.date(from: date, times: pair)
        }

        /// The first decision instant of a test window.
        func step(_ pair: Int) -> Int {
            if pair == 0 { return first }
            switch lengths.test.unit {
            case .sessions: return layout.firstStep(of: layout.session(of: first) + pair * lengths.test.count)
            case .instants: return min(layout.times.count, first + pair * lengths.test.count)
            default: return layout.firstStep(onOrAfter: date(pair))
            }
        }

        /// The first decision instant of a rolling training window.
        func trainingStart(_ pair: Int) -> Int {
            if pair == 0 { return layout.start }
            let border = step(pair)
            let found: Int
            switch lengths.train.unit {
            case .sessions: found = layout.firstStep(of: layout.session(of: border) - lengths.train.count)
            case .instants: found = border - lengths.train.count
            default:
                let end =
                    lengths.test.unit.isOfCalendar ? date(pair) : layout.sessions.dates[layout.session(of: border)]
                found = layout.firstStep(onOrAfter: lengths.train.date(from: end, times: -1))
            }
            return max(layout.start, found)
        }

        /// Whether at least half of a test window is there.
        func isKept(_ pair: Int) -> Bool {
            let border = step(pair)
            guard border < layout.times.count, let last = layout.sessions.dates.last else { return false }
            let there: Int
            var whole = lengths.test.count
            switch lengths.test.unit {
            case .sessions: there = layout.sessions.dates.count - layout.session(of: border)
            case .instants: there = layout.times.count - border
            default:
                let begin = date(pair)
                (there, whole) = (last + 1 - begin, date(pair + 1) - begin)
            }
            return 2 * there >= whole
        }
    }
}

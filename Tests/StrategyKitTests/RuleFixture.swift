import Core
import Indicators
import TimeSeries

@testable import StrategyKit

/// Calendars, bars and ways to evaluate expressions for tests of rules.
enum RuleFixture {
    /// Sessions from 14:30 to 21:00 UTC on weekdays, without holidays; a half-day ends at 18:00.
    static func calendar(
        from first: CivilDate, days: Int, holidays: [CivilDate] = [], halfDays: [CivilDate] = []
    ) -> TradingCalendar {
        let sessions = (0..<days).map { first + $0 }.filter { $0.weekday <= 5 && !holidays.contains($0) }.map { date in
            Session(
                date: date, open: Timestamp(date, hour: 14, minute: 30),
                close: Timestamp(date, hour: halfDays.contains(date) ? 18 : 21), isHalfDay: halfDays.contains(date))
        }
        return TradingCalendar(name: "test", zone: .utc, periodsPerYear: 252, sessions: sessions)
    }

    /// One bar a session, of a random walk; sessions of `missing` have none.
    static func daily(
        _ symbol: String, _ calendar: TradingCalendar, seed: UInt64, missing: Set<Int> = [], count: Int? = nil
    ) -> BarSeries {
        var random = RandomStream(seed: seed, name: symbol)
        var close = 100.0
        var bars: [Bar] = []
        for (place, session) in calendar.sessions.prefix(count ?? .max).enumerated() where !missing.contains(place) {
            bars.append(bar(session.open, session.close, &close, &random))
        }
        return BarSeries(instrument: Instrument(symbol: symbol), calendar: calendar, bars: bars)
    }

    /// Bars of so many minutes in each session, of a random walk; every bar is missing with a chance.
    static func intraday(
        _ symbol: String, _ calendar: TradingCalendar, minutes: Int, seed: UInt64, gaps: Double = 0
    ) -> BarSeries {
        var random = RandomStream(seed: seed, name: symbol)
        var close = 100.0
        var bars: [Bar] = []
        let width = Int64(minutes) * Timestamp.minute
        for session in calendar.sessions {
            for start in stride(from: session.open.nanoseconds, to: session.close.nanoseconds, by: Int(width)) {
                guard random.uniform() >= gaps else { continue }
                let end = min(start + width, session.close.nanoseconds)
                bars.append(bar(Timestamp(nanoseconds: start), Timestamp(nanoseconds: end), &close, &random))
            }
        }
        return BarSeries(instrument: Instrument(symbol: symbol), calendar: calendar, bars: bars)
    }

    private static func bar(_ start: Timestamp, _ end: Timestamp, _ close: inout Double, _ random: inout RandomStream)
        -> Bar
    {
        let open = close * (1 + 0.01 * (random.uniform() - 0.5))
        close = open * (1 + 0.04 * (random.uniform() - 0.5))
        return Bar(
            start: start, end: end, open: open, high: max(open, close) * (1 + 0.01 * random.uniform()),
            low: min(open, close) * (1 - 0.01 * random.uniform()), close: close,
            volume: Double(1 + random.below(1_000)))
    }

    /// Bars with given closes, one a session; the open is the close before, the range spans both and one more each way.
    static func closes(_ closes: [Double], _ calendar: TradingCalendar, symbol: String = "AAA") -> BarSeries {
        var bars: [Bar] = []
        for (index, close) in closes.enumerated() {
            let open = index == 0 ? close : closes[index - 1]
            bars.append(
                Bar(
                    start: calendar.sessions[index].open, end: calendar.sessions[index].close, open: open,
                    high: max(open, close) + 1, low: min(open, close) - 1, close: close, volume: 100))
        }
        return BarSeries(instrument: Instrument(symbol: symbol), calendar: calendar, bars: bars)
    }

    /// A random walk, and the same in raw prices with splits whose ratios are powers of two, so that nothing is rounded.
    static func splitPair(
        _ symbol: String, _ calendar: TradingCalendar, seed: UInt64
    ) -> (smooth: BarSeries, raw: BarSeries) {
        let smooth = daily(symbol, calendar, seed: seed)
        var random = RandomStream(seed: seed, name: "splits")
        var bars = (0..<smooth.count).map { smooth[$0] }
        var actions: [CorporateAction] = []
        // Going back, each split makes what came before larger.
        for bar in bars.indices.reversed() where random.below(60) == 0 && bar > 0 {
            let ratio = [2, 4, 0.5][random.below(3)]
            for earlier in 0..<bar {
                bars[earlier].open *= ratio
                bars[earlier].high *= ratio
                bars[earlier].low *= ratio
                bars[earlier].close *= ratio
                bars[earlier].volume /= ratio
            }
            let session = calendar.sessions[bar]
            actions.append(
                CorporateAction(date: session.date, instant: session.open, kind: .split(ratio: ratio)))
        }
        let raw = BarSeries(instrument: smooth.instrument, calendar: calendar, bars: bars).with(actions)
        return (smooth, raw)
    }

    /// Compiled expressions of any type, with the slot of each.
    struct Compiled {
        var program = RuleProgram()
        var slots: [Int32] = []

        init(_ texts: [String], parameters: [String: Double] = [:]) throws {
            var compiler = RuleCompiler(indicators: IndicatorCatalogue.all, parameters: parameters)
            for text in texts {
                let syntax = try RuleParser.parse(text)
                let value = try compiler.compile(syntax, on: .own)
                slots.append(compiler.slot(of: value, on: .own))
            }
            program.stages = compiler.stages
        }

        /// The values bar by bar, by expression, and whether each bar was warm.
        func streamed(_ symbol: String, in panel: Panel) -> (values: [[Double]], warm: [Bool]) {
            var others: [(String, RuleMachine)] = []
            for other in program.otherSymbols {
                guard let index = panel.index(of: other) else { return ([], []) }
                others.append((other, RuleMachine(program, symbol: other, calendar: panel[index].calendar)))
            }
            guard let own = panel.index(of: symbol).map({ panel[$0] }) else { return ([], []) }
            let machine = RuleMachine(program, symbol: nil, calendar: own.calendar, others: others)
            var next = [Int](repeating: 0, count: others.count)
            var values = [[Double]](repeating: [], count: slots.count)
            var warm: [Bool] = []
            for index in 0..<own.count {
                for (place, other) in others.enumerated() {
                    guard let series = panel.index(of: other.0).map({ panel[$0] }) else { continue }
                    while next[place] < series.count, series.end[next[place]] <= own.end[index] {
                        other.1.update(series[next[place]])
                        next[place] += 1
                    }
                }
                machine.update(own[index])
                for (place, slot) in slots.enumerated() { values[place].append(machine.value(slot)) }
                warm.append(machine.isWarm)
            }
            return (values, warm)
        }

        /// The columns, by expression.
        func columns(_ symbol: String, in panel: Panel) -> (values: [[Double]], warm: [Bool]) {
            guard let index = panel.index(of: symbol), let columns = RuleColumns(program, of: index, in: panel) else {
                return ([], [])
            }
            let first = columns.firstWarmBar ?? .max
            return (slots.map { columns.column($0) ?? [] }, panel[index].close.indices.map { $0 >= first })
        }
    }

    /// The values of one expression on a series.
    static func values(_ text: String, _ series: BarSeries, parameters: [String: Double] = [:]) throws -> [Double] {
        try Compiled([text], parameters: parameters).streamed(series.instrument.symbol, in: Panel([series])).values[0]
    }
}

/// Whether two columns are the same bit for bit, every NaN counting as the same.
func same(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN }
}

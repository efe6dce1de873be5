import Core
import Foundation
import Simulation
import TestSupport
import Testing
import TimeSeries

/// More seeds where asked for.
private let seedCount = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 400 : 8_000

/// Random orders, decided at full hours only.
private struct Hourly: Strategy {
    private var trader: RandomTrader

    init(_ parameters: NoParameters, for universe: Universe) { self.init(RandomTrader(parameters, for: universe)) }

    init(_ trader: RandomTrader) { self.trader = trader }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard market.now.nanoseconds % Timestamp.hour == 0 else { return }
        trader.decide(market, &desk)
    }
}

/// Hours with the ten minutes that they are made of, and terms, a function of the seed.
private struct FinerStage {
    let hours: Panel
    let minutes: Panel
    var broker = Broker()
    let seed: UInt64
    let lot: Double

    init(seed: UInt64) {
        self.seed = seed
        var random = RandomStream(seed: seed, name: "finer")
        lot = random.below(2) == 0 ? 1 : 0
        let tick = random.below(2) == 0 ? 0 : 0.25
        let count = 1 + random.below(3)
        var series: [(hours: BarSeries, minutes: BarSeries)] = []
        for place in 0..<count {
            series.append(FinerStage.series("S\(place)", isAlone: count == 1, lot: lot, tick: tick, &random))
        }
        var panel = Panel(series.map(\.hours))
        if random.below(3) == 0 { panel = RandomStage.withActions(panel, &random) }
        minutes = Panel(zip(panel.series, series).map { $1.minutes.with($0.actions) })
        hours = Panel(zip(panel.series, series).map { $0.with(FinerBars($1.minutes)) })

        broker.cash = 10_000
        broker.allowsShort = random.below(4) > 0
        broker.fill.market = random.below(3) == 0 ? .sameClose : .nextOpen
        broker.fill.limit = [LimitFill.through, .touch, .throughTicks(2)][random.below(3)]
        broker.fill.sizeAt = SizeMoment.allCases[random.below(2)]
        broker.fill.shortfall = [Shortfall.reduce, .reject, .allow(upTo: 0.5)][random.below(3)]
        broker.fill.closesAtEnd = random.below(2) == 0
        if random.below(2) == 0 {
            broker.costs.commission.rate = 0.001
            broker.costs.commission.perShare = 0.01
            broker.costs.commission.minimum = 1
            broker.costs.slippage.rate = 0.0005
            broker.costs.slippage.ticks = 1
            broker.costs.spread.half = 0.01
            broker.costs.commission.makerRate = random.below(2) == 0 ? -0.0005 : 0
        }
    }

    /// Six steps an hour, of which some are missing.
    ///
    /// The first and the last of an hour are there, so that both series open and decide at the same instants; of one
    /// instrument alone the first may be missing too.
    private static func series(
        _ symbol: String, isAlone: Bool, lot: Double, tick: Double, _ random: inout RandomStream
    ) -> (hours: BarSeries, minutes: BarSeries) {
        func grid(_ price: Double) -> Double { tick == 0 ? price : (price / tick).rounded() * tick }
        func step(_ width: Double) -> Double { 1 + width * (random.uniform() - 0.5) }
        let (first, length) = (Timestamp(CivilDate(year: 2020, month: 1, day: 1)), 10 * Timestamp.minute)
        var last = grid(50 + 100 * random.uniform())
        var (hours, minutes): ([Bar], [Bar]) = ([], [])
        for hour in 0..<40 where random.below(12) > 0 {
            let start = first + Int64(hour) * Timestamp.hour
            var whole: Bar?
            for part in 0..<6 {
                let isMissing = random.below(6) == 0
                if isMissing && part < 5 && (isAlone || part > 0) { continue }
                let open = grid(random.below(6) == 0 ? last * step(0.06) : last)
                let close = grid(open * step(0.03))
                let high = grid(max(open, close) * (random.below(4) == 0 ? 1 : 1 + 0.015 * random.uniform()))
                let low = grid(min(open, close) * (random.below(4) == 0 ? 1 : 1 - 0.015 * random.uniform()))
                let bar = Bar(
                    start: start + Int64(part) * length, end: start + Int64(part + 1) * length, open: open,
                    high: max(open, close, high), low: min(open, close, low), close: close, volume: 100)
                minutes.append(bar)
                whole = Bar(
                    start: start, end: start + Timestamp.hour, open: whole?.open ?? open,
                    high: max(whole?.high ?? bar.high, bar.high), low: min(whole?.low ?? bar.low, bar.low),
                    close: close, volume: (whole?.volume ?? 0) + bar.volume)
                last = close
            }
            if let whole { hours.append(whole) }
        }
        let instrument = Instrument(symbol: symbol, tickSize: tick, lotSize: lot)
        return (
            BarSeries(instrument: instrument, calendar: BarFixtures.calendar, bars: hours),
            BarSeries(instrument: instrument, calendar: BarFixtures.calendar, bars: minutes)
        )
    }

    /// Everything that happened but the times inside an hour, each event with the hour's decision that follows it.
    ///
    /// - Returns: `nil` for a run that is ruined, which is seen at the end of a bar of its own length.
    func story(_ panel: Panel, _ path: IntrabarPath) -> [String]? {
        var broker = broker
        broker.fill.intrabar = path
        var trader = RandomTrader(seed: seed, lot: lot)
        trader.expiryStep = Timestamp.hour
        let run = Backtest(panel: panel, broker: broker).run(Hourly(trader))
        guard run.outcome == .finished else { return nil }
        // How many decisions come before each step.
        var decisions = [0]
        for time in EquityCurve.decisionTimes(of: panel) {
            decisions.append((decisions.last ?? 0) + (time % Timestamp.hour == 0 ? 1 : 0))
        }
        var story: [String] = []
        for (event, line) in zip(run.log, Stage.lines(of: run, panel)) {
            if case .ambiguous = event.body { continue }
            let words = line.split(separator: " ").dropFirst().joined(separator: " ")
            story.append("\(decisions[Int(event.step)]) \(words)")
        }
        return story + ["equity \(run.finalEquity)"]
    }
}

@Suite struct FinerDataPropertyTests {
    @Test("S27: hours with finer bars give what the finer bars alone give, event by event")
    func s27finerBarsAreMetAsIfTheyWereTheData() {
        var (fills, different, ruined) = (0, 0, 0)
        for seed in 0..<UInt64(seedCount) {
            let stage = FinerStage(seed: seed)
            guard let story = stage.story(stage.hours, .finerData),
                let expected = stage.story(stage.minutes, .pessimistic)
            else {
                ruined += 1
                continue
            }
            expectLines(story, expected, "seed \(seed)")
            fills += story.filter { $0.contains(" filled ") }.count
            if story != stage.story(stage.hours, .pessimistic) { different += 1 }
        }
        // The seeds do what they are for: much trades, and finer bars make a difference.
        #expect(
            fills > 20 * seedCount && different > seedCount / 2 && ruined < seedCount / 20,
            "\(fills) fills, \(different) seeds differ, \(ruined) are ruined")
    }
}

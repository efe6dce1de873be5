import Core
import DataSources
import Foundation
import Reports
import Research
import Statistics
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Robustness runs against whole runs and closed forms.
@Suite struct RobustnessTests {
    @Test func nothingVariedIsTheRunItself() throws {
        let study = try RobustnessFixture.averages()
        let base = try RobustnessFixture.figures(study)
        #expect((base.trades ?? 0) > 5 && base.totalReturn != 0)
        let result = try RobustnessFixture.result(study, [.noise, .delays, .costs]) { settings in
            settings.noiseLevels = [0]
            (settings.delayBars, settings.delayWeights) = ([0], [1])
            (settings.costFactors, settings.costRange) = ([1], [1, 1])
        }
        #expect(result.plan.base == base)
        #expect(
            result.groups.map { "\($0.kind.rawValue) \($0.name)" } == [
                "noise 0", "delays all", "delays drawn", "costs factors", "costs drawn",
            ])
        for group in result.groups {
            #expect(group.figures == [RobustnessFigures](repeating: base, count: group.runs.count))
        }
    }

    @Test func costsTimesAFactorAreThoseOfAConfigThatSaysSo() throws {
        let result = try RobustnessFixture.result(try RobustnessFixture.averages(), [.costs]) {
            $0.costFactors = [0, 3]
        }
        let changes = [
            ["broker.commission.basis_points=0", "broker.slippage.basis_points=0"],
            ["broker.commission.basis_points=15", "broker.slippage.basis_points=12"],
        ]
        let wanted = try changes.map { try RobustnessFixture.figures(try RobustnessFixture.averages($0)) }
        #expect(result.groups[0].count == 2)
        for (found, figures) in zip(result.groups[0].figures, wanted) {
            #expect(abs(found.totalReturn - figures.totalReturn) < 1e-12 && found.trades == figures.trades)
        }
        #expect(wanted[0].totalReturn > wanted[1].totalReturn)
    }

    @Test func theBreakEvenIsWhereARunWithThoseCostsGainsNothing() throws {
        let study = try RobustnessFixture.averages()
        let result = try RobustnessFixture.result(study, [.costs], runs: 1)
        guard case .at(let factor)? = result.breakEven else {
            Issue.record("\(String(describing: result.breakEven))")
            return
        }
        func gain(_ factor: Double) throws -> Double {
            try RobustnessFixture.figures(
                try RobustnessFixture.averages([
                    "broker.commission.basis_points=\(5 * factor)", "broker.slippage.basis_points=\(4 * factor)",
                ])
            ).totalReturn
        }
        #expect(factor > 1 && result.plan.base.totalReturn > 0)
        #expect(try gain(factor * 0.99) > 0)
        #expect(try gain(factor * 1.01) < 0)
        #expect(result.verdict(on: .costs).hasPrefix("It gains until costs are "))
    }

    @Test func aPartOfThePeriodIsThatPartOfTheRun() throws {
        let study = try RobustnessFixture.averages()
        let result = try RobustnessFixture.result(study, [.periods]) { $0.parts = 3 }
        let parts = try #require(result.groups.first { $0.name == "parts" })
        #expect(parts.runs.count == 3 && parts.count == 3)
        // Nothing of the run is left out, and nothing stands in two parts.
        let whole = parts.figures.reduce(1) { $0 * (1 + $1.totalReturn) } - 1
        #expect(abs(whole - result.plan.base.totalReturn) < 1e-9)
        let run = try study.run()
        let returns = run.performance.sessionReturns
        for (part, figures) in parts.figures.enumerated() {
            let own = returns[part * returns.count / 3..<(part + 1) * returns.count / 3]
            #expect(abs(figures.totalReturn - (own.reduce(1) { $0 * (1 + $1) } - 1)) < 1e-12 && figures.trades == nil)
        }
        let years = try #require(result.groups.first { $0.name == "years" })
        let year = try #require(years.runs.first { $0.label == "2006" })
        let times = Array(run.curve.times.dropFirst(run.firstTradingStep))
        let equity = run.performance.input.equity
        let ends = [2006, 2007].map { Timestamp(CivilDate(year: $0, month: 1, day: 1)).nanoseconds }
        let before = try ends.map { end in try #require(times.lastIndex { $0 < end }) }
        let wanted = equity[before[1]] / equity[before[0]] - 1
        let found = try #require(year.figures?.totalReturn)
        #expect(abs(found - wanted) < 1e-12)
        let gains = parts.figures.count { $0.totalReturn > 0 }
        #expect(result.verdict(on: .periods).hasPrefix("It gained in \(gains) of 3 equal parts."))
    }

    @Test func withoutTheBestSessionsTheReturnIsThatOfTheOthers() throws {
        let study = try RobustnessFixture.averages()
        let returns = try study.run().performance.sessionReturns
        let result = try RobustnessFixture.result(study, [.periods]) { $0.bestSessions = [1, 10, 100_000] }
        let group = try #require(result.groups.first { $0.name == "without the best sessions" })
        #expect(group.runs.map(\.label) == ["without the best 1", "without the best 10"])
        for (count, figures) in zip([1, 10], group.figures) {
            let wealth = returns.sorted().dropLast(count).reduce(1) { $0 * (1 + $1) }
            #expect(abs(figures.totalReturn - (wealth - 1)) < 1e-12 && figures.trades == nil)
        }
    }

    @Test func anInstrumentLeftOutIsTheRunOnDataWithoutIt() throws {
        let result = try RobustnessFixture.result(try RobustnessFixture.funds(), [.instruments])
        let (without, alone) = (result.groups[0], result.groups[1])
        #expect(without.runs.map(\.label) == ["without SPY", "without TLT", "without XLE"])
        for (run, symbol) in zip(without.runs, ["SPY", "TLT", "XLE"]) {
            let study = try RobustnessFixture.funds(without: [symbol])
            let wanted = try RobustnessFixture.figures(study)
            #expect(run.figures == wanted, "\(symbol)")
        }
        let last = try RobustnessFixture.funds(without: ["SPY", "TLT"])
        let wanted = try RobustnessFixture.figures(last)
        #expect(alone.runs[2].label == "XLE alone" && alone.figures[2] == wanted)
    }

    @Test func trailingTradesMakeTheMoneyThatTheyLeave() throws {
        let study = try RobustnessFixture.averages()
        let run = try study.run()
        let result = try RobustnessFixture.result(study, [.trades], runs: 50)
        let made = run.performance.input.trades.reduce(0) { $0 + $1.grossPnl - $1.costs }
        let base = result.groups[0].base
        #expect(abs(base.totalReturn - made / 100_000) < 1e-9 && base.trades == run.performance.input.trades.count)
        // The same trades in another order end at the same money, and fall otherwise.
        let (shuffled, drawn) = (result.groups[0], result.groups[1])
        #expect(shuffled.figures.allSatisfy { abs($0.totalReturn - base.totalReturn) < 1e-9 })
        #expect(Set(shuffled.figures.map(\.maximumDrawdown)).count > 10)
        #expect(Set(drawn.figures.map(\.totalReturn)).count > 40)
        #expect(drawn.curvePlaces == .trades(Array(0...(base.trades ?? 0))) && drawn.fan.count == 5)
        let sums = try RobustnessFixture.result(study, [.trades], runs: 5) { $0.compoundsTrades = false }
        #expect(abs(sums.groups[0].base.totalReturn - made / 100_000) < 1e-12)
    }

    @Test func nothingDependsOnTheNumberOfThreads() throws {
        let study = try RobustnessFixture.averages(to: "2006-12-31")
        let one = try RobustnessFixture.result(study, nil, runs: 4, jobs: 1)
        let four = try RobustnessFixture.result(study, nil, runs: 4, jobs: 4)
        #expect(one.document == four.document && one.runsCSV == four.runsCSV && one.report.html == four.report.html)
        let other = try RobustnessFixture.result(study, nil, runs: 4, jobs: 4) { $0.seed = 1 }
        #expect(other.runsCSV != one.runsCSV && other.plan.hash != one.plan.hash)
        // More runs leave the first ones as they were.
        let more = try RobustnessFixture.result(study, [.bars, .noise], runs: 6, jobs: 3)
        let bars = try #require(one.groups.first { $0.kind == .bars })
        #expect(Array(more.groups[0].runs.prefix(4)) == bars.runs)
    }

    /// A random walk with drift that is bought and held: of drawn histories of single sessions the log return is the sum of
    /// draws from the returns of the walk, so that the share that loses is Φ(−√n·m/s) with their mean m and deviation s.
    @Test(arguments: [UInt64(3), 4]) func theShareOfLossesOfAWalkIsNearTheClosedForm(seed: UInt64) throws {
        let days = 300
        let csv = WalkingBars.csv(days: days, seed: seed)
        let study = try RobustnessFixture.holding(csv)
        let runs = 400
        let result = try RobustnessFixture.result(study, [.bars], runs: runs) { $0.barBlock = 1 }
        let closes = study.data.panel.series[0].close
        let steps = zip(closes, closes.dropFirst()).map { log($1 / $0) } + [log(closes[0] / 100)]
        let moments = Moments(steps, scale: 1)
        let deviation = try #require(moments.standardDeviation(ddof: 1))
        let wanted = NormalDistribution.cumulative(-Double(days - 1).squareRoot() * moments.mean / deviation)
        let found = try #require(result.groups[0].lossShare)
        let error = (wanted * (1 - wanted) / Double(runs)).squareRoot()
        // A part of the error is that 299 draws are not quite normal.
        #expect(abs(found - wanted) < 4 * error + 0.01, "seed \(seed): \(found), expected \(wanted) ± \(error)")
        #expect(result.verdict(on: .bars).contains("of 400 resampled histories it lost money"))
        let fan = result.groups[0].fan
        #expect(fan.count == 5 && fan.allSatisfy { $0.count == 201 && $0[0] == 1 })
        let ends = result.groups[0].runs.compactMap(\.curve.last).sorted()
        for (run, end) in zip(result.groups[0].runs.map { ($0.figures?.totalReturn ?? 0) + 1 }.sorted(), ends) {
            #expect(abs(run - end) < 1e-9)
        }
    }

    @Test func whatDoesNotApplySaysWhy() throws {
        let study = try RobustnessFixture.holding(WalkingBars.csv(days: 40, seed: 2))
        let result = try RobustnessFixture.result(study, nil) { $0.barBlock = 41 }
        #expect(
            result.plan.absent.map { "\($0.kind.rawValue): \($0.reason)" } == [
                "trades: the run closed no trade",
                "bars: the mean block is 41 sessions, and there are 40 to draw from; make robustness.bars.block smaller",
                "costs: the config has no costs; give broker.commission, broker.slippage or broker.spread",
                "instruments: there is one instrument, X alone",
            ])
        #expect(result.verdict(on: .trades) == "Does not apply: the run closed no trade.")
        #expect(throws: RobustnessError.self) { try RobustnessFixture.result(study, [.trades, .costs]) }
        #expect(result.breakEven == nil && result.checks.isEmpty && result.passes)
    }

    @Test func thresholdsDecide() throws {
        let study = try RobustnessFixture.averages()
        let result = try RobustnessFixture.result(study, [.costs, .noise], runs: 5) { settings in
            settings.thresholds.mostLosses = 1
            settings.thresholds.mostDrawdown = 0.01
            settings.thresholds.leastBreakEven = 1
        }
        let passes = result.checks.map { "\($0.id) \($0.subject) \($0.passes)" }
        #expect(
            passes == [
                "most_losses noise 0.1 true", "most_drawdown noise 0.1 false", "most_losses noise 0.25 true",
                "most_drawdown noise 0.25 false", "most_losses noise 0.5 true", "most_drawdown noise 0.5 false",
                "most_losses costs drawn true", "most_drawdown costs drawn false",
                "least_break_even costs factors true",
            ])
        #expect(!result.passes)
    }

    @Test func runsThatFailAndRunsThatAreRuinedAreCounted() throws {
        // Rules that name an instrument cannot do without it.
        let study = try RobustnessFixture.study(
            """
            name: named
            data: { source: csv, path: \(SharedFolder.projectRoot.path)/Data/daily/etf_closes.csv, layout: wide,
              calendar: XNYS, to: 2009-12-31 }
            strategy: { rules: { on: [SPY, TLT], enter_long: close > 0, exit_long: close < 0 } }
            benchmark: none
            """)
        let result = try RobustnessFixture.result(study, [.instruments])
        let failed = result.groups[0].runs.filter { $0.reason != nil }.map(\.label)
        #expect(failed == ["without SPY", "without TLT"])
        #expect(result.groups[0].failures.first?.reason.contains("SPY") == true)
        #expect(result.runsCSV.contains("without SPY,,,,,,,"))

        let rows = (0..<30).map { day in
            let price = day < 12 ? 100 : 350
            return "2018-01-\(day + 1 < 10 ? "0" : "")\(day + 1),\(price),\(price),\(price),\(price),1000\n"
        }
        let short = try RobustnessFixture.holding(
            "date,open,high,low,close,volume\n" + rows.joined(),
            ["strategy.rules={ enter_short: close > 0, size: { percent_of_equity: 90 } }"])
        let ruin = try RobustnessFixture.result(short, [.bars, .periods], runs: 30)
        #expect(ruin.plan.base.isRuined && ruin.plan.base.maximumDrawdown == -1 && ruin.plan.base.totalReturn < -1)
        let bars = ruin.groups[0]
        #expect(bars.ruined > 0 && bars.ruined < 30 && bars.losses >= bars.ruined && bars.count == 30)
        #expect(ruin.report.html.contains("was ruined"))
        #expect(ruin.document["base"]?["ruined"] == .bool(true))
    }

    @Test func anInterruptEndsIt() throws {
        let plan = try RobustnessPlan(try RobustnessFixture.averages(), RobustnessConfiguration())
        #expect(throws: RobustnessError.self) { try RobustnessRunner(plan).run(jobs: 2) { _ in false } }
    }

    @Test func minutesAreDrawnByWholeSessions() throws {
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/minute/es.csv").path
        let study = try RobustnessFixture.study(
            """
            name: minutes
            data: { source: csv, path: \(path), calendar: 24/5, stamp: start }
            strategy: { rules: { enter_long: "crosses_above(close, sma(close, 60))", exit_long: "crosses_below(close, sma(close, 60))", size: { units: 1 } } }
            benchmark: none
            """)
        let result = try RobustnessFixture.result(study, [.bars, .delays]) { $0.barBlock = 1 }
        #expect(result.groups.allSatisfy { $0.count == $0.runs.count })
        #expect(result.groups[0].figures.allSatisfy { ($0.trades ?? 0) > 5 })
    }
}

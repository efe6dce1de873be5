import Core
import Learning
import Simulation
import Testing
import TimeSeries

@testable import StrategyKit

/// A model inside a run, against a loop by hand.
@Suite struct ModelStrategyTests {
    private static let features = """
        features:
          r1: close / close[1] - 1
          r5: { value: "close / close[5] - 1", across: rank }
          range: (high - low) / close
        policy: { side: both }

        """

    private static let models = [
        "kind: ridge\nretrain: { every: 10, window: 60 }",
        "kind: ridge\nretrain: { every: 7, first: 40 }\nwindow: 3\nlabel: { horizon: 4, prices: close }",
        "kind: ols\nretrain: { every: 13, window: 50, first: 20 }\nlabel: { kind: scaled-return, horizon: 2 }",
        "kind: ridge\nretrain: { every: 9, window: 45 }\nlabel: { horizon: 5 }\nweights: uniqueness\nwindow: 2",
        "kind: ridge\nretrain: { every: 9, window: 45 }\nlabel: { horizon: 3 }\nweights: return",
        "kind: ridge\nretrain: { every: 20, window: 80 }\nlabel: { kind: triple-barrier, horizon: 6, gain: 1, loss: 1 }",
        "kind: logistic\nretrain: { every: 20, window: 70 }\nlabel: { kind: sign }\ntransforms: [winsorise, robust]",
        "kind: logistic\nretrain: { every: 20, first: 70 }\nlabel: { side: \"close - close[3]\", horizon: 2 }",
        "kind: kalman\nretrain: { every: 15, window: 60 }\ntransforms: [{ kind: pca, count: 2 }]",
        "kind: mlp\nparameters: { hidden: [4], epochs: 2, batch: 32 }\nretrain: { every: 40, window: 80 }",
        "kind: lasso\nselect: { parameters: { relative: [0.1, 0.5] }, folds: 2 }\nretrain: { every: 40, first: 80 }",
    ]

    @Test("S67 predictions are those of fits on what is known at each instant", arguments: models)
    func s67predictionsAreThoseOfALoopByHand(model: String) throws {
        let plan = try ModelFixture.plan(model + "\n" + Self.features)
        for seed in UInt64(0)..<4 {
            let panel = ModelFixture.panel(seed: seed)
            let found = try ModelFixture.run(plan, panel)
            let expected = try ModelFixture.byHand(plan, panel)
            #expect(found.predictions == expected.predictions, "seed \(seed)")
            #expect(found.predictions.count > 200 && Set(found.predictions.map(\.instrument)).count == 3)
            #expect(found.trainings.count == expected.trainings.count && found.trainings.count > 2, "seed \(seed)")
            for (place, (one, other)) in zip(found.trainings, expected.trainings).enumerated() {
                #expect(one.time == other.time && one.training.number == place + 1, "seed \(seed)")
                #expect(one.training.sampleCount == other.samples ?? 0, "seed \(seed), training \(place)")
                #expect(one.training.from.nanoseconds == other.from, "seed \(seed), training \(place)")
                #expect(one.training.through.nanoseconds == other.through && other.through <= one.time)
                #expect(one.training.hash == other.hash && one.training.failure.isEmpty == (other.samples != nil))
            }
            let first = try #require(found.trainings.first { $0.training.failure.isEmpty }).time
            #expect(found.predictions.first?.time == first && found.orderTimes.count > 0, "seed \(seed)")
            #expect(found.orderTimes.allSatisfy { $0 >= first }, "seed \(seed)")
            // The same value again, and nothing of the first run is left in it.
            let again = try ModelFixture.run(plan, panel)
            #expect(again.predictions == found.predictions)
            #expect(again.lines(through: .max) == found.lines(through: .max))
        }
    }

    @Test("S67 nothing is fitted before the first training is due") func s67theFirstTrainingWaits() throws {
        let panel = ModelFixture.panel(seed: 8)
        for first in [2, 37, 120] {
            let plan = try ModelFixture.plan(
                "kind: mean\nfeatures: { r: 'close / close[4] - 1' }\nretrain: { every: 10, first: \(first) }")
            let found = try ModelFixture.run(plan, panel)
            // Instants at which some window is whole: each from the fifth bar on.
            let rows = try #require(try plan.rows(on: panel, broker: Broker()))
            let whole = Set(rows.flatMap { one in one.wholeWindows(1).map { one.times[$0] } }).sorted()
            #expect(found.trainings.map(\.time) == stride(from: first, to: whole.count, by: 10).map { whole[$0] })
            #expect(found.predictions.first?.time ?? 0 >= whole[first])
        }
        let never = try ModelFixture.run(
            try ModelFixture.plan("kind: mean\nfeatures: { r: close }\nretrain: { first: 5000 }"), panel)
        #expect(never.predictions.isEmpty && never.run.log.isEmpty)
    }

    private static let updating = [
        "kind: rolling-ridge\nparameters: { window: 10, span: expanding }",
        "kind: rolling-ridge\nparameters: { window: 80 }",
        "kind: rolling-ols\nparameters: { window: 30, span: expanding }\nwindow: 2",
        "kind: kalman\nlabel: { horizon: 3 }",
        "kind: rolling-ols\nparameters: { window: 30, span: expanding }\nweights: uniqueness\nlabel: { horizon: 4 }",
        "kind: kalman\nweights: return\nlabel: { horizon: 4 }",
    ]

    @Test("S67 models that take in what is new predict as those fitted anew", arguments: updating)
    func s67updatesAreRefits(model: String) throws {
        let plan = try ModelFixture.plan(
            model + "\ntransforms: []\nretrain: { every: 6, first: 60 }\n" + Self.features)
        let isWeighted = plan.label.weighting != .equal
        for seed in UInt64(10)..<14 {
            let panel = ModelFixture.panel(seed: seed)
            let found = try ModelFixture.run(plan, panel)
            let expected = try ModelFixture.byHand(plan, panel)
            #expect(ModelFixture.agree(found.predictions, expected.predictions), "seed \(seed)")
            #expect(found.predictions.count > 200)
            let counts = found.trainings.map(\.training.sampleCount)
            let known = expected.trainings.map { $0.samples ?? 0 }
            // What is learnt from is what is new, or all, and all of it together what is known.
            var (together, updates) = (0, 0)
            for (count, all) in zip(counts, known) {
                if count == all || isWeighted {
                    together = count
                } else {
                    together += count
                    updates += 1
                }
                #expect(together == all, "seed \(seed)")
            }
            #expect((updates > 2) == !isWeighted && counts.count == known.count, "seed \(seed)")
            #expect(found.trainings.allSatisfy { $0.training.through.nanoseconds <= $0.time })
        }
    }

    @Test func aSecondModelPredictsOnlyWhereTheFirstTakesASide() throws {
        let panel = ModelFixture.panel(seed: 5)
        let plan = try ModelFixture.plan(
            """
            kind: ridge
            features: { r: 'close / close[1] - 1' }
            label: { side: "if(close > close[1], 1, 0)", horizon: 2 }
            retrain: { every: 20, first: 60 }
            policy: { side: both, buy: 0.01, exit_long: 0 }
            """)
        let found = try ModelFixture.run(plan, panel)
        let sells = found.run.log.count {
            if case .submitted(let order) = $0.body { order.request.reason.text == "enter-short" } else { false }
        }
        let entries = found.run.log.compactMap { event -> (Int64, InstrumentIndex)? in
            guard case .submitted(let order) = event.body, order.request.reason.text == "enter-long" else { return nil }
            return (event.time.nanoseconds, order.instrument)
        }
        #expect(sells == 0 && entries.count > 0)
        for (time, instrument) in entries {
            let series = panel[instrument]
            let bar = try #require(series.end.firstIndex(of: time))
            #expect(series.close[bar] > series.close[bar - 1])
        }
    }

    @Test func positionsAreLookedAtEverySoManyInstants() throws {
        let panel = ModelFixture.panel(seed: 6)
        let plan = try ModelFixture.plan(
            """
            kind: ridge
            features: { r: 'close / close[1] - 1' }
            retrain: { every: 20, first: 60 }
            policy: { kind: rank, side: both, top: 1, every: 7 }
            """)
        let found = try ModelFixture.run(plan, panel)
        let instants = Set(found.predictions.map(\.time)).sorted()
        let looked = Set(instants.indices.filter { $0 % 7 == 0 }.map { instants[$0] })
        #expect(found.orderTimes.count > 10 && found.orderTimes.allSatisfy(looked.contains))
    }

    @Test func kellyWaitsForTheVarianceOfItsLookBack() throws {
        let panel = Panel([RuleFixture.daily("AAA", ModelFixture.calendar, seed: 2)])
        let plan = try ModelFixture.plan(
            """
            kind: mean
            features: { r: 'close / close[1] - 1' }
            label: { horizon: 2 }
            retrain: { every: 1000, first: 20 }
            policy: { kind: kelly, side: both, lookback: 50, cap: 100, fraction: 1, band: 0 }
            """)
        let found = try ModelFixture.run(plan, panel)
        let series = panel[InstrumentIndex(0)]
        #expect(found.predictions.first?.time == series.end[21] && found.orderTimes.first == series.end[50])
        let returns = (1...50).map { series.close[$0] / series.close[$0 - 1] - 1 }
        let mean = returns.reduce(0, +) / 50
        let variance = returns.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 49 * 2
        let value = try #require(found.predictions.first?.value)
        let units = (100_000 * abs(value) / variance / series.close[50]).rounded(.towardZero)
        let sent = found.run.log.compactMap { event -> OrderSize? in
            if case .submitted(let order) = event.body { order.request.size } else { nil }
        }
        #expect(sent.first == .units(units) && units > 0)
    }

    @Test func kellyTakesTheWidthOfTheLabelAtTheBarOfTheDecision() throws {
        let panel = Panel([RuleFixture.daily("AAA", ModelFixture.calendar, seed: 3)])
        let plan = try ModelFixture.plan(
            """
            kind: mean
            features: { r: 'close / close[1] - 1' }
            label: { kind: scaled-return, horizon: 4, width: '(high - low) / close' }
            retrain: { every: 1000, first: 60 }
            policy: { kind: kelly, side: both, lookback: 20, cap: 100, fraction: 1, band: 0 }
            """)
        let found = try ModelFixture.run(plan, panel)
        let series = panel[InstrumentIndex(0)]
        let first = try #require(found.predictions.first)
        let bar = try #require(series.end.firstIndex(of: first.time))
        let returns = (bar - 19...bar).map { series.close[$0] / series.close[$0 - 1] - 1 }
        let mean = returns.reduce(0, +) / 20
        let variance = returns.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 19 * 4
        let width = (series.high[bar] - series.low[bar]) / series.close[bar]
        let units = abs(100_000 * first.value * width * 2 / variance / series.close[bar]).rounded(.towardZero)
        let sent = found.run.log.compactMap { event -> OrderSize? in
            if case .submitted(let order) = event.body { order.request.size } else { nil }
        }
        #expect(sent.first == .units(units) && units > 0)
    }

    @Test func theTraceShowsFeaturesThenWhatWasLearnt() throws {
        let panel = ModelFixture.panel(seed: 7)
        let plan = try ModelFixture.plan("kind: mean\nfeatures: { r: close, s: open }\non: [AAA, CCC]")
        let strategy = try ModelStrategy(plan, for: Universe(panel))
        #expect(strategy.traceColumns.map(\.symbol) == ["AAA", "AAA", "CCC", "CCC", "AAA", "CCC"])
        #expect(strategy.traceColumns.map(\.name) == ["r", "s", "r", "s", "prediction", "prediction"])
        #expect(strategy.traceColumns.map(\.isLearnt) == [false, false, false, false, true, true])
        #expect(!strategy.traceColumns.contains { $0.dependsOnAccount || $0.isCondition })
        var values: [Double] = []
        strategy.appendTrace(to: &values)
        #expect(values.count == 6 && values.allSatisfy(\.isNaN))
        #expect(throws: StrategyError.self) { try ModelStrategy(NoParameters(), for: Universe(panel)) }
    }

    @Test func aRecordIsEmptiedByTheNextRun() throws {
        let plan = try ModelFixture.plan("kind: mean\nfeatures: { r: close }\nretrain: { first: 30 }")
        let strategy = try ModelStrategy(plan, for: Universe(ModelFixture.panel(seed: 1)))
        let panel = ModelFixture.panel(seed: 1)
        _ = Backtest(panel: panel, broker: Broker()).run(strategy)
        let first = strategy.record.predictions
        _ = Backtest(panel: panel, broker: Broker()).run(strategy)
        #expect(first.count > 100 && strategy.record.predictions == first)
    }
}

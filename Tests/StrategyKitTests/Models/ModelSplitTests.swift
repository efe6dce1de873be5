import Core
import Learning
import Simulation
import Testing
import TimeSeries

@testable import StrategyKit

/// S53 for models: after a split all is as if prices had always been in the new units.
@Suite struct ModelSplitTests {
    /// A panel in prices adjusted for splits, and the same in raw prices.
    private static func pair(seed: UInt64) -> (smooth: Panel, raw: Panel) {
        let both = [("AAA", seed), ("BBB", seed + 100), ("CCC", seed + 200)].map {
            RuleFixture.splitPair($0.0, ModelFixture.calendar, seed: $0.1)
        }
        return (Panel(both.map(\.smooth)), Panel(both.map(\.raw)))
    }

    @Test("S53 rows after splits are those of prices adjusted for them") func s53rowsGoOn() throws {
        let plan = try ModelFixture.plan(
            """
            kind: zero
            features:
              level: 'sma(close, 5) + volume'
              other: close / BBB.close
              rank: { value: 'close - ema(close, 9)', across: rank }
              week: weekly(close)
            on: [AAA, CCC]
            label: { kind: scaled-return, width: atr(5), side: 'close - BBB.close[1]' }
            """)
        for seed in UInt64(0)..<6 {
            let (smooth, raw) = Self.pair(seed: seed)
            #expect(raw.series.allSatisfy { !$0.actions.isEmpty } || raw.series.map(\.actions.count).max() ?? 0 > 1)
            let a = try #require(try plan.rows(on: smooth, broker: Broker()))
            let b = try #require(try plan.rows(on: raw, broker: Broker()))
            for (x, y) in zip(a, b) {
                #expect(x.times == y.times && x.opens == y.opens && x.closes == y.closes, "seed \(seed)")
                #expect(same(x.features, y.features), "seed \(seed)")
                #expect(same(x.widths, y.widths) && same(x.sides, y.sides), "seed \(seed)")
            }
            // A run has recorded the same by its end.
            for (x, y) in zip(b, try ModelFixture.run(plan, raw).strategy.record.rows) {
                #expect(x.instrument == y.instrument && x.times == y.times && x.closes == y.closes, "seed \(seed)")
                #expect(same(x.features, y.features) && same(x.widths, y.widths), "seed \(seed)")
                #expect(same(x.sides, y.sides), "seed \(seed)")
            }
        }
    }

    @Test(
        "S53 predictions from features without units go on",
        arguments: [
            "kind: ridge\nretrain: { every: 10, window: 60 }",
            "kind: rolling-ridge\nparameters: { window: 10, span: expanding }\ntransforms: []\nretrain: { every: 5, first: 60 }",
        ])
    func s53predictionsGoOn(model: String) throws {
        let plan = try ModelFixture.plan(
            model + "\nfeatures: { r: 'close / close[1] - 1', s: { value: 'close / sma(close, 5)', across: rank } }")
        for seed in UInt64(0)..<4 {
            let (smooth, raw) = Self.pair(seed: seed)
            let (a, b) = (try ModelFixture.run(plan, smooth), try ModelFixture.run(plan, raw))
            #expect(a.predictions.count > 300, "seed \(seed)")
            #expect(ModelFixture.agree(a.predictions, b.predictions), "seed \(seed)")
        }
    }

    /// A model that takes samples in has learnt of prices in old units, and must not be added to.
    @Test(
        "S53 the training after a split learns all in the new units",
        arguments: [
            "kind: rolling-ols\nparameters: { window: 10, span: expanding }", "kind: kalman", "kind: ols",
        ])
    func s53levelsAreLearntAnew(model: String) throws {
        let plan = try ModelFixture.plan(
            model
                + "\ntransforms: []\nfeatures: { d: 'close - sma(close, 5)' }\nretrain: { every: 5, first: 60 }\non: [AAA]"
        )
        var held = 0
        for seed in UInt64(0)..<12 {
            let (smooth, raw) = Self.pair(seed: seed)
            let (a, b) = (try ModelFixture.run(plan, smooth), try ModelFixture.run(plan, raw))
            // Prices of the one are all in the newest units: they are those of the other from its last split on.
            let last = raw.series[0].actions.map(\.instant.nanoseconds).max() ?? .min
            guard let first = b.trainings.first?.time, last > first,
                let learnt = b.trainings.first(where: { $0.time >= last })?.time
            else { continue }
            held += 1
            func later(_ outcome: ModelFixture.Outcome) -> [PredictionRecord.Prediction] {
                outcome.predictions.filter { $0.time >= learnt }
            }
            #expect(!later(a).isEmpty && ModelFixture.agree(later(a), later(b)), "seed \(seed)")
        }
        #expect(held > 3)
    }
}

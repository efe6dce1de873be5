import Core
import Simulation
import Testing
import TimeSeries

@testable import StrategyKit

/// S74 and S75 for models: what comes after a cut changes nothing before it.
@Suite struct ModelFutureTests {
    private static let models = [
        "kind: ridge\nretrain: { every: 10, window: 60 }\nlabel: { horizon: 5 }\nweights: uniqueness",
        "kind: ridge\nretrain: { every: 10, window: 60 }\nlabel: { horizon: 3 }\nweights: return\nwindow: 3",
        "kind: kalman\nretrain: { every: 5, first: 50 }\ntransforms: []",
        "kind: logistic\nretrain: { every: 10, first: 50 }\nlabel: { kind: sign, horizon: 4 }\ntransforms: [normal]",
        "kind: ols\nretrain: { every: 10, window: 60 }\nlabel: { kind: triple-barrier, gain: 1, loss: 1, horizon: 8 }",
        "kind: mlp\nparameters: { hidden: [4], epochs: 2, batch: 32 }\nretrain: { every: 30, window: 60 }",
    ]

    @Test("S74 other bars after a cut change no prediction and no event before it", arguments: models)
    func s74theFutureChangesNothing(model: String) throws {
        let plan = try ModelFixture.plan(
            model
                + """

                features:
                  r: close / close[1] - 1
                  m: { value: 'close / BBB.close[2]', across: score }
                policy: { side: both }
                """)
        for seed in UInt64(20)..<25 {
            let panel = ModelFixture.panel(seed: seed)
            var random = RandomStream(seed: seed, name: "cut")
            let whole = try ModelFixture.run(plan, panel)
            let times = EquityCurve.decisionTimes(of: panel)
            let cut = times[160 + random.below(times.count - 170)]
            let poisoned = Panel(
                panel.series.map { series in
                    let bars = (0..<series.count).map { place in
                        guard series.end[place] > cut else { return series[place] }
                        let close = 50 + 100 * random.uniform()
                        return Bar(
                            start: series[place].start, end: series[place].end, open: close, high: close * 1.1,
                            low: close * 0.9, close: close * 1.05, volume: 7)
                    }
                    return BarSeries(instrument: series.instrument, calendar: series.calendar, bars: bars)
                })
            let truncated = Panel(
                panel.series.map { $0.slice(0..<($0.end.firstIndex { $0 > cut } ?? $0.count)) })
            let before = whole.predictions.filter { $0.time <= cut }
            #expect(before.count > 50 && whole.predictions.count > before.count, "seed \(seed)")
            for (name, other) in [("other bars", poisoned), ("no bars", truncated)] {
                let found = try ModelFixture.run(plan, other)
                #expect(found.predictions.filter { $0.time <= cut } == before, "seed \(seed), \(name)")
                // Where the data end, orders are taken back at that instant.
                let last = name == "no bars" ? cut - 1 : cut
                #expect(found.lines(through: last) == whole.lines(through: last), "seed \(seed), \(name)")
            }
            #expect(whole.lines(through: cut).contains { $0.contains("\"event\":\"submitted\"") }, "seed \(seed)")
        }
    }
}

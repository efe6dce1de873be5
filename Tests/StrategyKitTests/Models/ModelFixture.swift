import Core
import Learning
import Simulation
import Testing
import TimeSeries

@testable import StrategyKit

/// Configs of models, panels to learn from, and runs of both.
enum ModelFixture {
    static let calendar = RuleFixture.calendar(
        from: CivilDate(year: 2021, month: 1, day: 4), days: 340,
        holidays: [CivilDate(year: 2021, month: 1, day: 18), CivilDate(year: 2021, month: 5, day: 31)])

    /// A config with some lines of `strategy.model`, the first on line 5 of the file, behind four blanks.
    static func yaml(_ lines: String) -> String {
        "data: { path: a.csv, calendar: XNYS }\nbroker: { cash: 100_000 }\nstrategy:\n  model:\n"
            + lines.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }

    static func study(_ lines: String) throws -> StudyConfiguration {
        try StudyConfiguration(yaml: yaml(lines), file: "a.yaml")
    }

    static func plan(_ lines: String) throws -> ModelPlan { try #require(try study(lines).plan.model) }

    /// Three instruments: one of all sessions with a gap here and there, one that begins late, one that ends early.
    static func panel(seed: UInt64) -> Panel {
        var random = RandomStream(seed: seed, name: "gaps")
        func gaps(_ range: Range<Int>, one chance: Int) -> Set<Int> {
            Set(range.filter { _ in random.below(chance) == 0 })
        }
        return Panel([
            RuleFixture.daily("AAA", calendar, seed: seed, missing: gaps(0..<400, one: 30)),
            RuleFixture.daily(
                "BBB", calendar, seed: seed, missing: Set(0..<50 + random.below(20)).union(gaps(50..<400, one: 8))),
            RuleFixture.daily(
                "CCC", calendar, seed: seed, missing: gaps(0..<400, one: 12), count: 150 + random.below(40)),
        ])
    }

    /// What a run of a model did.
    struct Outcome {
        let strategy: ModelStrategy
        let run: Run
        let panel: Panel

        /// What was predicted.
        var predictions: [PredictionRecord.Prediction] { strategy.record.predictions }

        /// The fits with their times.
        var trainings: [(time: Int64, training: Training)] {
            run.log.compactMap {
                if case .trained(let training) = $0.body { ($0.time.nanoseconds, training) } else { nil }
            }
        }

        /// The lines of the log up to an instant.
        func lines(through instant: Int64) -> [String] {
            let log = run.log.filter { $0.time.nanoseconds <= instant }
            let bytes = EventText.bytes(of: log, symbols: panel.instruments.map(\.symbol))
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { String($0) }
        }

        /// When orders were sent.
        var orderTimes: [Int64] {
            run.log.compactMap { if case .submitted = $0.body { $0.time.nanoseconds } else { nil } }
        }
    }

    static func run(_ plan: ModelPlan, _ panel: Panel) throws -> Outcome {
        var broker = Broker()
        broker.cash = 100_000
        let strategy = try ModelStrategy(plan, for: Universe(panel))
        return Outcome(strategy: strategy, run: Backtest(panel: panel, broker: broker).run(strategy), panel: panel)
    }

    /// What a loop by hand does.
    struct ByHand {
        var predictions: [PredictionRecord.Prediction] = []
        /// When a fit was tried, and of what the samples were; `nil` where it failed.
        var trainings: [(time: Int64, samples: Int?, from: Int64, through: Int64, hash: String)] = []
    }

    /// Goes through the instants of a panel without splits, cuts the rows off behind each, makes samples of what is left
    /// whole, and fits and predicts with these.
    static func byHand(_ plan: ModelPlan, _ panel: Panel) throws -> ByHand {
        let rows = try #require(try plan.rows(on: panel, broker: Broker()))
        var (passed, inForce, fitted) = (0, 0, nil as (any FittedModel)?)
        var result = ByHand()
        for time in Set(rows.flatMap(\.times)).sorted() {
            let seen = rows.map { $0.through(time) }
            let due = seen.filter { $0.times.last == time && $0.wholeWindows(plan.window).last == $0.count - 1 }
            if due.isEmpty { continue }
            let waited = passed - plan.schedule.first
            passed += 1
            if waited >= 0, waited % plan.schedule.every == 0 {
                let number = result.trainings.count + 1
                do {
                    let set = try SampleSet(
                        seen, features: plan.features.names, window: plan.window, label: plan.label)
                    let known = try set.known(at: time, longest: plan.schedule.longest)
                    let model = try plan.model.fit(known, in: FitContext(seed: NetworkSeed(run: 0, fold: number - 1)))
                    (fitted, inForce) = (model, number)
                    let hash = (try? StoredModel(of: model)).map { String($0.digest.prefix(16)) } ?? ""
                    result.trainings.append(
                        (time, known.count, known.starts.min() ?? 0, known.ends.max() ?? 0, hash))
                } catch {
                    result.trainings.append((time, nil, time, time, ""))
                }
            }
            guard let fitted else { continue }
            let inputs = try SampleInputs(
                features: plan.features.names, window: plan.window, instruments: due.map(\.instrument),
                values: due.flatMap { $0.values(windowEnding: $0.count - 1, of: plan.window) })
            for (one, value) in zip(due, try fitted.predict(inputs)) {
                result.predictions.append(
                    .init(time: time, instrument: one.instrument, value: value, training: inForce))
            }
        }
        return result
    }

    /// Whether predictions are the same but for rounding.
    static func agree(
        _ a: [PredictionRecord.Prediction], _ b: [PredictionRecord.Prediction], within tolerance: Double = 1e-9
    ) -> Bool {
        a.count == b.count
            && zip(a, b).allSatisfy {
                $0.time == $1.time && $0.instrument == $1.instrument && $0.training == $1.training
                    && abs($0.value - $1.value) <= tolerance * max(1e-3, abs($0.value))
            }
    }
}

extension FeatureRows {
    /// What was there at an instant.
    func through(_ time: Int64) -> FeatureRows {
        let count = times.count { $0 <= time }
        let width = times.isEmpty ? 0 : features.count / times.count
        var rows = FeatureRows(instrument: instrument)
        rows.times = Array(times.prefix(count))
        rows.features = Array(features.prefix(count * width))
        rows.opens = Array(opens.prefix(count))
        rows.highs = Array(highs.prefix(count))
        rows.lows = Array(lows.prefix(count))
        rows.closes = Array(closes.prefix(count))
        rows.widths = Array(widths.prefix(count))
        rows.sides = Array(sides.prefix(count))
        return rows
    }
}

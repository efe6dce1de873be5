import Core
import Foundation
import Statistics
import TestSupport
import Testing

/// How often the tests claim skill where there is none, and where there is some.
@Suite struct JudgementSizeTests {
    private static let levels = [0.05, 0.1, 0.25]

    /// Runs that are independent of each other and of how many threads there are.
    private func shares(_ runs: Int, _ body: (UInt64) throws -> [Bool]) rethrows -> [Double] {
        var counts: [Int] = []
        for run in 0..<runs {
            let found = try body(UInt64(run))
            if counts.isEmpty { counts = [Int](repeating: 0, count: found.count) }
            for place in found.indices where found[place] { counts[place] += 1 }
        }
        return counts.map { Double($0) / Double(runs) }
    }

    @Test func probabilisticSharpeRejectsNoiseAtItsLevel() throws {
        let (runs, days, seed) = (3_000, 500, UInt64(101))
        for (name, draw) in [
            ("normal", { (noise: inout Noise) in noise.next() }),
            // Skewed by -1.1 and of raw kurtosis 5, with mean 0: a mixture of calm and sudden losses.
            (
                "skewed",
                { (noise: inout Noise) in
                    let calm = noise.next()
                    return noise.next() < -1.6448536 ? -2 + 1.5 * calm : 0.1052632 + 0.8 * calm
                }
            ),
        ] as [(String, (inout Noise) -> Double)] {
            let rates = shares(runs) { run in
                var noise = Noise(seed: seed, name: name, index: run)
                let figures = TrialFigures((0..<days).map { _ in 0.01 * draw(&noise) })
                let probability =
                    SharpeInference.probabilisticSharpe(
                        sharpe: figures.sharpe ?? 0, count: days, skewness: figures.skewness ?? 0,
                        kurtosisRaw: figures.kurtosisRaw ?? 3) ?? 0
                return Self.levels.map { probability > 1 - $0 }
            }
            print("PSR on \(name) noise, seed \(seed): rejects \(rates) at \(Self.levels)")
            for (rate, level) in zip(rates, Self.levels) {
                // The normal approximation to a skewed mean leaves a term of the order of skewness/√n.
                #expect(abs(rate - level) < binomialBand(level, runs) + (name == "normal" ? 0 : 0.01), "seed \(seed)")
            }
        }
    }

    @Test func probabilisticSharpeHasItsPower() {
        let (runs, days, seed) = (3_000, 500, UInt64(102))
        let rates = shares(runs) { run in
            var noise = Noise(seed: seed, index: run)
            let figures = TrialFigures(noise.values(days, mean: 0.1))
            return [
                (SharpeInference.probabilisticSharpe(
                    sharpe: figures.sharpe ?? 0, count: days, skewness: figures.skewness ?? 0,
                    kurtosisRaw: figures.kurtosisRaw ?? 3) ?? 0) > 0.95
            ]
        }
        // √500 · 0.1 = 2.236 standard errors: power 1 − Φ(1.645 − 2.236), a little less for the ratio's own part.
        let expected = NormalDistribution.cumulative(0.1 * 500.0.squareRoot() / 1.0025 - 1.6448536)
        print("PSR at a daily Sharpe of 0.1, seed \(seed): rejects \(rates[0]), expected \(expected)")
        #expect(abs(rates[0] - expected) < binomialBand(expected, runs) + 0.005)
    }

    /// The best of fifty lucky trials: alone it looks sure, deflated it does not.
    @Test func deflationTakesLuckAway() throws {
        let (runs, trials, days, seed) = (300, 50, 250, UInt64(103))
        let best = { (matrix: ReturnMatrix) throws -> [Bool] in
            let sharpes = TrialSharpes(matrix, workers: 2)
            let deflated = try DeflatedSharpe(
                chosen: sharpes.figures[sharpes.best ?? 0], trials: Double(trials),
                varianceOfSharpes: sharpes.variance ?? 0)
            return [(deflated.probabilityAboveZero ?? 0) > 0.95, (deflated.probability ?? 0) > 0.95]
        }
        let luck = try shares(runs) { run in
            var noise = Noise(seed: seed, index: run)
            return try best(try noise.trials(trials, days: days))
        }
        let skill = try shares(runs) { run in
            var noise = Noise(seed: seed, name: "skill", index: run)
            return try best(try noise.trials(trials, days: days) { $0 == 17 ? 0.4 : 0 })
        }
        print(
            "best of \(trials), seed \(seed): [PSR, DSR] above 0.95 in \(luck) of noise, \(skill) with one good trial")
        #expect(luck[0] > 0.8)
        #expect(luck[1] < 0.05)
        #expect(skill[1] > 0.8)
    }

    private func snooping(_ matrix: ReturnMatrix, _ seed: UInt64) throws -> [Bool] {
        let test = try DataSnoopingTest(
            matrix, resampling: .stationary(blockLength: nil, resamples: 499, seed: seed), workers: 2)
        return Self.levels.flatMap { level in
            [
                test.studentised.consistent <= level, test.realityCheck <= level,
                !test.stepwise.superior(level: level).isEmpty,
            ]
        }
    }

    /// Noise that trials share, as the parameter sets of one strategy do.
    @Test func superiorityAndStepwiseRejectNoiseAtTheirLevels() throws {
        let (runs, trials, days, seed) = (1_000, 20, 250, UInt64(104))
        let rates = try shares(runs) { run in
            var noise = Noise(seed: seed, index: run)
            let market = noise.values(days, deviation: 0.007)
            let matrix = try ReturnMatrix(
                (0..<trials).map { _ in market.map { $0 + 0.007 * noise.next() } })
            return try snooping(matrix, run)
        }
        print("SPA, reality check, StepM on noise, seed \(seed), at \(Self.levels): \(rates)")
        for (place, level) in Self.levels.enumerated() {
            for test in 0..<3 {
                // The bootstrap itself errs by some 1/days, and p-values are multiples of 1/500.
                let rate = rates[3 * place + test]
                #expect(
                    rate < level + binomialBand(level, runs) + 0.015, "test \(test) at \(level): \(rate), seed \(seed)")
                #expect(
                    rate > level - binomialBand(level, runs) - 0.015, "test \(test) at \(level): \(rate), seed \(seed)")
            }
        }
    }

    @Test func superiorityAndStepwiseFindAPlantedEffect() throws {
        let (runs, trials, days, seed) = (200, 20, 250, UInt64(105))
        var (found, wrong) = (0, 0)
        let rates = try shares(runs) { run in
            var noise = Noise(seed: seed, index: run)
            let matrix = try noise.trials(trials, days: days) { $0 == 4 ? 0.3 : $0 < 10 ? 0 : -0.2 }
            let test = try DataSnoopingTest(
                matrix, resampling: .stationary(blockLength: nil, resamples: 499, seed: run), workers: 2)
            let superior = test.stepwise.superior(level: 0.05)
            found += superior.contains(4) ? 1 : 0
            wrong += superior.contains { $0 != 4 } ? 1 : 0
            return [test.studentised.consistent <= 0.05, test.realityCheck <= 0.05]
        }
        let (power, errors) = (Double(found) / Double(runs), Double(wrong) / Double(runs))
        print(
            "a daily Sharpe of 0.3 among \(trials), seed \(seed): SPA, reality check \(rates), StepM \(power), wrong \(errors)"
        )
        #expect(rates[0] > 0.9)
        #expect(power > 0.9)
        #expect(errors < 0.05 + binomialBand(0.05, runs) + 0.015)
    }

    @Test func overfittingOfNoiseIsEvenAndOfSkillRare() throws {
        let (runs, trials, days, seed) = (400, 50, 240, UInt64(106))
        var (noise, skill) = ([Double](), [Double]())
        for run in 0..<UInt64(runs) {
            var draws = Noise(seed: seed, index: run)
            noise.append(
                try BacktestOverfitting(try draws.trials(trials, days: days), blocks: 8, workers: 2).probability)
            guard run < 100 else { continue }
            let matrix = try draws.trials(trials, days: days) { $0 == 3 ? 0.4 : 0 }
            skill.append(try BacktestOverfitting(matrix, blocks: 8, workers: 2).probability)
        }
        let moments = Moments(noise)
        let error = (moments.standardDeviation(ddof: 1) ?? .nan) / Double(runs).squareRoot()
        let shares = [0.05, 0.1, 0.25].map { level in Double(noise.count { $0 <= level }) / Double(runs) }
        let good = Double(skill.count { $0 <= 0.25 }) / Double(skill.count)
        print(
            "PBO of noise, seed \(seed): mean \(moments.mean) ± \(error), at most 0.05, 0.1, 0.25 in \(shares); "
                + "of one good trial at most 0.25 in \(good), mean \(Moments(skill).mean)")
        #expect(abs(moments.mean - 0.5) < 3.5 * error)
        // It is no p-value, but a careful one: noise is below a level less often than the level says.
        for (share, level) in zip(shares, [0.05, 0.1, 0.25]) {
            #expect(share < level + binomialBand(level, runs), "at most \(level) in \(share), seed \(seed)")
        }
        #expect(good > 0.9)
    }
}

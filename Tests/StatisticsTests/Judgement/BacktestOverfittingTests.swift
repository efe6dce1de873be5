import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite struct BacktestOverfittingTests {
    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func everyChoiceAgreesWithTheOracle() throws {
        let oracle = try OverfittingOracle()
        let table = try FigureTable(path: SharedFolder.path("oracles/overfitting/cscv_s8.csv"))
        let found = try BacktestOverfitting(try oracle.returns(oracle.names), blocks: 8, workers: 2)
        #expect(table.rows.count == found.choices.count)
        for (column, ours) in [
            ("logit", found.logits), ("is_best_sharpe", found.choices.map(\.inSample)),
            ("oos_sharpe", found.choices.map(\.outOfSample)),
        ] {
            for (row, theirs) in table.numbers(column).enumerated() {
                #expect(agree(ours[row], theirs), "\(column) of \(row): \(ours[row]), oracle \(theirs)")
            }
        }
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"), arguments: [6, 8, 10, 12])
    func totalsAgreeWithTheOracle(blocks: Int) throws {
        let oracle = try OverfittingOracle()
        let found = try BacktestOverfitting(try oracle.returns(oracle.names), blocks: blocks)
        for (key, ours) in [
            ("combinations", Double(found.choices.count)), ("rows_used", Double(found.days)),
            ("pbo", found.probability), ("mean_logit", found.meanLogit),
            ("degradation_slope", found.degradationSlope ?? .nan),
            ("degradation_intercept", found.degradationIntercept ?? .nan), ("prob_oos_loss", found.probabilityOfLoss),
        ] {
            let theirs = oracle.figure("pbo_cscv", "results", "\(blocks)", key)
            #expect(agree(ours, theirs), "\(key): \(ours), oracle \(theirs)")
        }
    }

    @Test func combinationsAreThoseOfTheTextbook() {
        for (blocks, count) in [(2, 2), (8, 70), (10, 252), (12, 924), (16, 12_870)] {
            let combinations = BlockCombinations(blocks: blocks)
            #expect(combinations.count == count)
            #expect(BacktestOverfitting.choiceCount(blocks: blocks) == count)
            let masks = combinations.withFirst
            for (one, next) in zip(masks, masks.dropFirst()) {
                #expect((one ^ next).nonzeroBitCount == 2)
            }
            let places = masks.flatMap { [combinations.place($0), combinations.place(combinations.complement($0))] }
            #expect(places.sorted() == Array(0..<count))
        }
        // Lexicographic: 01, 02, 03, 12, 13, 23.
        let four = BlockCombinations(blocks: 4)
        #expect([0b0011, 0b0101, 0b1001, 0b0110, 0b1010, 0b1100].map { four.place($0) } == Array(0..<6))
    }

    /// The tiny case of `published.md`: ties take the lowest trial, all ranks are 1.
    @Test func theTinyCase() throws {
        let rows: [[Double]] = [
            [1, 0, 2], [0, 1, 1], [2, 1, 0], [1, 1, -1], [0, 2, 1], [-1, 1, 0], [1, 0, 1], [0, -1, 2],
        ]
        let matrix = try ReturnMatrix((0..<3).map { trial in rows.map { $0[trial] } })
        let found = try BacktestOverfitting(matrix, blocks: 4, metric: .mean)
        #expect(found.choices.map(\.trial) == [0, 1, 2, 1, 0, 2])
        #expect(found.logits.allSatisfy { abs($0 + 1.0986122886681098) < 1e-12 })
        #expect(found.probability == 1)
    }

    /// Columns of one mean: what is best in one half is worst in the other, and the two always sum to the same.
    @Test func equalMeansAreAlwaysOverfitted() throws {
        var noise = Noise(seed: 11)
        // Whole numbers, so that sums have no rounding.
        let columns = (0..<10).map { _ in
            let days = noise.values(79, deviation: 1e6).map { $0.rounded() }
            return days + [-days.reduce(0, +)]
        }
        let found = try BacktestOverfitting(try ReturnMatrix(columns), blocks: 8, metric: .mean)
        #expect(found.probability == 1)
        #expect(found.logits.allSatisfy { abs($0 + log(10)) < 1e-12 })
        #expect(abs((found.degradationSlope ?? .nan) + 1) < 1e-9)
        #expect(!found.firstOrderDominance && !found.secondOrderDominance)
    }

    @Test func aTrialThatIsBestEverywhereIsNotOverfitted() throws {
        var noise = Noise(seed: 12)
        var columns = (0..<10).map { _ in noise.values(80, deviation: 0.01) }
        columns[7] = columns[7].map { $0 + 0.05 }
        for metric in BacktestOverfitting.Metric.allCases {
            let found = try BacktestOverfitting(try ReturnMatrix(columns), blocks: 8, metric: metric)
            #expect(found.probability == 0)
            #expect(found.probabilityOfLoss == 0)
            #expect(found.choices.allSatisfy { $0.trial == 7 && abs($0.logit - log(10)) < 1e-12 })
            #expect(found.firstOrderDominance && found.secondOrderDominance)
        }
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        var noise = Noise(seed: 13)
        let matrix = try noise.trials(37, days: 333)
        let one = try BacktestOverfitting(matrix, blocks: 12, workers: 1)
        #expect(try BacktestOverfitting(matrix, blocks: 12, workers: 2) == one)
        #expect(try BacktestOverfitting(matrix, blocks: 12, workers: 8) == one)
        #expect(one.days == 324)
    }

    /// The sums over blocks against a plain calculation from the returns.
    @Test func sumsOverBlocksAreAsGoodAsTheReturns() throws {
        var noise = Noise(seed: 14)
        let matrix = try noise.trials(9, days: 160) { 0.1 * Double($0) }
        let found = try BacktestOverfitting(matrix, blocks: 16)
        for choice in found.choices where choice.blocks.nonzeroBitCount == 8 && choice.blocks % 97 == 0 {
            let ratios = { (inside: Bool) in
                (0..<9).map { trial -> Double in
                    let days = matrix.returns(ofTrial: trial).enumerated()
                        .filter { (choice.blocks >> UInt32($0.offset / 10) & 1 == 1) == inside }.map(\.element)
                    return TrialFigures(days).sharpe ?? 0
                }
            }
            let (near, far) = (ratios(true), ratios(false))
            #expect(near[choice.trial] == near.max())
            #expect(agree(choice.inSample, near[choice.trial], relative: 1e-12))
            #expect(agree(choice.outOfSample, far[choice.trial], relative: 1e-11))
            let rank = Double(far.count { $0 < far[choice.trial] } + 1)
            #expect(agree(choice.logit, log(rank / (10 - rank)), relative: 1e-12))
        }
    }

    @Test func trialsThatDoNotVaryCountAsCash() throws {
        var noise = Noise(seed: 15)
        let bad = noise.values(64, mean: -0.05, deviation: 0.01)
        // A loser, cash, and constant gains: the last two have no risk to be paid for, and tie.
        let found = try BacktestOverfitting(
            try ReturnMatrix([bad, [Double](repeating: 0, count: 64), [Double](repeating: 0.1, count: 64)]), blocks: 4)
        #expect(found.choices.allSatisfy { $0.trial == 1 && $0.inSample == 0 && $0.outOfSample == 0 })
        // Rank 2.5 of three: ω = 0.625.
        #expect(found.logits.allSatisfy { abs($0 - log(0.625 / 0.375)) < 1e-12 })
        #expect(found.degradationSlope == nil)
        // A trial that is constant in each half alone has a shift, and still no variation there.
        let steps = [Double](repeating: 0.01, count: 32) + [Double](repeating: 0.02, count: 32)
        let other = try BacktestOverfitting(try ReturnMatrix([bad, steps]), blocks: 2)
        #expect(other.choices.allSatisfy { $0.trial == 1 && $0.inSample == 0 && $0.outOfSample == 0 })
    }

    @Test func copiesTie() throws {
        var noise = Noise(seed: 16)
        let column = noise.values(80)
        let found = try BacktestOverfitting(
            try ReturnMatrix([[Double]](repeating: column, count: 5)), blocks: 10)
        // All of five share rank 3: ω = 1/2.
        #expect(found.logits.allSatisfy { $0 == 0 })
        #expect(found.choices.allSatisfy { $0.trial == 0 })
        #expect(found.probability == 1)
    }

    @Test func returnsOf32BitsGiveTheSameWithinTheirPrecision() throws {
        var noise = Noise(seed: 17)
        let matrix = try noise.trials(20, days: 200)
        let values = (0..<20).flatMap { matrix.returns(ofTrial: $0) }.map { Float($0) }
        let (wide, narrow) = (
            try BacktestOverfitting(matrix, blocks: 6),
            try BacktestOverfitting(try ReturnMatrix(trials: 20, days: 200, values: values), blocks: 6)
        )
        for (a, b) in zip(wide.choices, narrow.choices) {
            #expect(a.trial == b.trial && a.logit == b.logit)
            #expect(agree(a.inSample, b.inSample, relative: 1e-5))
        }
    }

    @Test func whatCanNotBeCutIsRefused() throws {
        let two = try ReturnMatrix([[0.01, 0.02, 0.0, 0.01], [0.0, 0.01, 0.01, 0.02]])
        for blocks in [0, 3, 22, -2] {
            #expect(
                throws: JudgementError.parameter(
                    name: "the number of blocks", found: "\(blocks)", allowed: "an even number from 2 to 20")
            ) { try BacktestOverfitting(two, blocks: blocks) }
        }
        #expect(throws: JudgementError.tooFewDays(found: 4, needed: 8, purpose: "cross-validation in 4 blocks")) {
            try BacktestOverfitting(two, blocks: 4)
        }
        #expect(throws: JudgementError.tooFewTrials(found: 1, needed: 2, purpose: "the probability of overfitting")) {
            try BacktestOverfitting(try ReturnMatrix([[0.01, 0.02, 0.0, 0.01]]), blocks: 2)
        }
    }
}

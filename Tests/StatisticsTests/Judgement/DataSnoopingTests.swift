import Statistics
import TestSupport
import Testing

@Suite struct DataSnoopingTests {
    private static let names = ["sma_3_20", "sma_3_40", "sma_3_60", "sma_3_100", "sma_3_150", "sma_5_20"]

    @Test(
        .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"), arguments: ["vs_cash", "vs_buy_hold"])
    func pValuesOfStoredResamplesAreThoseOfTheOracle(section: String) throws {
        let oracle = try OverfittingOracle()
        let rows = try oracle.resampledRows()
        #expect(rows.count == 300)
        let benchmark = section == "vs_cash" ? nil : Array(oracle.series.numbers("buy_hold").prefix(480))
        let test = try DataSnoopingTest(
            try oracle.returns(Self.names, rows: 480), benchmark: benchmark,
            resampling: .days(rows, blockLength: 10), raisesToZero: false, workers: 2)
        for (form, ours) in [("unstudentised", test.unstudentised), ("studentised", test.studentised)] {
            for (kind, value) in [("lower", ours.lower), ("consistent", ours.consistent), ("upper", ours.upper)] {
                let theirs = oracle.figure(
                    "reality_check_spa", "results", section, "from_stored_indices", form, kind)
                #expect(agree(value, theirs, relative: 1e-14), "\(form) \(kind): \(value), oracle \(theirs)")
            }
        }
        let check = oracle.figure("reality_check_spa", "results", section, "arch_pvalues", "upper")
        #expect(agree(test.realityCheck, check, relative: 1e-14))
        let means = oracle.list("reality_check_spa", "results", section, "mean_loss_difference")
        let variances = oracle.list("reality_check_spa", "results", section, "kernel_variance")
        #expect(means.count == 6 && variances.count == 6)
        for trial in 0..<6 {
            #expect(agree(test.means[trial], means[trial]))
            #expect(agree(test.deviations[trial] * test.deviations[trial], variances[trial]))
        }
        // In Hansen's paper the statistic does not go below zero, nor can then more resamples be above it.
        let raised = try DataSnoopingTest(
            try oracle.returns(Self.names, rows: 480), benchmark: benchmark, resampling: .days(rows, blockLength: 10))
        #expect(raised.studentised.statistic == max(0, test.studentised.statistic))
        #expect(raised.studentised.consistent <= test.studentised.consistent)
        #expect(raised.realityCheck == test.realityCheck)
    }

    /// Everything once more, plainly: resampled series are written out, and means taken.
    @Test func sumsOfDifferencesAreAsGoodAsTheSeries() throws {
        var noise = Noise(seed: 31)
        let matrix = try noise.trials(19, days: 60) { 0.05 * Double($0 - 9) }
        var rows: [[Int32]] = []
        for index in 0..<40 {
            var draws = Noise(seed: 32, index: UInt64(index))
            rows.append((0..<60).map { _ in Int32(min(59, abs(draws.next()) * 20)) })
        }
        let test = try DataSnoopingTest(matrix, resampling: .days(rows, blockLength: 4))
        let series = (0..<19).map { matrix.returns(ofTrial: $0) }
        let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
        let means = series.map(mean)
        var (above, stepAbove) = (0, [Int](repeating: 0, count: 19))
        for days in rows {
            let values = (0..<19).map { trial in
                (mean(days.map { series[trial][Int($0)] }) - means[trial]) / test.deviations[trial]
            }
            let consistent = (0..<19).map { trial in
                // 2 ln ln 60 = 2.8193.
                let bound = (2.8192915 / 60).squareRoot() * test.deviations[trial]
                return values[trial] + (means[trial] < -bound ? means[trial] / test.deviations[trial] : 0)
            }
            let root = 60.0.squareRoot()
            above += (consistent.max() ?? 0) * root > test.studentised.statistic ? 1 : 0
            for trial in 0..<19 {
                let rest = (0..<19).filter { test.stepwise.statistics[$0] <= test.stepwise.statistics[trial] }
                let highest = rest.map { values[$0] * root }.max() ?? 0
                stepAbove[trial] += highest >= test.stepwise.statistics[trial] ? 1 : 0
            }
        }
        #expect(test.studentised.exceedances.consistent == above)
        var highest = 0.0
        for trial in (0..<19).sorted(by: { test.stepwise.statistics[$0] > test.stepwise.statistics[$1] }) {
            highest = max(highest, Double(stepAbove[trial] + 1) / 41)
            #expect(test.stepwise.pValues[trial] == highest, "trial \(trial)")
        }
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        var noise = Noise(seed: 33)
        let matrix = try noise.trials(21, days: 150)
        let resampling = Resampling.stationary(blockLength: nil, resamples: 1_300, seed: 3)
        let one = try DataSnoopingTest(matrix, resampling: resampling, workers: 1)
        #expect(try DataSnoopingTest(matrix, resampling: resampling, workers: 2) == one)
        #expect(try DataSnoopingTest(matrix, resampling: resampling, workers: 8) == one)
        #expect(one.seed == 3 && one.resamples == 1_300 && one.blockLength >= 1)
        let other = try DataSnoopingTest(
            matrix, resampling: .stationary(blockLength: nil, resamples: 1_300, seed: 4), workers: 2)
        #expect(one != other)
    }

    @Test func pValuesAreOrdered() throws {
        for seed in UInt64(40)..<60 {
            var noise = Noise(seed: seed)
            let matrix = try noise.trials(12, days: 100) { 0.03 * Double($0 - 8) }
            let test = try DataSnoopingTest(
                matrix, resampling: .stationary(blockLength: 3, resamples: 200, seed: seed))
            for form in [test.studentised, test.unstudentised] {
                #expect(form.lower <= form.consistent && form.consistent <= form.upper, "seed \(seed)")
            }
        }
    }

    @Test func trialsThatDoNotVaryAreLeftOutOfTheStudentisedForm() throws {
        var noise = Noise(seed: 34)
        let some = noise.values(50, deviation: 0.01)
        let resampling = Resampling.stationary(blockLength: 2, resamples: 100, seed: 1)
        let flat = [Double](repeating: 0.5, count: 50)
        let with = try DataSnoopingTest(try ReturnMatrix([flat, some]), resampling: resampling)
        let without = try DataSnoopingTest(try ReturnMatrix([some]), resampling: resampling)
        #expect(with.varying == 1 && with.trials == 2)
        #expect(with.studentised.exceedances == without.studentised.exceedances)
        #expect(with.studentised.bestTrial == 1)
        #expect(with.stepwise.pValues == [1, without.stepwise.pValues[0]])
        // As it is, a certain gain is one.
        #expect(with.unstudentised.bestTrial == 0 && with.unstudentised.upper == 0)
    }
}

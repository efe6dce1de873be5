import Core
import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct LeastSquaresTests {
    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func agreesWithTheOracle() throws {
        let oracle = try ClassicalOracle()
        let fit = try LeastSquares().fit(features: oracle.features, labels: oracle.labels)
        #expect(agree(fit.coefficients, try oracle.value("ols", "params"), relative: 1e-8))
        #expect(agree(fit.standardErrors, try oracle.value("ols", "bse"), relative: 1e-8))
        #expect(agree(fit.tValues, try oracle.value("ols", "tvalues"), relative: 1e-8))
        #expect(agree(fit.pValues, try oracle.value("ols", "pvalues"), relative: 1e-8))
        #expect(agree(fit.rSquared, try oracle.value("ols", "rsquared"), relative: 1e-8))
        #expect(agree(fit.adjustedRSquared, try oracle.value("ols", "rsquared_adj"), relative: 1e-8))
        #expect(agree(fit.residualVariance, try oracle.value("ols", "scale"), relative: 1e-8))
        #expect(agree(fit.residualSquares, try oracle.value("ols", "ssr"), relative: 1e-8))
        let intervals: [[Double]] = try oracle.value("ols", "conf_int_95")
        #expect(agree(fit.intervals().flatMap { [$0.low, $0.high] }, intervals.flatMap { $0 }, relative: 1e-8))
        let covariance: [[Double]] = try oracle.value("ols", "cov_params")
        #expect(agree(fit.covariance.elements(.rowMajor), covariance.flatMap { $0 }, relative: 1e-7))
    }

    @Test(
        .enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)),
        arguments: [
            ("cov_HC0", ErrorEstimate.hc0), ("cov_HC1", .hc1), ("cov_HC2", .hc2), ("cov_HC3", .hc3),
            ("cov_HAC_maxlags5", .neweyWest(lags: 5, corrected: false)),
            ("cov_HAC_maxlags5_corrected", .neweyWest(lags: 5, corrected: true)),
        ])
    func theErrorsOfEachEstimateAgreeWithTheOracle(name: String, estimate: ErrorEstimate) throws {
        let oracle = try ClassicalOracle()
        let fit = try LeastSquares(errors: estimate).fit(features: oracle.features, labels: oracle.labels)
        #expect(agree(fit.standardErrors, try oracle.value("ols", name, "bse"), relative: 1e-8))
        #expect(agree(fit.pValues, try oracle.value("ols", name, "pvalues_t"), relative: 1e-7))
    }

    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func weightsAgreeWithTheOracle() throws {
        let oracle = try ClassicalOracle()
        let count = oracle.labels.count
        let weights = (0..<count).map { 0.5 + Double($0) / Double(count - 1) }
        let fit = try LeastSquares().fit(features: oracle.features, labels: oracle.labels, weights: weights)
        #expect(agree(fit.coefficients, try oracle.value("wls", "params"), relative: 1e-8))
        #expect(agree(fit.standardErrors, try oracle.value("wls", "bse"), relative: 1e-8))
    }

    @Test func wholeWeightsAreSamplesTakenAgainAndZeroLeavesThemOut() throws {
        var source = SimulatedSample(seed: 1)
        let features = try source.features(40, 3)
        let labels = try source.labels(features, [1, -2, 0.5])
        let weights = (0..<40).map { Double($0 % 3) }
        let places = (0..<40).flatMap { [Int](repeating: $0, count: $0 % 3) }
        let weighted = try LeastSquares().fit(features: features, labels: labels, weights: weights)
        let repeated = try LeastSquares().fit(features: features.rows(at: places), labels: places.map { labels[$0] })
        #expect(agree(weighted.coefficients, repeated.coefficients, relative: 1e-12))
        #expect(agree(weighted.residualSquares, repeated.residualSquares, relative: 1e-12))
        #expect(weighted.samples == weights.count { $0 > 0 })
    }

    /// 2,000 fits of 40 samples with three known coefficients: the number of intervals that cover them is binomial.
    @Test(arguments: [ErrorEstimate.classical, .hc3])
    func intervalsOfNinetyFivePercentCoverTheTruthSoOften(estimate: ErrorEstimate) throws {
        let truth = [0.5, 1, -2, 0.25]
        let (runs, seed) = (2_000, UInt64(11))
        var covered = [Int](repeating: 0, count: truth.count)
        for run in 0..<runs {
            var source = SimulatedSample(seed: seed, index: UInt64(run))
            let features = try source.features(40, 3)
            let labels = try source.labels(features, Array(truth.dropFirst()), intercept: truth[0])
            let fit = try LeastSquares(errors: estimate).fit(features: features, labels: labels)
            for (place, interval) in fit.intervals().enumerated()
            where interval.low <= truth[place] && truth[place] <= interval.high { covered[place] += 1 }
        }
        // Four standard deviations of the binomial; HC3 is known to be cautious by a percent or so in small samples.
        let spread = (Double(runs) * 0.95 * 0.05).squareRoot()
        let slack = estimate == .classical ? 0 : 0.015 * Double(runs)
        for count in covered {
            #expect(abs(Double(count) - 0.95 * Double(runs)) < 4 * spread + slack, "seed \(seed): \(covered)")
        }
    }

    @Test func neweyWestIntervalsCoverWhereErrorsFollowEachOther() throws {
        let (runs, seed) = (500, UInt64(12))
        var covered: (classical: Int, neweyWest: Int) = (0, 0)
        for run in 0..<runs {
            var source = SimulatedSample(seed: seed, index: UInt64(run))
            var (feature, error): ([Double], [Double]) = ([0], [0])
            for _ in 1..<600 {
                feature.append(0.8 * (feature.last ?? 0) + source.normal())
                error.append(0.8 * (error.last ?? 0) + source.normal())
            }
            let labels = zip(feature, error).map { 2 * $0 + $1 }
            let matrix = try Matrix(columns: [feature])
            func covers(_ estimate: ErrorEstimate) throws -> Bool {
                let interval = try LeastSquares(errors: estimate).fit(features: matrix, labels: labels).intervals()[1]
                return interval.low <= 2 && 2 <= interval.high
            }
            if try covers(.classical) { covered.classical += 1 }
            if try covers(.neweyWest(lags: 30, corrected: true)) { covered.neweyWest += 1 }
        }
        #expect(covered.classical < 400, "seed \(seed): \(covered)")
        #expect(covered.neweyWest > 445, "seed \(seed): \(covered)")
    }
}

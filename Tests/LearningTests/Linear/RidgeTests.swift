import Core
import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct RidgeTests {
    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func agreesWithTheOracle() throws {
        let oracle = try ClassicalOracle()
        let fit = try RidgeRegression(penalties: [100, 1]).fit(features: oracle.standardised, labels: oracle.labels)
        #expect(agree(fit.solutions[1].function.coefficients, try oracle.value("ridge", "coef"), relative: 1e-8))
        #expect(agree(fit.solutions[1].function.intercept, try oracle.value("ridge", "intercept"), relative: 1e-8))
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func everyPenaltySolvesItsOwnNormalEquations(seed: UInt64) throws {
        var source = SimulatedSample(seed: seed)
        let features = try source.features(25, 4)
        let labels = try source.labels(features, [1, 2, 3, 4])
        let weights = (0..<25).map { _ in source.random.uniform() + 0.1 }
        let penalties = [0, 0.1, 3, 1_000]
        let fit = try RidgeRegression(penalties: penalties).fit(features: features, labels: labels, weights: weights)
        for (penalty, solution) in zip(penalties, fit.solutions) {
            let residuals = zip(labels, try solution.function.predict(features)).map { $0 - $1 }
            let weighted = zip(residuals, weights).map { $0 * $1 }
            #expect(abs(Vectors.sum(weighted)) < 1e-11, "seed \(seed)")
            for (place, product) in try (features.transposed * weighted).enumerated() {
                #expect(abs(product - penalty * solution.function.coefficients[place]) < 1e-10, "seed \(seed)")
            }
            #expect(agree(solution.residualSquares, Vectors.dot(weighted, residuals), relative: 1e-10))
        }
        let plain = try LeastSquares().fit(features: features, labels: labels, weights: weights)
        #expect(agree(fit.solutions[0].function.coefficients, plain.function.coefficients, relative: 1e-11))
        #expect(agree(fit.solutions[0].degreesOfFreedom, 4, relative: 1e-12))
        #expect(fit.solutions.map(\.degreesOfFreedom) == fit.solutions.map(\.degreesOfFreedom).sorted(by: >))
    }

    /// Generalised cross-validation has the mean of the leverages in place of each: with equal leverages it is the mean
    /// squared error of predictions for samples left out.
    @Test func crossValidationIsThatOfLeavingOutWhereLeveragesAreEqual() throws {
        let turns = (0..<8).map { Double($0) * .pi / 4 }
        // A full turn of directions: every sample has the same leverage.
        let features = try Matrix(columns: [turns.map { _cosine($0) }, turns.map { _cosine($0 - .pi / 2) }])
        var source = SimulatedSample(seed: 9)
        let labels = source.normals(8)
        let penalty = 0.7
        let fit = try RidgeRegression(penalties: [penalty]).fit(features: features, labels: labels)
        // The intercept is not penalised and so leaves with the sample: the hat matrix' diagonal is 1/8 + d/8.
        let residuals = zip(labels, try fit.solutions[0].function.predict(features)).map { $0 - $1 }
        let leverage = (1 + fit.solutions[0].degreesOfFreedom) / 8
        let expected = residuals.reduce(0) { $0 + ($1 / (1 - leverage)) * ($1 / (1 - leverage)) } / 8
        #expect(agree(fit.solutions[0].crossValidation, expected, relative: 1e-12))
        var leftOut = 0.0
        for sample in 0..<8 {
            let others = (0..<8).filter { $0 != sample }
            let partial = try RidgeRegression(penalties: [penalty]).fit(
                features: features.rows(at: others), labels: others.map { labels[$0] })
            let error = labels[sample] - (try partial.predict(features.rows(at: [sample])))[0]
            leftOut += error * error / 8
        }
        #expect(agree(fit.solutions[0].crossValidation, leftOut, relative: 1e-10))
    }

    @Test func theBestPenaltyIsLargeForNoiseAndSmallForAClearLine() throws {
        var source = SimulatedSample(seed: 6)
        let features = try source.features(200, 10)
        let penalties = [0.01, 1, 100, 10_000, 1e6]
        let noise = source.normals(200)
        let clear = try source.labels(features, [Double](repeating: 1, count: 10), noise: 0.01)
        let first = try RidgeRegression(penalties: penalties).fit(features: features, labels: noise)
        let second = try RidgeRegression(penalties: penalties).fit(features: features, labels: clear)
        #expect(first.best.penalty >= 100)
        #expect(second.best.penalty == 0.01)
    }

    @Test func constantAndEqualFeaturesShareTheirPart() throws {
        var source = SimulatedSample(seed: 7)
        let values = source.normals(30)
        let features = try Matrix(columns: [values, [Double](repeating: 5, count: 30), values])
        let labels = values.map { 3 * $0 + 1 }
        let solution = try RidgeRegression(penalties: [0, 1e-6]).fit(features: features, labels: labels)
        for function in solution.solutions.map(\.function) {
            #expect(agree(function.coefficients, [1.5, 0, 1.5], relative: 1e-6, absolute: 1e-9))
        }
    }

    @Test func badParametersAreNamed() throws {
        let features = try Matrix(columns: [[1.0, 2, 3]])
        #expect(throws: LearningError.parameter(name: "penalty", found: "-1.0", allowed: "0 or more")) {
            _ = try RidgeRegression(penalties: [1, -1]).fit(features: features, labels: [1, 2, 3])
        }
        #expect(throws: LearningError.parameter(name: "penalties", found: "none", allowed: "at least one")) {
            _ = try RidgeRegression(penalties: []).fit(features: features, labels: [1, 2, 3])
        }
    }

    private func _cosine(_ angle: Double) -> Double {
        // Enough terms of the series for angles of at most seven.
        var (term, total) = (1.0, 1.0)
        for step in 1..<40 {
            term *= -angle * angle / Double(2 * step * (2 * step - 1))
            total += term
        }
        return total
    }
}

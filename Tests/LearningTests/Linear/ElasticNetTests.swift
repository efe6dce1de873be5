import Core
import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct ElasticNetTests {
    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func lassoAndElasticNetAgreeWithTheOracle() throws {
        let oracle = try ClassicalOracle()
        let lasso = try ElasticNet(penalties: [0.0004]).fit(features: oracle.standardised, labels: oracle.labels)
        #expect(agree(lasso.solutions[0].function.coefficients, try oracle.value("lasso", "coef"), relative: 1e-7))
        #expect(agree(lasso.solutions[0].function.intercept, try oracle.value("lasso", "intercept"), relative: 1e-7))
        let net = try ElasticNet(penalties: [0.0006], share: 0.5)
            .fit(features: oracle.standardised, labels: oracle.labels)
        #expect(agree(net.solutions[0].function.coefficients, try oracle.value("elastic_net", "coef"), relative: 1e-7))
    }

    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func thePathAgreesWithTheExactOne() throws {
        let oracle = try ClassicalOracle()
        let penalties: [Double] = try oracle.value("lasso_lars_path", "alphas")
        let expected: [[Double]] = try oracle.value("lasso_lars_path", "coefs_by_step")
        let fit = try ElasticNet(penalties: penalties).fit(features: oracle.standardised, labels: oracle.labels)
        for (solution, coefficients) in zip(fit.solutions, expected) {
            #expect(
                agree(solution.function.coefficients, coefficients, relative: 1e-6, absolute: 1e-10),
                "penalty \(solution.penalty)")
        }
    }

    /// At the solution each coefficient that is not zero correlates with the residuals by exactly its penalty, and no
    /// other by more.
    @Test(arguments: 0..<5 as Range<UInt64>, [1, 0.4])
    func everySolutionOfAPathMeetsTheConditionsOfOptimality(seed: UInt64, share: Double) throws {
        var source = SimulatedSample(seed: seed)
        let features = try source.features(30, 45)
        var truth = [Double](repeating: 0, count: 45)
        (truth[3], truth[17], truth[40]) = (2, -3, 1)
        let labels = try source.labels(features, truth)
        let weights = (0..<30).map { _ in 0.2 + source.random.uniform() }
        let total = Vectors.sum(weights)
        let fit = try ElasticNet(share: share, pathLength: 12, pathEnd: 0.01)
            .fit(features: features, labels: labels, weights: weights)
        #expect(fit.solutions[0].active == 0 || share < 1)
        for solution in fit.solutions {
            let residuals = zip(labels, try solution.function.predict(features)).map { $0 - $1 }
            let weighted = zip(residuals, weights).map { $0 * $1 / total }
            #expect(abs(Vectors.sum(weighted)) < 1e-12, "seed \(seed)")
            for (place, product) in try (features.transposed * weighted).enumerated() {
                let coefficient = solution.function.coefficients[place]
                let slope = product - solution.penalty * (1 - share) * coefficient
                if coefficient == 0 {
                    #expect(abs(slope) <= solution.penalty * share + 1e-6, "seed \(seed)")
                } else {
                    let expected = coefficient > 0 ? solution.penalty * share : -solution.penalty * share
                    #expect(abs(slope - expected) < 1e-6, "seed \(seed)")
                }
            }
        }
    }

    @Test func withoutAMagnitudePartItIsRidge() throws {
        var source = SimulatedSample(seed: 8)
        let features = try source.features(50, 4)
        let labels = try source.labels(features, [1, 2, 0, -1])
        let net = try ElasticNet(penalties: [0.3], share: 0).fit(features: features, labels: labels)
        let ridge = try RidgeRegression(penalties: [0.3 * 50]).fit(features: features, labels: labels)
        #expect(agree(net.solutions[0].function.coefficients, ridge.best.function.coefficients, relative: 1e-9))
        let none = try ElasticNet(penalties: [0]).fit(features: features, labels: labels)
        let plain = try LeastSquares().fit(features: features, labels: labels)
        #expect(agree(none.solutions[0].function.coefficients, plain.function.coefficients, relative: 1e-8))
    }

    @Test func constantFeaturesGetNothingAndOneOfEqualOnesEverything() throws {
        var source = SimulatedSample(seed: 10)
        let values = source.normals(40)
        let features = try Matrix(columns: [values, [Double](repeating: 0.1, count: 40), values])
        let fit = try ElasticNet(penalties: [0.01]).fit(features: features, labels: values.map { 2 * $0 })
        let coefficients = fit.solutions[0].function.coefficients
        #expect(coefficients[1] == 0 && coefficients[2] == 0 && coefficients[0] > 1.9)
    }

    @Test func labelsThatDoNotVaryGiveTheirValue() throws {
        var source = SimulatedSample(seed: 13)
        let features = try source.features(10, 2)
        let fit = try ElasticNet().fit(features: features, labels: [Double](repeating: 4, count: 10))
        #expect(fit.solutions.map(\.function) == [LinearFunction(intercept: 4, coefficients: [0, 0])])
    }

    @Test func badParametersAndTooFewIterationsAreNamed() throws {
        var source = SimulatedSample(seed: 14)
        let features = try source.features(30, 5)
        let labels = try source.labels(features, [1, 2, 3, 4, 5])
        #expect(throws: LearningError.parameter(name: "share", found: "1.5", allowed: "0 to 1")) {
            _ = try ElasticNet(share: 1.5).fit(features: features, labels: labels)
        }
        #expect(throws: LearningError.parameter(name: "penalty", found: "nan", allowed: "0 or more")) {
            _ = try ElasticNet(penalties: [.nan]).fit(features: features, labels: labels)
        }
        #expect(throws: LearningError.noConvergence(method: "coordinate descent", iterations: 2)) {
            _ = try ElasticNet(penalties: [0.001], maximumIterations: 2).fit(features: features, labels: labels)
        }
    }
}

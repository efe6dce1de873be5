import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct LogisticTests {
    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func agreesWithTheOracle() throws {
        let oracle = try ClassicalOracle()
        let fit = try LogisticRegression(penalty: 2).fit(features: oracle.standardised, labels: oracle.classes)
        #expect(agree(fit.function.coefficients, try oracle.value("logistic", "coef"), relative: 1e-7))
        let intercept: [Double] = try oracle.value("logistic", "intercept")
        #expect(agree(fit.function.intercept, intercept[0], relative: 1e-7))
        let first: [Double] = try oracle.value("logistic", "proba_first10")
        #expect(agree(Array(try fit.predict(oracle.standardised).prefix(10)), first, relative: 1e-7))
        let loss = -fit.logLikelihood / Double(oracle.classes.count)
        #expect(agree(loss, try oracle.value("logistic", "log_loss"), relative: 1e-9))

        let plain = try LogisticRegression().fit(features: oracle.standardised, labels: oracle.classes)
        let expected: [Double] = try oracle.value("logit_unpenalised", "params")
        #expect(agree([plain.function.intercept] + plain.function.coefficients, expected, relative: 1e-7))
        #expect(agree(plain.standardErrors, try oracle.value("logit_unpenalised", "bse"), relative: 1e-7))
        #expect(agree(plain.logLikelihood, try oracle.value("logit_unpenalised", "llf"), relative: 1e-9))
    }

    @Test func oneClassThreeClassesAndSeparatedOnesAreNamed() throws {
        let features = try Matrix(columns: [[1.0, 2, 3, 4, 5]])
        #expect(throws: LearningError.oneClass(label: 1)) {
            _ = try LogisticRegression().fit(features: features, labels: [1, 1, 1, 1, 1])
        }
        #expect(throws: LearningError.oneClass(label: 1)) {
            _ = try LogisticRegression().fit(features: features, labels: [1, 1, 1, 1, 0], weights: [1, 1, 1, 1, 0])
        }
        #expect(
            throws: LearningError.parameter(
                name: "labels", found: "3 classes", allowed: "two; use multinomial regression")
        ) { _ = try LogisticRegression().fit(features: features, labels: [1, 2, 3, 1, 1]) }
        let separated = LearningError.noConvergence(
            method: "logistic regression (can the classes be separated?)", iterations: 100)
        #expect(throws: separated) {
            _ = try LogisticRegression().fit(features: features, labels: [0, 0, 0, 1, 1])
        }
        let held = try LogisticRegression(penalty: 1).fit(features: features, labels: [0, 0, 0, 1, 1])
        #expect(held.function.coefficients[0] > 0 && held.classes == [0, 1])
    }

    @Test func wholeWeightsAreSamplesTakenAgain() throws {
        var source = SimulatedSample(seed: 41)
        let features = try source.features(60, 2)
        let labels = try source.labels(features, [1, -1]).map { $0 > 0 ? 7.0 : -7 }
        let weights = (0..<60).map { Double($0 % 3) }
        let places = (0..<60).flatMap { [Int](repeating: $0, count: $0 % 3) }
        let weighted = try LogisticRegression().fit(features: features, labels: labels, weights: weights)
        let repeated = try LogisticRegression().fit(
            features: features.rows(at: places), labels: places.map { labels[$0] })
        #expect(agree(weighted.function.coefficients, repeated.function.coefficients, relative: 1e-9))
        #expect(agree(weighted.standardErrors, repeated.standardErrors, relative: 1e-9))
    }

    @Test func dependentFeaturesNeedAPenalty() throws {
        var source = SimulatedSample(seed: 42)
        let values = source.normals(40)
        let features = try Matrix(columns: [values, values, [Double](repeating: 3, count: 40)])
        let labels = values.map { $0 + source.normal() > 0 ? 1.0 : 0 }
        #expect(throws: LearningError.self) {
            _ = try LogisticRegression().fit(features: features, labels: labels)
        }
        let fit = try LogisticRegression(penalty: 0.5).fit(features: features, labels: labels)
        #expect(agree(fit.function.coefficients[0], fit.function.coefficients[1], relative: 1e-9))
        #expect(abs(fit.function.coefficients[2]) < 1e-9)
    }
}

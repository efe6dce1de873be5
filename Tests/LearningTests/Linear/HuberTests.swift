import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct HuberTests {
    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func agreesWithTheOracle() throws {
        let oracle = try ClassicalOracle()
        let fit = try HuberRegression().fit(features: oracle.features, labels: oracle.labels)
        let expected: [Double] = try oracle.value("huber_rlm", "params")
        #expect(agree([fit.function.intercept] + fit.function.coefficients, expected, relative: 1e-7))
        #expect(agree(fit.scale, try oracle.value("huber_rlm", "scale"), relative: 1e-7))
    }

    @Test func residualsCountUpToTheThreshold() throws {
        var source = SimulatedSample(seed: 21)
        let features = try source.features(60, 2)
        var labels = try source.labels(features, [1, -1])
        for place in stride(from: 0, to: 60, by: 10) { labels[place] += 100 }
        let fit = try HuberRegression().fit(features: features, labels: labels)
        let limit = 1.345 * fit.scale
        let clipped = zip(labels, try fit.predict(features)).map { min(max($0 - $1, -limit), limit) }
        #expect(abs(Vectors.sum(clipped)) < 1e-8)
        let slopes = try features.transposed * clipped
        #expect(slopes.allSatisfy { abs($0) < 1e-8 })
        #expect(abs(fit.function.coefficients[0] - 1) < 0.6 && abs(fit.function.intercept - 0.5) < 0.6)
    }

    @Test func aLineThatFitsHalfExactlyIsTheAnswer() throws {
        let line = (0..<20).map { Double($0) }
        let labels = line.map { $0 == 3 ? 50 : 2 * $0 + 1 }
        let fit = try HuberRegression(maximumIterations: 5_000).fit(features: Matrix(columns: [line]), labels: labels)
        #expect(agree(fit.function.coefficients[0], 2, relative: 1e-9))
        let exact = try HuberRegression().fit(features: Matrix(columns: [line]), labels: line.map { 2 * $0 + 1 })
        #expect(exact.scale < 1e-12 && agree(exact.function.intercept, 1, relative: 1e-9))
    }

    @Test func faultsAreNamed() throws {
        let features = try Matrix(columns: [[1.0, 2, 3, 4], [2.0, 4, 6, 8]])
        #expect(throws: LearningError.parameter(name: "threshold", found: "0.0", allowed: "above 0")) {
            _ = try HuberRegression(threshold: 0).fit(features: features, labels: [1, 2, 3, 5])
        }
        #expect(throws: LearningError.dependentFeatures(columns: [1])) {
            _ = try HuberRegression().fit(features: features, labels: [1, 2, 3, 5])
        }
        #expect(throws: LearningError.noConvergence(method: "Huber's regression", iterations: 1)) {
            _ = try HuberRegression(maximumIterations: 1).fit(
                features: Matrix(columns: [[1, 2, 3, 4]]), labels: [1, 2, 9, 5])
        }
    }
}

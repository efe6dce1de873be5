import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct MultinomialTests {
    @Test func twoClassesAreLogisticRegression() throws {
        var source = SimulatedSample(seed: 51)
        let features = try source.features(200, 3)
        let labels = try source.labels(features, [1, -1, 0.5]).map { $0 > 0 ? 1.0 : 0 }
        // Both classes bear half of the coefficients: twice the penalty of each is once that of the difference.
        let both = try MultinomialRegression(penalty: 2).fit(features: features, labels: labels)
        let one = try LogisticRegression(penalty: 1).fit(features: features, labels: labels)
        let difference = zip(both.functions[1].coefficients, both.functions[0].coefficients).map { $0 - $1 }
        #expect(agree(difference, one.function.coefficients, relative: 1e-9))
        let chances = try both.probabilities(features)
        #expect(agree(chances.column(1), try one.predict(features), relative: 1e-9))
        let plain = try MultinomialRegression().fit(features: features, labels: labels)
        let single = try LogisticRegression().fit(features: features, labels: labels)
        #expect(agree(plain.logLikelihood, single.logLikelihood, relative: 1e-11))
    }

    @Test(arguments: [0, 0.7]) func theSlopeIsZeroAndClassesAreFound(penalty: Double) throws {
        var source = SimulatedSample(seed: 52)
        let features = try source.features(400, 2)
        var labels: [Double] = []
        for row in 0..<400 {
            let values = [features[row, 0], features[row, 1], -features[row, 0]].map { 2 * $0 + source.normal() }
            labels.append(Double(values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }) * 10)
        }
        let weights = (0..<400).map { 0.5 + Double($0 % 2) }
        let fit = try MultinomialRegression(penalty: penalty).fit(features: features, labels: labels, weights: weights)
        #expect(fit.classes == [0, 10, 20])
        let chances = try fit.probabilities(features)
        for (place, label) in fit.classes.enumerated() {
            let pulls = (0..<400).map { weights[$0] * ((labels[$0] == label ? 1 : 0) - chances[$0, place]) }
            #expect(abs(Vectors.sum(pulls)) < 1e-8)
            for (column, slope) in try (features.transposed * pulls).enumerated() {
                #expect(abs(slope - penalty * fit.functions[place].coefficients[column]) < 1e-8)
            }
        }
        #expect(abs(fit.functions.reduce(0) { $0 + $1.intercept }) < 1e-9)
        let right = zip(try fit.predict(features), labels).count { $0 == $1 }
        #expect(right > 260)
        for row in 0..<400 { #expect(abs(Vectors.sum(chances.row(row)) - 1) < 1e-14) }
    }

    @Test func oneClassAndSeparatedClassesAreNamed() throws {
        let features = try Matrix(columns: [[1.0, 2, 3, 4, 5, 6]])
        #expect(throws: LearningError.oneClass(label: 2)) {
            _ = try MultinomialRegression().fit(features: features, labels: [2, 2, 2, 2, 2, 2])
        }
        let separated = LearningError.noConvergence(
            method: "multinomial regression (can the classes be separated?)", iterations: 100)
        #expect(throws: separated) {
            _ = try MultinomialRegression().fit(features: features, labels: [0, 0, 0, 1, 1, 1])
        }
    }
}

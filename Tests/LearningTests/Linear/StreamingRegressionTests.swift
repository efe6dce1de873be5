import Core
import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct StreamingRegressionTests {
    @Test(arguments: [1, 4, 9], [0.0, 2])
    func agreesWithTheRollingPassAtEveryRow(columns: Int, penalty: Double) throws {
        var source = SimulatedSample(seed: UInt64(200 + columns))
        let features = try source.features(700, columns)
        let labels = try source.labels(features, source.normals(columns))
        let model = RollingRegression(window: 50, penalty: penalty)
        let expected = try model.fit(features: features, labels: labels, keepingCoefficients: true)
        var stream = try StreamingRegression(model, features: columns)
        for row in 0..<700 {
            #expect((stream.function == nil) == (row < 50))
            try stream.append(features.row(row), label: labels[row])
            guard let function = stream.function else { continue }
            let own = [function.intercept] + function.coefficients
            #expect(
                agree(own, expected.coefficients.row(row + 1), relative: 1e-9, absolute: 1e-10),
                "seed \(200 + columns), row \(row)")
        }
        #expect(stream.count == 50)
    }

    @Test func outliersJumpsAndDependentFeaturesAreOvercome() throws {
        var source = SimulatedSample(seed: 211)
        var features = try source.features(900, 3)
        var labels = try source.labels(features, [1, 2, 3])
        for row in 0..<900 {
            if row >= 300 { features[row, 0] += 1e6 }
            if (400..<600).contains(row) { features[row, 1] = 0.1 }
        }
        features[700, 2] = 1e8
        labels[800] = 1e9
        var stream = try StreamingRegression(RollingRegression(window: 60), features: 3)
        for row in 0..<900 {
            try stream.append(features.row(row), label: labels[row])
            guard row % 7 == 0, let function = stream.function else { continue }
            let range = row - 59..<row + 1
            // Near-dependent windows and those with an outlier have few digits by any method of products.
            guard !range.contains(700), !range.contains(800), !(300..<360).contains(row), !(598..<620).contains(row)
            else { continue }
            let expected = try LeastSquares(dependent: .leaveOut)
                .fit(features: features.rows(range), labels: Array(labels[range])).function
            let at = features.row(row)
            #expect(
                agree(function.value(at), expected.value(at), relative: 1e-6, absolute: 1e-5),
                "seed 211, row \(row)")
            if (460..<598).contains(row) { #expect(function.coefficients[1] == 0) }
        }
    }

    @Test func badSamplesChangeNothing() throws {
        var stream = try StreamingRegression(RollingRegression(window: 4), features: 1)
        for (value, label) in [(1.0, 1.0), (2, 3), (3, 5), (4, 7)] { try stream.append([value], label: label) }
        let before = try #require(stream.function)
        #expect(throws: LearningError.notFinite(sample: 4, feature: 0)) { try stream.append([.nan], label: 1) }
        #expect(throws: LearningError.labelNotFinite(sample: 4)) { try stream.append([1], label: .infinity) }
        #expect(throws: LearningError.shape(found: "2 features", needed: "1")) { try stream.append([1, 2], label: 1) }
        #expect(stream.function == before)
        #expect(agree([before.intercept] + before.coefficients, [-1, 2], relative: 1e-12))
        #expect(
            throws: LearningError.parameter(
                name: "span, delay", found: "expanding, 0", allowed: "rolling and 0 for samples one by one")
        ) { _ = try StreamingRegression(RollingRegression(window: 9, span: .expanding), features: 1) }
        #expect(throws: LearningError.self) { _ = try StreamingRegression(RollingRegression(window: 3), features: 2) }
    }
}

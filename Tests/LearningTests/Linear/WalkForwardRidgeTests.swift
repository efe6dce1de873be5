import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct WalkForwardRidgeTests {
    @Test(arguments: [(0.0, 0), (3, 0), (3, 7)], [MatrixOrder.rowMajor, .columnMajor])
    func everyFitIsRidgeOnItsWindow(parameters: (penalty: Double, delay: Int), order: MatrixOrder) throws {
        var source = SimulatedSample(seed: 101)
        var features = try source.features(1_230, 5, order: order)
        let labels = try source.labels(features, [1, 2, 3, 4, 5])
        // A level and a drift: sums are taken about the first window's means.
        for row in 0..<1_230 { features[row, 2] += 1_000 + 0.01 * Double(row) }
        let model = WalkForwardRidge(window: 200, step: 25, penalty: parameters.penalty, delay: parameters.delay)
        let fit = try model.fit(features: features, labels: labels)
        #expect(fit.predictions[..<(200 + parameters.delay)].allSatisfy { $0.isNaN })
        #expect(fit.fits.map(\.row) == Array(stride(from: 200 + parameters.delay, to: 1_230, by: 25)))
        for (row, function) in fit.fits {
            let range = row - parameters.delay - 200..<row - parameters.delay
            let expected = try RidgeRegression(penalties: [parameters.penalty]).fit(
                features: features.rows(range), labels: Array(labels[range])
            ).best.function
            #expect(agree(function.coefficients, expected.coefficients, relative: 1e-10))
            let end = min(row + 25, 1_230)
            let values = try expected.predict(features.rows(row..<end))
            #expect(agree(Array(fit.predictions[row..<end]), values, relative: 1e-9, absolute: 1e-10))
        }
    }

    @Test func dependentFeaturesAndBadParametersAreNamed() throws {
        var source = SimulatedSample(seed: 102)
        let values = source.normals(40)
        let equal = try Matrix(columns: [source.normals(40), values, values])
        let labels = source.normals(40)
        #expect(throws: LearningError.dependentFeatures(columns: [2])) {
            _ = try WalkForwardRidge(window: 20, step: 10, penalty: 0).fit(features: equal, labels: labels)
        }
        let constant = try Matrix(columns: [[Double](repeating: 0.1, count: 40), values])
        #expect(throws: LearningError.dependentFeatures(columns: [0])) {
            _ = try WalkForwardRidge(window: 20, step: 10, penalty: 0).fit(features: constant, labels: labels)
        }
        let fit = try WalkForwardRidge(window: 20, step: 10, penalty: 1).fit(features: equal, labels: labels)
        let coefficients = fit.fits[1].function.coefficients
        #expect(agree(coefficients[1], coefficients[2], relative: 1e-9))
        #expect(throws: LearningError.parameter(name: "window", found: "25", allowed: "a multiple of the step 10")) {
            _ = try WalkForwardRidge(window: 25, step: 10, penalty: 1).fit(features: equal, labels: labels)
        }
        #expect(throws: LearningError.tooFewSamples(found: 40, needed: 50, purpose: "the first window")) {
            _ = try WalkForwardRidge(window: 50, step: 10, penalty: 1).fit(features: equal, labels: labels)
        }
    }
}

import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct PartialLeastSquaresTests {
    /// The solution with m directions is least squares within the span of `(XᵀX)ʲ Xᵀy`, j below m.
    @Test(arguments: 0..<4 as Range<UInt64>) func directionsSpanTheKrylovSpace(seed: UInt64) throws {
        var source = SimulatedSample(seed: seed)
        let features = try source.features(50, 6)
        let labels = try source.labels(features, [3, -1, 0, 2, 0.5, 1])
        let centre = try Matrix(
            columns: (0..<6).map { column in
                let values = features.column(column)
                return values.map { $0 - Vectors.mean(values) }
            })
        let mean = Vectors.mean(labels)
        var direction = try centre.transposed * labels.map { $0 - mean }
        var scores: [[Double]] = []
        for count in 1...6 {
            let length = Vectors.sumOfSquares(direction).squareRoot()
            direction = direction.map { $0 / length }
            scores.append(try features * direction)
            direction = try centre.gram() * direction
            let fit = try PartialLeastSquares(components: count).fit(features: features, labels: labels)
            let span = try Matrix(columns: scores)
            let plain = try LeastSquares().fit(features: span, labels: labels)
            #expect(
                agree(try fit.predict(features), try plain.predict(span), relative: 1e-7, absolute: 1e-8),
                "seed \(seed), \(count) components")
        }
        let all = try PartialLeastSquares(components: 6).fit(features: features, labels: labels)
        let plain = try LeastSquares().fit(features: features, labels: labels)
        #expect(agree(all.function.coefficients, plain.function.coefficients, relative: 1e-8))
    }

    @Test func itEndsWhereNothingIsLeft() throws {
        var source = SimulatedSample(seed: 63)
        let values = source.normals(30)
        let features = try Matrix(columns: [values, values, [Double](repeating: 2, count: 30)])
        let fit = try PartialLeastSquares(components: 3).fit(features: features, labels: values.map { 4 * $0 })
        #expect(fit.components == 1)
        #expect(agree(fit.function.coefficients, [2, 2, 0], relative: 1e-9, absolute: 1e-9))
        let flat = try PartialLeastSquares(components: 2).fit(
            features: features, labels: [Double](repeating: 3, count: 30))
        #expect(flat.components == 0 && flat.function == LinearFunction(intercept: 3, coefficients: [0, 0, 0]))
        #expect(throws: LearningError.self) {
            _ = try PartialLeastSquares(components: 4).fit(features: features, labels: values)
        }
    }
}

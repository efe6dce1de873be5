import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct KalmanTests {
    /// Without process noise the coefficients are those of all samples so far with a penalty of the observation's variance
    /// over the prior's, on the intercept too: the normal equations say so.
    @Test func withoutProcessNoiseItIsRidgeOnAllSamplesSoFar() throws {
        var source = SimulatedSample(seed: 71)
        let features = try source.features(60, 3)
        let labels = try source.labels(features, [1, 2, 3])
        let model = KalmanRegression(processVariance: 0, observationVariance: 2, priorVariance: 50)
        let fit = try model.fit(features: features, labels: labels)
        for row in [0, 1, 5, 30, 59] {
            let design = try Matrix(
                columns: [[Double](repeating: 1, count: row + 1)] + (0..<3).map { Array(features.column($0)[0...row]) })
            var gram = design.gram()
            for index in 0..<4 { gram[index, index] += 2.0 / 50 }
            let expected = try gram.solve(design.transposed * Array(labels[0...row]))
            #expect(agree(fit.coefficients.row(row), expected, relative: 1e-10, absolute: 1e-12))
        }
    }

    @Test func withAVaguePriorItIsExpandingLeastSquares() throws {
        var source = SimulatedSample(seed: 72)
        let features = try source.features(300, 3)
        let labels = try source.labels(features, [1, 2, 3])
        let fit = try KalmanRegression(processVariance: 0, priorVariance: 1e8).fit(features: features, labels: labels)
        let expanding = try RollingRegression(window: 10, span: .expanding)
            .fit(features: features, labels: labels, keepingCoefficients: true)
        for row in 20..<300 {
            #expect(
                agree(fit.coefficients.row(row), expanding.coefficients.row(row + 1), relative: 1e-5, absolute: 1e-6))
            #expect(agree(fit.predictions[row], expanding.predictions[row], relative: 1e-5, absolute: 1e-6))
        }
    }

    /// All labels together are normal with covariance `r 1 + X P X'`, where the coefficients' covariance between times s
    /// and t is the prior's and the process variance times the steps before the earlier.
    @Test func theLikelihoodIsThatOfAllLabelsTogether() throws {
        var source = SimulatedSample(seed: 73)
        let features = try source.features(12, 2)
        let labels = source.normals(12)
        let process = [0.1, 0.4, 0]
        let weights = (0..<12).map { 1 + Double($0 % 3) }
        let fit = try KalmanRegression(processVariances: process, observationVariance: 0.5, priorVariance: 3)
            .fit(features: features, labels: labels, weights: weights)
        var covariance = Matrix<Double>(rows: 12, columns: 12)
        for left in 0..<12 {
            for right in 0..<12 {
                let (a, b) = ([1] + features.row(left), [1] + features.row(right))
                for index in 0..<3 {
                    covariance[left, right] += a[index] * b[index] * (3 + process[index] * Double(min(left, right)))
                }
            }
            covariance[left, left] += 0.5 / weights[left]
        }
        let factor = try Cholesky(of: covariance)
        let distance = Vectors.dot(labels, try factor.solve(labels))
        let expected = -0.5 * (12 * 1.8378770664093453 + factor.logDeterminant + distance)
        #expect(agree(fit.logLikelihood, expected, relative: 1e-10))
    }

    @Test func wanderingCoefficientsAreFollowedAndCovered() throws {
        var (source, slope) = (SimulatedSample(seed: 74), 1.0)
        let features = try source.features(4_000, 1)
        var (slopes, labels): ([Double], [Double]) = ([], [])
        for row in 0..<4_000 {
            slope += 0.1 * source.normal()
            slopes.append(slope)
            labels.append(slope * features[row, 0] + source.normal())
        }
        let fit = try KalmanRegression(processVariances: [0, 0.01]).fit(features: features, labels: labels)
        let rolling = try RollingRegression(window: 500).fit(
            features: features, labels: labels, keepingCoefficients: true)
        var (own, other) = (0.0, 0.0)
        for row in 500..<4_000 {
            own += (fit.coefficients[row, 1] - slopes[row]) * (fit.coefficients[row, 1] - slopes[row])
            other += (rolling.coefficients[row + 1, 1] - slopes[row]) * (rolling.coefficients[row + 1, 1] - slopes[row])
        }
        #expect(own < other / 4)
        let inside = (500..<4_000).count { row in
            abs(labels[row] - fit.predictions[row]) < 1.959964 * fit.predictionVariances[row].squareRoot()
        }
        #expect(abs(Double(inside) / 3_500 - 0.95) < 4 * (0.95 * 0.05 / 3_500).squareRoot(), "seed 74")
        let still = try KalmanRegression(processVariance: 0).fit(features: features, labels: labels)
        #expect(fit.logLikelihood > still.logLikelihood + 100)
    }

    @Test func dependentFeaturesShareAndBadParametersAreNamed() throws {
        var source = SimulatedSample(seed: 75)
        let values = source.normals(30)
        let features = try Matrix(columns: [values, values])
        let fit = try KalmanRegression(processVariance: 0).fit(features: features, labels: values.map { 2 * $0 })
        #expect(agree(fit.function.coefficients[0], 1, relative: 1e-6))
        #expect(agree(fit.function.coefficients[1], 1, relative: 1e-6))
        #expect(throws: LearningError.parameter(name: "observationVariance", found: "0.0", allowed: "above 0")) {
            _ = try KalmanRegression(processVariance: 0, observationVariance: 0).fit(features: features, labels: values)
        }
        #expect(throws: LearningError.shape(found: "2 process variances", needed: "1, or 3")) {
            _ = try KalmanRegression(processVariances: [0, 1]).fit(features: features, labels: values)
        }
        #expect(throws: LearningError.parameter(name: "processVariance", found: "-1.0", allowed: "0 or more")) {
            _ = try KalmanRegression(processVariance: -1).fit(features: features, labels: values)
        }
    }
}

import Core
import Learning
import LinearAlgebra
import TestSupport
import Testing

/// Constant and collinear features, more features than samples, numbers that are none.
@Suite struct DependentFeatureTests {
    @Test func constantAndCollinearFeaturesAreNamed() throws {
        var source = SimulatedSample(seed: 2)
        let (first, second) = (source.normals(30), source.normals(30))
        let sum = zip(first, second).map { 1e6 * ($0 - 2 * $1) + 3 }
        let labels = source.normals(30)
        let constant = try Matrix(columns: [first, [Double](repeating: 0.1, count: 30), second])
        #expect(throws: LearningError.dependentFeatures(columns: [1])) {
            _ = try LeastSquares().fit(features: constant, labels: labels)
        }
        let collinear = try Matrix(columns: [first, second, sum])
        let error = #expect(throws: LearningError.self) {
            _ = try LeastSquares().fit(features: collinear, labels: labels)
        }
        // Which of the three it is follows from the pivoting.
        #expect((0..<3).contains { error == .dependentFeatures(columns: [$0]) })
        #expect(
            LearningError.dependentFeatures(columns: [1]).description
                == "feature 1 is constant or depends on others; leave it out, or penalise (ridge)")
    }

    /// Windows of three rows of a feature that varies and one that does not.
    private static func samples(window: Int) throws -> TrainingSamples {
        let seed: UInt64 = 11
        var source = SimulatedSample(seed: seed)
        let features = try Matrix(columns: [source.normals(80), [Double](repeating: 3, count: 80)])
        let rows = Array(0..<79)
        return try SampleSet(
            features: ["return", "flat"], window: window,
            [
                InstrumentSamples(
                    times: (0..<80).map { Int64($0) }, features: features.packed(.rowMajor),
                    labels: try LabelSeries(rows: rows, ends: rows.map { $0 + 1 }, values: source.normals(79)))
            ]
        ).known(at: 79)
    }

    @Test func modelsNameTheFeaturesAndTheirRowsInTheWindow() throws {
        func message(_ model: some Model, window: Int) throws -> String? {
            let samples = try Self.samples(window: window)
            return #expect(throws: LearningError.self) { try model.fit(samples, in: FitContext()) }?.description
        }
        #expect(
            try message(LeastSquares(), window: 1)
                == "feature flat is constant or depends on others; leave it out, or penalise (ridge)")
        #expect(
            try message(LeastSquares(), window: 3)
                == "features flat[t-2], flat[t-1], flat[t] are constant or depend on others; leave them out, or penalise "
                + "(ridge)")
        #expect(
            try message(HuberRegression(), window: 10)
                == "features flat[t-9], flat[t-8], flat[t-7], flat[t-6], flat[t-5], flat[t-4], flat[t-3], flat[t-2] and 2 "
                + "more are constant or depend on others; leave them out, or penalise (ridge)")
        #expect(
            try message(AutoregressiveModel(feature: "flat", lags: [2]), window: 3)
                == "feature flat[t-1] is constant or depends on others; leave it out, or penalise (ridge)")
        let flat = try SampleSet(
            features: ["a", "b"],
            [
                InstrumentSamples(
                    times: [0, 1, 2, 3], features: Matrix(rows: 4, columns: 2, order: .rowMajor, repeating: 1),
                    labels: try LabelSeries(rows: [0, 1, 2], ends: [1, 2, 3], values: [1, 2, 3]))
            ]
        ).known(at: 3)
        #expect(throws: LearningError.dependentFeatures(columns: [0, 1], names: ["a", "b"])) {
            try PrincipalComponentTransform().fit(flat)
        }
    }

    @Test func leftOutTheyChangeNoPrediction() throws {
        var source = SimulatedSample(seed: 3)
        let (first, second) = (source.normals(30), source.normals(30))
        let sum = zip(first, second).map { $0 - 2 * $1 + 3 }
        let labels = source.normals(30)
        let plain = try Matrix(columns: [first, second])
        let dependent = try Matrix(columns: [first, [Double](repeating: 7, count: 30), second, sum])
        let fit = try LeastSquares(dependent: .leaveOut).fit(features: dependent, labels: labels)
        let without = try LeastSquares().fit(features: plain, labels: labels)
        #expect(fit.leftOut.count == 2 && fit.leftOut.contains(1))
        #expect(fit.rank == 3 && fit.degrees == without.degrees)
        #expect(agree(try fit.predict(dependent), try without.predict(plain), relative: 1e-11, absolute: 1e-11))
        #expect(fit.leftOut.allSatisfy { fit.function.coefficients[$0] == 0 && fit.standardErrors[$0 + 1].isNaN })
        #expect(agree(fit.rSquared, without.rSquared, relative: 1e-11))
    }

    @Test func moreFeaturesThanSamplesAreRefusedOrFittedExactly() throws {
        var source = SimulatedSample(seed: 4)
        let features = try source.features(5, 8)
        let labels = source.normals(5)
        #expect(
            throws: LearningError.tooFewSamples(
                found: 5, needed: 10, purpose: "least squares with 8 features and an intercept")
        ) { _ = try LeastSquares().fit(features: features, labels: labels) }
        let fit = try LeastSquares(dependent: .leaveOut).fit(features: features, labels: labels)
        #expect(fit.leftOut.count == 4 && fit.degrees == 0)
        #expect(agree(try fit.predict(features), labels, relative: 1e-10, absolute: 1e-11))
        #expect(fit.residualVariance.isNaN)
        let ridge = try RidgeRegression(penalties: [0, 1]).fit(features: features, labels: labels)
        #expect(agree(try ridge.solutions[0].function.predict(features), labels, relative: 1e-9, absolute: 1e-10))
    }

    typealias Fitting = @Sendable (Matrix<Double>, [Double], [Double]?) throws -> Void
    static let models: [(String, Fitting)] = [
        ("least squares", { _ = try LeastSquares().fit(features: $0, labels: $1, weights: $2) }),
        ("ridge", { _ = try RidgeRegression(penalties: [1]).fit(features: $0, labels: $1, weights: $2) }),
        ("elastic net", { _ = try ElasticNet(penalties: [0.1]).fit(features: $0, labels: $1, weights: $2) }),
        ("Huber", { _ = try HuberRegression().fit(features: $0, labels: $1, weights: $2) }),
        ("quantile", { _ = try QuantileRegression().fit(features: $0, labels: $1, weights: $2) }),
        ("logistic", { _ = try LogisticRegression(penalty: 1).fit(features: $0, labels: $1, weights: $2) }),
        ("multinomial", { _ = try MultinomialRegression(penalty: 1).fit(features: $0, labels: $1, weights: $2) }),
        (
            "principal components",
            { _ = try PrincipalComponentRegression(components: 1).fit(features: $0, labels: $1, weights: $2) }
        ),
        (
            "partial least squares",
            { _ = try PartialLeastSquares(components: 1).fit(features: $0, labels: $1, weights: $2) }
        ),
        ("Kalman", { _ = try KalmanRegression(processVariance: 0).fit(features: $0, labels: $1, weights: $2) }),
        (
            "rolling",
            { features, labels, _ in _ = try RollingRegression(window: 8).fit(features: features, labels: labels) }
        ),
        (
            "walk-forward",
            { features, labels, _ in
                _ = try WalkForwardRidge(window: 8, step: 4, penalty: 1).fit(features: features, labels: labels)
            }
        ),
    ]

    @Test(arguments: 0..<DependentFeatureTests.models.count)
    func everyModelRefusesNumbersThatAreNoneAndShapesThatDoNotFit(place: Int) throws {
        let (name, fit) = DependentFeatureTests.models[place]
        var source = SimulatedSample(seed: 5)
        let features = try source.features(20, 2)
        let labels = (0..<20).map { Double($0 % 2) }
        try fit(features, labels, nil)
        for bad in [Double.nan, .infinity, -.infinity] {
            var odd = features
            odd[13, 1] = bad
            #expect(throws: LearningError.notFinite(sample: 13, feature: 1), "\(name)") { try fit(odd, labels, nil) }
            var other = labels
            other[7] = bad
            #expect(throws: LearningError.labelNotFinite(sample: 7), "\(name)") { try fit(features, other, nil) }
        }
        #expect(
            throws: LearningError.shape(
                found: "20 rows of features, 19 labels", needed: "a label for each row"), "\(name)"
        ) { try fit(features, Array(labels.dropLast()), nil) }
        #expect(throws: LearningError.self, "\(name)") { try fit(features.rows(0..<0), [], nil) }
        guard !["rolling", "walk-forward"].contains(name) else { return }
        var weights = [Double](repeating: 1, count: 20)
        weights[3] = -1
        #expect(
            throws: LearningError.parameter(name: "the weight of sample 3", found: "-1.0", allowed: "0 or more"),
            "\(name)"
        ) { try fit(features, labels, weights) }
    }

    @Test func predictionsWantTheFeaturesOfTheFit() throws {
        let function = LinearFunction(intercept: 1, coefficients: [2, 3])
        #expect(try function.predict(Matrix(columns: [[1.0, 0], [1, 2]])) == [6, 7])
        #expect(
            throws: LearningError.shape(found: "1 features", needed: "the 2 that the model was fitted on")
        ) { _ = try function.predict(Matrix(columns: [[1.0]])) }
    }
}

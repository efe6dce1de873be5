import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct PrincipalComponentTests {
    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func agreesWithTheOracle() throws {
        let oracle = try ClassicalOracle()
        let table = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv"))
        let names: [String] = try oracle.value("pca_returns", "columns")
        let returns = names.map { name in
            let closes = table.numbers(name)
            return zip(closes.dropFirst(), closes).map { $0 / $1 - 1 }
        }
        let components = try PrincipalComponents(features: Matrix(columns: returns), count: names.count)
        #expect(agree(components.means, try oracle.value("pca_returns", "mean"), relative: 1e-8))
        let variances: [Double] = try oracle.value("pca_returns", "explained_variance_ddof1")
        #expect(agree(components.variances, variances, relative: 1e-8))
        let shares: [Double] = try oracle.value("pca_returns", "explained_variance_ratio")
        #expect(agree(components.shares, shares, relative: 1e-8))
        let directions: [[Double]] = try oracle.value("pca_returns", "components")
        for (place, direction) in directions.enumerated() {
            #expect(agree(components.directions.row(place), direction, relative: 1e-8, absolute: 1e-10))
        }
        let scores: [[Double]] = try oracle.value("pca_returns", "scores_first3")
        let own = try components.scores(Matrix(columns: returns))
        for (row, expected) in scores.enumerated() {
            #expect(agree(Array(own.row(row).prefix(expected.count)), expected, relative: 1e-8, absolute: 1e-12))
        }
    }

    @Test func theRegressionIsLeastSquaresOnTheScores() throws {
        var source = SimulatedSample(seed: 61)
        let features = try source.features(80, 5)
        let labels = try source.labels(features, [1, 2, 3, 4, 5])
        for count in 1...5 {
            let fit = try PrincipalComponentRegression(components: count).fit(features: features, labels: labels)
            let scores = try fit.components.scores(features)
            let plain = try LeastSquares().fit(features: scores, labels: labels)
            #expect(agree(try fit.predict(features), try plain.predict(scores), relative: 1e-10, absolute: 1e-11))
        }
        let weights = (0..<80).map { Double(1 + $0 % 2) }
        let all = try PrincipalComponentRegression(components: 5)
            .fit(features: features, labels: labels, weights: weights)
        let plain = try LeastSquares().fit(features: features, labels: labels, weights: weights)
        #expect(agree(all.function.coefficients, plain.function.coefficients, relative: 1e-10))
        #expect(agree(all.function.intercept, plain.function.intercept, relative: 1e-10))
    }

    @Test func dependentFeaturesAndTooManyComponentsAreNoTrap() throws {
        var source = SimulatedSample(seed: 62)
        let values = source.normals(30)
        let features = try Matrix(columns: [values, values, [Double](repeating: 2, count: 30)])
        let fit = try PrincipalComponentRegression(components: 3).fit(
            features: features, labels: values.map { 4 * $0 })
        #expect(agree(fit.function.coefficients, [2, 2, 0], relative: 1e-9, absolute: 1e-9))
        #expect(
            throws: LearningError.parameter(
                name: "components", found: "4", allowed: "1 to 3, the number of features")
        ) { _ = try PrincipalComponentRegression(components: 4).fit(features: features, labels: values) }
        #expect(throws: LearningError.self) {
            _ = try PrincipalComponentRegression(components: 0).fit(features: features, labels: values)
        }
    }
}

import Core
import Foundation
import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct FeatureTransformTests {
    /// Training samples of these columns, one of each row.
    static func samples(_ columns: [[Double]]) throws -> TrainingSamples {
        let rows = columns[0].count
        let part = InstrumentSamples(
            times: (0..<Int64(rows)).map { $0 }, features: try Matrix(columns: columns),
            labels: try LabelSeries(
                rows: Array(0..<rows), ends: Array(0..<rows), values: [Double](repeating: 0, count: rows)))
        return try SampleSet(features: SampleFixtures.names(columns.count), [part]).known(at: .max)
    }

    static func apply(_ fitted: some FittedTransform, _ row: [Double]) -> [Double] {
        var output = [Double](repeating: -1, count: fitted.outputCount)
        var span = output.mutableSpan
        fitted.apply(row.span, into: &span)
        return output
    }

    static func columns(seed: UInt64, _ count: Int, rows: Int) -> [[Double]] {
        var source = SampleFixtures(seed: seed)
        return (0..<count).map { _ in (0..<rows).map { _ in source.number() } }
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func standardisationEqualsScikitLearns() throws {
        let oracle = try FeatureTransformTests.oracle("standard_scaler")
        let names = try #require(FeatureTransformTests.models()["features"] as? [String])
        let table = try FigureTable(path: SharedFolder.path("oracles/models/dataset.csv"))
        let fitted = try Standardisation().fit(FeatureTransformTests.samples(names.map { table.numbers($0) }))
        let (means, scales) = (
            try #require(oracle["mean"] as? [Double]), try #require(oracle["scale_ddof0"] as? [Double])
        )
        #expect(means.count == 12)
        for place in means.indices {
            #expect(agree(fitted.centres[place], means[place], relative: 1e-12, absolute: 1e-16))
            #expect(agree(fitted.scales[place], scales[place], relative: 1e-12))
        }
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func componentsEqualScikitLearns() throws {
        let oracle = try FeatureTransformTests.oracle("pca_returns")
        let names = try #require(oracle["columns"] as? [String])
        let table = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv"))
        let returns = names.map { name in
            let closes = table.numbers(name)
            return zip(closes.dropFirst(), closes).map { $0 / $1 - 1 }
        }
        let fitted = try PrincipalComponentTransform(whitens: false).fit(FeatureTransformTests.samples(returns))
        let variances = try #require(oracle["explained_variance_ddof1"] as? [Double])
        let components = try #require(oracle["components"] as? [[Double]])
        let scores = try #require(oracle["scores_first3"] as? [[Double]])
        #expect(fitted.outputCount == 11)
        for place in variances.indices {
            #expect(agree(fitted.variances[place], variances[place], relative: 1e-9))
            for column in 0..<11 {
                #expect(abs(fitted.weights[place * 11 + column] - components[place][column]) < 1e-8)
            }
        }
        for (row, score) in scores.enumerated() {
            let ours = FeatureTransformTests.apply(fitted, returns.map { $0[row] })
            for (one, other) in zip(ours, score) { #expect(abs(one - other) < 1e-9) }
        }
    }

    static func models() throws -> [String: Any] {
        let url = URL(fileURLWithPath: SharedFolder.path("oracles/models/classical_models.json"))
        return try #require(JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    static func oracle(_ name: String) throws -> [String: Any] {
        try #require(models()[name] as? [String: Any])
    }

    @Test func constantFeaturesBecomeZero() throws {
        // A sum of tenths that rounding makes differ in the last digit, and a true constant.
        let tenths = (0..<50).map { $0 % 2 == 0 ? 0.1 + 0.2 : 0.3 }
        let samples = try FeatureTransformTests.samples([tenths, tenths.map { _ in 7 }, (0..<50).map { Double($0) }])
        for kind in [Standardisation.Kind.moments, .robust] {
            let fitted = try Standardisation(kind).fit(samples)
            #expect(fitted.constantFeatures == [0, 1])
            let row = FeatureTransformTests.apply(fitted, [0.3, 7, 24.5])
            #expect(abs(row[0]) < 1e-15 && row[1] == 0 && row[2] == 0)
            #expect(FeatureTransformTests.apply(fitted, [0.3, 9, 24.5])[1] == 2)
        }
        #expect(try Standardisation(.robust).fit(samples).scales[2] == 24.5)
    }

    @Test func outliersAreClamped() throws {
        let samples = try FeatureTransformTests.samples([(0...100).map { Double($0) }])
        let fitted = try Winsorisation(lower: 0.05, upper: 0.9).fit(samples)
        #expect(fitted.least == [5] && fitted.greatest == [90])
        #expect([-3.0, 5, 50, 90, 1e9].map { FeatureTransformTests.apply(fitted, [$0])[0] } == [5, 5, 50, 90, 90])
        #expect(FeatureTransformTests.apply(fitted, [.nan])[0].isNaN)
        for (lower, upper) in [(-0.1, 0.9), (0.6, 0.5), (0.1, 1.1), (.nan, 0.5), (0.1, .nan)] {
            #expect(throws: LearningError.self) { _ = try Winsorisation(lower: lower, upper: upper).fit(samples) }
        }
    }

    @Test func ranksStandBetweenZeroAndOne() throws {
        let samples = try FeatureTransformTests.samples([[5, 1, 3, 3, 9], [2, 2, 2, 2, 2]])
        let fitted = try QuantileTransform().fit(samples)
        func rank(_ value: Double) -> Double { FeatureTransformTests.apply(fitted, [value, 2])[0] }
        #expect([0, 1, 2, 3, 4, 5, 7, 9, 10].map(rank) == [0, 0, 0.125, 0.375, 0.625, 0.75, 0.875, 1, 1])
        #expect(rank(.nan).isNaN)
        #expect([1, 2, 3].map { FeatureTransformTests.apply(fitted, [3, $0])[1] } == [0, 0.5, 1])
        let scores = try QuantileTransform(.normal).fit(samples)
        func score(_ value: Double) -> Double { FeatureTransformTests.apply(scores, [value, 2])[0] }
        // scipy.stats.norm.ppf of 0.375, 0.75 and 1e-7.
        #expect(abs(score(3) - -0.31863936396437514) < 1e-14)
        #expect(abs(score(5) - 0.6744897501960817) < 1e-14)
        #expect(abs(score(-4) - -5.199337582192818) < 1e-13)
        #expect(FeatureTransformTests.apply(scores, [3, 2])[1] == 0)
        #expect(throws: LearningError.self) { _ = try QuantileTransform(points: 1).fit(samples) }
        let few = try QuantileTransform(points: 3).fit(samples)
        #expect(few.quantiles[0] == [1, 3, 9])
    }

    /// Of scikit-learn 1.9.1, `QuantileTransformer` and `RobustScaler`, over whole and half numbers with ties; at 3 and 31
    /// of exact fractions, as its kept quantiles miss those ties by rounding.
    @Test func quantilesEqualScikitLearns() throws {
        let values = (0..<60).map { (place: Int) -> Double in
            let whole = place * 37 % 101 / 3
            return place % 5 == 0 ? Double(whole) + 0.5 : Double(whole)
        }
        let samples = try FeatureTransformTests.samples([values])
        let probes: [Double] = [1, 2.5, 3, 7.25, 12, 12.5, 20, 25.1, 31, 32.9]
        let cases: [(QuantileTransform.Output, Int, [Double])] = [
            (
                .uniform, 60,
                [
                    0.0423728813559322, 0.07627118644067797, 0.09322033898305085, 0.24152542372881355,
                    0.364406779661017,
                    0.3813559322033898, 0.6186440677966102, 0.7813559322033898, 0.940677966101695, 0.9932203389830508,
                ]
            ),
            (
                .uniform, 11,
                [
                    0.03333333333333334, 0.08333333333333334, 0.1, 0.23378378378378378, 0.3696969696969697,
                    0.3848484848484849, 0.6166666666666666, 0.7700000000000001, 0.9431818181818181, 0.9863636363636363,
                ]
            ),
            (
                .normal, 60,
                [
                    -1.7237899879084906, -1.4306087689606293, -1.321182025953857, -0.7014041265509121,
                    -0.34670419368430444, -0.3019215539193323, 0.3019215539193323, 0.7767807504502198,
                    1.560490268888485, 2.468730694755665,
                ]
            ),
        ]
        for (output, points, expected) in cases {
            let fitted = try QuantileTransform(output, points: points).fit(samples)
            for (probe, value) in zip(probes, expected) {
                #expect(abs(FeatureTransformTests.apply(fitted, [probe])[0] - value) < 1e-13, "\(output) of \(probe)")
            }
        }
        let robust = try Standardisation(.robust).fit(samples)
        #expect(robust.centres == [16.5] && robust.scales == [16.5])
    }

    @Test(arguments: 0..<8 as Range<UInt64>) func whitenedComponentsAreUncorrelated(seed: UInt64) throws {
        var columns = FeatureTransformTests.columns(seed: seed, 4, rows: 200)
        // Collinear, constant, and of another size: two directions fewer than features.
        columns.append(zip(columns[0], columns[1]).map { 3 * $0 - $1 })
        columns.append(columns[0].map { _ in 5 })
        columns[2] = columns[2].map { 1_000 * $0 }
        let samples = try FeatureTransformTests.samples(columns)
        let fitted = try PrincipalComponentTransform().fit(samples)
        #expect(fitted.outputCount == 4, "seed \(seed)")
        let rows = (0..<200).map { row in FeatureTransformTests.apply(fitted, columns.map { $0[row] }) }
        for one in 0..<4 {
            #expect(abs(rows.reduce(0) { $0 + $1[one] }) < 1e-8, "seed \(seed)")
            for other in 0..<4 {
                let covariance = rows.reduce(0) { $0 + $1[one] * $1[other] } / 199
                #expect(abs(covariance - (one == other ? 1 : 0)) < 1e-8, "seed \(seed)")
            }
        }
        #expect(try PrincipalComponentTransform(components: 2).fit(samples).outputCount == 2)
        #expect(try PrincipalComponentTransform(variance: 0.5).fit(samples).outputCount == 1)
    }

    @Test func componentsOfNothingAreRefused() throws {
        let constant = try FeatureTransformTests.samples([[1, 1, 1], [2, 2, 2]])
        let names = SampleFixtures.names(2)
        #expect(throws: LearningError.dependentFeatures(columns: [0, 1], names: names)) {
            _ = try PrincipalComponentTransform().fit(constant)
        }
        let one = try FeatureTransformTests.samples([[1], [2]])
        #expect(throws: LearningError.tooFewSamples(found: 1, needed: 2, purpose: "principal components")) {
            _ = try PrincipalComponentTransform().fit(one)
        }
        #expect(throws: LearningError.self) { _ = try PrincipalComponentTransform(components: 0).fit(constant) }
        #expect(throws: LearningError.self) { _ = try PrincipalComponentTransform(variance: 2).fit(constant) }
    }

    @Test func fittedTransformsAreWrittenAndReadBack() throws {
        let samples = try FeatureTransformTests.samples(FeatureTransformTests.columns(seed: 4, 3, rows: 40))
        func hold(_ transform: some FeatureTransform) throws {
            let fitted = try transform.fit(samples)
            let text = try JSONEncoder().encode(fitted)
            #expect(try JSONDecoder().decode(type(of: fitted), from: text) == fitted)
        }
        try hold(Standardisation(.robust))
        try hold(Winsorisation())
        try hold(QuantileTransform(.normal, points: 11))
        try hold(PrincipalComponentTransform())
    }
}

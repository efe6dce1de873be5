import Core
import Learning
import LinearAlgebra
import TestSupport
import Testing

@Suite struct RollingRegressionTests {
    /// The largest difference from QR of each window asked, relative to the spread of the labels.
    static func error(
        _ fit: RollingFit, _ model: RollingRegression, _ features: Matrix<Double>, _ labels: [Double], rows: [Int]
    ) throws -> Double {
        var largest = 0.0
        let spread = (Vectors.sumOfSquares(labels.map { $0 - Vectors.mean(labels) }) / Double(labels.count))
            .squareRoot()
        for row in rows {
            let end = row - model.delay
            let range = (model.span == .rolling ? end - model.window : 0)..<end
            let (part, own) = (features.rows(range), Array(labels[range]))
            let function =
                model.penalty > 0
                ? try RidgeRegression(penalties: [model.penalty]).fit(features: part, labels: own).best.function
                : try LeastSquares(dependent: .leaveOut).fit(features: part, labels: own).function
            let expected = function.value(features.row(row))
            largest = max(largest, abs(fit.predictions[row] - expected) / spread)
        }
        return largest
    }

    @Test(
        arguments: [1, 2, 5, 8, 13], [RollingRegression.Span.rolling, .expanding])
    func agreesWithAFactorizationOfEachWindow(columns: Int, span: RollingRegression.Span) throws {
        for (penalty, delay, order) in [(0.0, 0, MatrixOrder.rowMajor), (2.5, 3, .columnMajor)] {
            var source = SimulatedSample(seed: UInt64(columns))
            let features = try source.features(2_600, columns, order: order)
            let labels = try source.labels(features, source.normals(columns))
            let model = RollingRegression(window: 40, span: span, penalty: penalty, delay: delay)
            let fit = try model.fit(features: features, labels: labels)
            #expect(fit.first == 40 + delay && fit.predictions[..<fit.first].allSatisfy { $0.isNaN })
            let rows = Array(stride(from: fit.first, to: 2_600, by: 37)) + [1_055, 1_056, 1_057, 2_599]
            let error = try RollingRegressionTests.error(fit, model, features, labels, rows: rows)
            #expect(error < 1e-11, "seed \(columns): \(error)")
            #expect(fit.restarts == 0 && fit.leftOut == 0)
        }
    }

    @Test func aPriceFarFromZeroLosesNoDigits() throws {
        var source = SimulatedSample(seed: 91)
        var (price, prices): (Double, [Double]) = (50_000, [])
        for _ in 0..<6_000 {
            price += source.normal()
            prices.append(price)
        }
        let other = source.normals(6_000)
        let features = try Matrix(columns: [prices, other])
        let labels = zip(prices, other).map { 1e4 + 0.01 * $0 + $1 + source.normal() }
        let model = RollingRegression(window: 256)
        let fit = try model.fit(features: features, labels: labels)
        let rows = Array(stride(from: 256, to: 6_000, by: 41))
        let error = try RollingRegressionTests.error(fit, model, features, labels, rows: rows)
        #expect(error < 1e-10, "seed 91: \(error)")
    }

    @Test func sumsThatLoseDigitsAreMadeAnew() throws {
        var source = SimulatedSample(seed: 92)
        let features = try source.features(6_000, 3)
        var labels = try source.labels(features, [1, 2, 3])
        var odd = features
        // Outliers, and a level that jumps.
        odd[700, 0] = 1e9
        odd[3_000, 1] = -1e8
        labels[4_000] = 1e10
        for row in 2_000..<6_000 { odd[row, 2] += 1e7 }
        let model = RollingRegression(window: 100)
        let fit = try model.fit(features: odd, labels: labels)
        #expect(fit.restarts > 0 && fit.restarts < 40)
        // Rows whose window holds neither: what has left it leaves no trace.
        let clean = stride(from: 107, to: 6_000, by: 13).filter { row in
            let outlier = [700, 3_000, 4_000].contains { $0 <= row && row <= $0 + 101 }
            return !outlier && !(2_000...2_100).contains(row)
        }
        var plain = labels
        plain[4_000] = 0
        let spread = (Vectors.sumOfSquares(plain) / 6_000).squareRoot()
        for row in clean {
            let range = row - 100..<row
            let expected = try LeastSquares().fit(features: odd.rows(range), labels: Array(labels[range]))
                .function.value(odd.row(row))
            #expect(abs(fit.predictions[row] - expected) < 1e-6 * spread, "seed 92: row \(row)")
        }
    }

    @Test func dependentFeaturesAreLeftOutWindowByWindow() throws {
        var source = SimulatedSample(seed: 93)
        var features = try source.features(3_000, 3)
        let labels = try source.labels(features, [1, 2, 3])
        for row in 0..<3_000 {
            if (500..<1_500).contains(row) { features[row, 1] = 0.1 }
            if row >= 2_000 { features[row, 2] = 2 * features[row, 0] - 7 }
        }
        let model = RollingRegression(window: 60)
        let fit = try model.fit(features: features, labels: labels, keepingCoefficients: true)
        // The windows that end at 560 ... 1,500, and at 2,060 ... 3,000 with the one for the row to come.
        #expect(fit.leftOut == 941 + 941)
        #expect((560...1_500).allSatisfy { fit.coefficients[$0, 2] == 0 })
        #expect((2_060...3_000).allSatisfy { fit.coefficients[$0, 3] == 0 })
        let rows = Array(stride(from: 60, to: 3_000, by: 17)).filter { !(1_501..<1_510).contains($0) }
        let error = try RollingRegressionTests.error(fit, model, features, labels, rows: rows)
        #expect(error < 1e-8, "seed 93: \(error)")
    }

    @Test func whatFollowsChangesNothing() throws {
        var source = SimulatedSample(seed: 94)
        let features = try source.features(3_000, 4)
        let labels = try source.labels(features, [1, 2, 3, 4])
        for span in [RollingRegression.Span.rolling, .expanding] {
            let model = RollingRegression(window: 50, span: span, delay: 2)
            let whole = try model.fit(features: features, labels: labels, keepingCoefficients: true)
            for count in [52, 1_067, 2_999] {
                let part = try model.fit(
                    features: features.rows(0..<count), labels: Array(labels[0..<count]), keepingCoefficients: true)
                #expect(Array(part.predictions[52...]) == Array(whole.predictions[52..<count]))
                #expect(part.last.coefficients == Array(part.coefficients.row(count).dropFirst()))
                #expect(part.coefficients.row(count) == whole.coefficients.row(count))
            }
        }
    }

    @Test(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absentNote)))
    func agreesWithTheRollingFiguresOfTheOracle() throws {
        let table = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv"))
        func returns(_ name: String) -> [Double] {
            let closes = table.numbers(name)
            return zip(closes.dropFirst(), closes).map { $0 / $1 - 1 }
        }
        let features = try Matrix(columns: [returns("tlt"), returns("lqd")])
        let fit = try RollingRegression(window: 120)
            .fit(features: features, labels: returns("spy"), keepingCoefficients: true)
        let oracle = try FigureTable(path: SharedFolder.path("oracles/models/rolling_ols.csv"))
        let dates = Array(table.texts(table.names[0]).dropFirst())
        let names = ["const", "tlt", "lqd"].map { oracle.numbers($0) }
        #expect(oracle.rows.count > 100)
        for (place, date) in oracle.texts("date").enumerated() {
            let row = try #require(dates.firstIndex(of: date))
            #expect(
                agree(fit.coefficients.row(row + 1), names.map { $0[place] }, relative: 1e-8, absolute: 1e-13),
                "\(date)")
        }
    }

    @Test func theWorkloadGivesTheFiguresOfOtherTools() throws {
        let rows = 100_000
        var columns = (0..<8).map { column in (0..<rows).map { ReferenceWorkload.gauss(100 + UInt64(column), $0) } }
        let labels = (0..<rows).map { row in
            (0..<8).reduce(0.1) { $0 + columns[$1][row] * Double($1 + 1) / 8 } + 0.5 * ReferenceWorkload.gauss(99, row)
        }
        let model = RollingRegression(window: 256)
        let features = try Matrix(columns: columns)
        let fit = try model.fit(features: features, labels: labels)
        // The first prediction of the peers' runs of workload W5, by numpy's and numba's normal equations.
        #expect(agree(fit.predictions[256], 2.567244805583078, relative: 1e-11))
        let error = try RollingRegressionTests.error(
            fit, model, features, labels, rows: Array(stride(from: 256, to: rows, by: 199)))
        #expect(error < 1e-13, "\(error)")
        columns.removeAll()
    }

    @Test func badParametersAreNamed() throws {
        var source = SimulatedSample(seed: 95)
        let features = try source.features(20, 3)
        let labels = source.normals(20)
        #expect(throws: LearningError.parameter(name: "window", found: "1", allowed: "2 or more")) {
            _ = try RollingRegression(window: 1).fit(features: features, labels: labels)
        }
        #expect(
            throws: LearningError.tooFewSamples(
                found: 4, needed: 5, purpose: "a window of least squares with 3 features and an intercept")
        ) { _ = try RollingRegression(window: 4).fit(features: features, labels: labels) }
        #expect(throws: LearningError.tooFewSamples(found: 20, needed: 21, purpose: "the first window")) {
            _ = try RollingRegression(window: 21).fit(features: features, labels: labels)
        }
        #expect(throws: LearningError.parameter(name: "delay", found: "-1", allowed: "0 or more")) {
            _ = try RollingRegression(window: 10, delay: -1).fit(features: features, labels: labels)
        }
        let wide = try RollingRegression(window: 2, penalty: 0.1).fit(features: features, labels: labels)
        #expect(wide.predictions[2...].allSatisfy { $0.isFinite })
    }
}

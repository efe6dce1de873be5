import Core
import Foundation
import Simulation
import Statistics
import TestSupport
import Testing

@testable import SyntheticHistories

@Suite struct GARCHTests {
    /// The log returns of the closes of a shipped file.
    static func returns(_ name: String) throws -> [Double] {
        let url = SharedFolder.projectRoot.appendingPathComponent("Data/daily/\(name).csv")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let closes = lines.dropFirst().compactMap { Double($0.split(separator: ",")[4]) }
        return zip(closes, closes.dropFirst()).map { log($1 / $0) }
    }

    /// A fit of `arch` 8.0: `arch_model(100 * r, mean="Constant", vol="GARCH", p=1, q=1, dist=…, rescale=False)`, in percent.
    struct Reference: Sendable {
        var name: String
        var innovations: GARCH.Innovations
        var logLikelihood: Double
        var mean: Double
        var omega: Double
        var alpha: Double
        var beta: Double
        var degrees: Double?
    }

    static let references = [
        Reference(
            name: "sp500", innovations: .normal, logLikelihood: -6941.539079807973, mean: 0.052363956,
            omega: 0.017743935,
            alpha: 0.101899278, beta: 0.885262977),
        Reference(
            name: "sp500", innovations: .student, logLikelihood: -6834.479203373303, mean: 0.064585806,
            omega: 0.008640641,
            alpha: 0.099491954, beta: 0.900158617, degrees: 6.509277482),
        Reference(
            name: "goog", innovations: .normal, logLikelihood: -4508.377975453311, mean: 0.116536358,
            omega: 0.061150878,
            alpha: 0.034467584, beta: 0.950778085),
        Reference(
            name: "goog", innovations: .student, logLikelihood: -4301.3430378219455, mean: 0.117641715,
            omega: 0.023527634,
            alpha: 0.034520545, beta: 0.960762622, degrees: 3.865930941),
    ]

    @Test(arguments: references) func fitsOfShippedSeriesAreThoseOfArch(reference: Reference) throws {
        let returns = try Self.returns(reference.name)
        var options = GARCH.Parameters()
        options.innovations = reference.innovations
        let fit = GARCH.fit(returns, yearsPerBar: 1.0 / 252, options: options)
        let found = fit.model.parameters
        #expect(fit.isConverged)
        // Percent make each return 100 times as large, and its density a hundredth.
        let logLikelihood = (fit.logLikelihood ?? 0) - Double(returns.count) * log(100)
        #expect(logLikelihood > reference.logLikelihood - 0.01, "\(logLikelihood)")
        #expect(logLikelihood < reference.logLikelihood + 1, "\(logLikelihood)")
        #expect(abs(found.mean * 100 - reference.mean) < 1e-3, "\(found)")
        #expect(abs(found.omega * 1e4 - reference.omega) < 1e-3, "\(found)")
        #expect(abs(found.alpha - reference.alpha) < 1e-3, "\(found)")
        #expect(abs(found.beta - reference.beta) < 1e-3, "\(found)")
        if let degrees = reference.degrees { #expect(abs(found.degrees - degrees) < 0.01, "\(found)") }
    }

    /// By the likelihood of Student's t the middle of skewed returns is not their mean.
    @Test(arguments: GARCH.Innovations.allCases) func historiesGrowAsTheReturnsDid(innovations: GARCH.Innovations) {
        var stream = RandomStream(seed: 5, name: "skewed")
        let returns = (0..<3_000).map { _ in
            stream.uniform() < 0.05 ? -0.04 - 0.02 * stream.uniform() : 0.004 * stream.uniform()
        }
        let mean = Moments(returns).mean
        var options = GARCH.Parameters()
        options.innovations = innovations
        let fitted = GARCH.fit(returns, yearsPerBar: 1.0 / 252, options: options).model.parameters
        let centred = GARCH.centred(fitted, on: returns)
        if innovations == .historical {
            #expect(centred == fitted)
        } else {
            #expect(centred.mean == mean)
        }
        if innovations == .student { #expect(fitted.mean > mean + 0.0005, "\(fitted)") }
        var others = centred
        others.mean = fitted.mean
        #expect(others == fitted)
    }

    /// 3(1 − (α + β)²) / (1 − (α + β)² − 2α²), Bollerslev (1986), theorem 2.
    @Test func kurtosisIsThatInClosedForm() {
        var parameters = GARCH.Parameters()
        (parameters.innovations, parameters.alpha, parameters.beta) = (.normal, 0.1, 0.8)
        parameters.omega = 1e-5
        let model = GARCH(parameters, yearsPerBar: 1)
        let moments = Moments(HistoryFixtures.path(model, count: 1_000_000, seed: 9).returns)
        #expect(HistoryFixtures.isNear(moments.sumOfSquares / 1_000_000, 1e-4, within: 0.02))
        let kurtosis = 3 * (1 - 0.81) / (1 - 0.81 - 0.02)
        #expect(HistoryFixtures.isNear(moments.kurtosisRaw ?? 0, kurtosis, within: 0.06))
    }

    @Test(arguments: [5.0, 8, 30]) func studentDrawsHaveTheirMoments(degrees: Double) {
        var stream = RandomStream(seed: 10, name: "test")
        var draws = [Double](repeating: 0, count: 400_000)
        draws.withUnsafeMutableBufferPointer { draws in
            NormalDraws.shared.fill(draws, from: &stream)
            StudentQuantiles(degrees: degrees).replace(draws)
        }
        let n = Double(draws.count)
        #expect(HistoryFixtures.isNear(draws.reduce(0) { $0 + $1 * $1 } / n, 1, within: 0.025))
        let edge = StudentDistribution.critical(tail: 0.01, degrees: degrees) * ((degrees - 2) / degrees).squareRoot()
        let share = Double(draws.count { abs($0) > edge }) / n
        #expect(abs(share - 0.01) < 5 * (0.01 / n).squareRoot(), "\(degrees) degrees: \(share)")
    }

    @Test(arguments: [51] as [UInt64]) func aFitFindsTheParametersAgain(seed: UInt64) {
        var parameters = GARCH.Parameters()
        (parameters.innovations, parameters.alpha, parameters.beta, parameters.degrees) = (.student, 0.08, 0.9, 6)
        let (returns, _) = HistoryFixtures.path(GARCH(parameters, yearsPerBar: 1), count: 20_000, seed: seed)
        let found = GARCH.fit(returns, yearsPerBar: 1, options: parameters).model.parameters
        #expect(abs(found.alpha - 0.08) < 0.015, "seed \(seed): \(found)")
        #expect(abs(found.beta - 0.9) < 0.02, "seed \(seed): \(found)")
        #expect(abs(found.degrees - 6) < 0.7, "seed \(seed): \(found)")
    }

    @Test func varianceThatGrowsWithoutEndIsRefused() {
        var parameters = GARCH.Parameters()
        (parameters.alpha, parameters.beta) = (0.2, 0.85)
        #expect(
            GARCH.problem(with: parameters)?.description
                == "parameter alpha: and beta have the sum 1.05, and the variance reverts only below 1")
    }

    @Test func drawnInnovationsComeFromTheSameBars() throws {
        let rows = try ResidualRows([(0..<100).map { Double($0) }, (0..<100).map { $0 == 3 ? .nan : -2 * Double($0) }])
        var (a, b) = ([Double](repeating: 0, count: 500), [Double](repeating: 0, count: 500))
        for (place, column) in [0, 1].enumerated() {
            var stream = RandomStream(seed: 1, name: "rows")
            if place == 0 {
                a.withUnsafeMutableBufferPointer { rows.fill($0, of: column, from: &stream) }
            } else {
                b.withUnsafeMutableBufferPointer { rows.fill($0, of: column, from: &stream) }
            }
        }
        #expect(zip(a, b).allSatisfy { abs($0 + $1) < 1e-12 })
        #expect(abs(Moments(a).mean) < 0.2)
        #expect(throws: HistoryError.self) { try ResidualRows([[Double](repeating: 1, count: 20)]) }
    }
}

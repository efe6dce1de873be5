import Core
import Foundation
import Simulation
import Statistics
import Testing

@testable import SyntheticHistories

@Suite struct RegimeSwitchingTests {
    /// A fit of statsmodels 0.15: `MarkovRegression(100 * r, k_regimes, trend="c", switching_variance=True)`, in percent.
    struct Reference: Sendable {
        var name: String
        var logLikelihood: Double
        var means: [Double]
        var variances: [Double]
        /// The chances to stay.
        var stays: [Double]
    }

    static let references = [
        Reference(
            name: "sp500", logLikelihood: -7132.672263872213, means: [0.06923066, -0.08815659],
            variances: [0.46803253, 3.25607853], stays: [0.98774429, 1 - 0.02220528]),
        Reference(
            name: "goog", logLikelihood: -4366.350514152088, means: [0.14674729, -0.07419047],
            variances: [1.87223537, 14.08835201], stays: [0.97173798, 1 - 0.09633944]),
        Reference(
            name: "sp500", logLikelihood: -6901.4881378153805, means: [0.09155575, -0.02435963, -0.15938585],
            variances: [0.30036169, 1.36064529, 7.10433699],
            stays: [0.97906306, 1 - 0.01994061 - 0.00662583, 0.96836372]),
    ]

    @Test(arguments: references) func fitsOfShippedSeriesAreThoseOfStatsmodels(reference: Reference) throws {
        let returns = try GARCHTests.returns(reference.name)
        var options = RegimeSwitching.Parameters()
        options.regimes = reference.means.count
        let fit = RegimeSwitching.fit(returns, yearsPerBar: 1.0 / 252, options: options)
        let found = fit.model.parameters
        #expect(fit.isConverged)
        let logLikelihood = (fit.logLikelihood ?? 0) - Double(returns.count) * log(100)
        #expect(abs(logLikelihood - reference.logLikelihood) < 0.05, "\(logLikelihood)")
        for (place, variance) in reference.variances.enumerated() {
            #expect(abs(found.means[place] * 100 - reference.means[place]) < 0.01, "\(found)")
            let deviation = found.deviations[place] * 100
            #expect(HistoryFixtures.isNear(deviation * deviation, variance, within: 0.01), "\(found)")
            let stay = found.transitions[place * reference.means.count + place]
            #expect(abs(stay - reference.stays[place]) < 0.003, "\(found)")
        }
    }

    @Test(arguments: [61] as [UInt64]) func aFitFindsTheParametersAgain(seed: UInt64) {
        let parameters = RegimeSwitching.Parameters()
        let (returns, _) = HistoryFixtures.path(RegimeSwitching(parameters, yearsPerBar: 1), count: 10_000, seed: seed)
        let found = RegimeSwitching.fit(returns, yearsPerBar: 1, options: .init()).model.parameters
        for regime in 0..<2 {
            #expect(abs(found.means[regime] - parameters.means[regime]) < 0.001, "seed \(seed): \(found)")
            #expect(
                HistoryFixtures.isNear(found.deviations[regime], parameters.deviations[regime], within: 0.06),
                "seed \(seed): \(found)")
        }
        #expect(
            abs(found.transitions[0] - 0.98) < 0.01 && abs(found.transitions[3] - 0.96) < 0.015,
            "seed \(seed): \(found)")
    }

    @Test func theStationaryLawIsThatOfTheChances() {
        let law = RegimeSwitching.stationary([0.98, 0.02, 0.04, 0.96], count: 2)
        #expect(abs(law[0] - 2.0 / 3) < 1e-12 && abs(law[1] - 1.0 / 3) < 1e-12)
    }

    @Test func listsOfAnotherSizeAreRefused() {
        var parameters = RegimeSwitching.Parameters()
        parameters.regimes = 3
        #expect(
            RegimeSwitching.problem(with: parameters)?.description
                == "parameter means: has 2 numbers, and 3 regimes need 3")
        parameters.regimes = 2
        parameters.transitions = [0.9, 0.2, 0.5, 0.5]
        #expect(
            RegimeSwitching.problem(with: parameters)?.description
                == "parameter transitions: has a row 1 with the sum 1.1, not 1")
    }
}

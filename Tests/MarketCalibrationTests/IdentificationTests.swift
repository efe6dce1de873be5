import Testing

@testable import MarketCalibration

/// Identification against closed forms of two parameters.
struct IdentificationTests {
    /// A weighting of two moments with unit errors that do not correlate.
    static func weighting() throws -> MomentWeighting {
        let days = (0..<6).map { _ in CalibrationFixtures.days[0] }
        let bootstrap = try #require(
            MomentBootstrap(MomentCells(days), [.deviation, .volume], resamples: 50, seed: 1))
        // Full shrinkage leaves the identity; errors are taken out by the derivatives below.
        return try #require(MomentWeighting(target: [0, 0], bootstrap, shrinkage: 1))
    }

    @Test func errorsFollowTheInformation() throws {
        let weighting = try IdentificationTests.weighting()
        let derivatives = [[3.0, 1], [1, 2]]
        let identification = CalibrationIdentification(
            jacobian: zip(derivatives, weighting.scales).map { row, scale in row.map { $0 * scale } },
            weighting: weighting, paths: ["a.x", "b.y"], simulationFactor: 1.25)
        // J'J = [[10, 5], [5, 5]]: eigenvalues (15 ± 5√5)/2, inverse [[5, -5], [-5, 10]] / 25.
        let root = 5 * 5.0.squareRoot()
        #expect(abs(identification.eigenvalues[0] - (15 - root) / 2) < 1e-9)
        #expect(abs(identification.eigenvalues[1] - (15 + root) / 2) < 1e-9)
        #expect(abs(identification.conditionNumber - (15 + root) / (15 - root)) < 1e-9)
        #expect(abs(identification.standardErrors[0] - (1.25 * 0.2).squareRoot()) < 1e-9)
        #expect(abs(identification.standardErrors[1] - (1.25 * 0.4).squareRoot()) < 1e-9)
        #expect(abs(identification.correlations[0][1] + 1 / 2.0.squareRoot()) < 1e-9)
        #expect(identification.isWeak)
        #expect(identification.leastIdentified.map(\.path) == ["a.x", "b.y"])
        let ratio = identification.leastIdentified[1].weight / identification.leastIdentified[0].weight
        #expect(abs(ratio - ((15 - root) / 2 - 10) / 5) < 1e-9)
    }

    @Test func parametersThatMoveTheSameMomentsAreSaidToBeUnidentified() throws {
        let weighting = try IdentificationTests.weighting()
        let identification = CalibrationIdentification(
            jacobian: zip([[2.0, 4], [1, 2]], weighting.scales).map { row, scale in row.map { $0 * scale } },
            weighting: weighting, paths: ["a.x", "b.y"], simulationFactor: 1)
        #expect(identification.conditionNumber == .infinity)
        #expect(identification.leastError == .infinity)
        #expect(identification.standardErrors == [.infinity, .infinity])
        #expect(identification.isWeak)
        // The combination that leaves the moments where they are: (2, −1) / √5.
        let shares = identification.leastIdentified.map(\.weight)
        #expect(abs(shares[0] / shares[1] + 2) < 1e-6)
    }

    @Test func wellKnownParametersAreNotWeak() throws {
        let weighting = try IdentificationTests.weighting()
        let identification = CalibrationIdentification(
            jacobian: zip([[50.0, 0], [0, 20]], weighting.scales).map { row, scale in row.map { $0 * scale } },
            weighting: weighting, paths: ["a.x", "b.y"], simulationFactor: 1)
        #expect(!identification.isWeak)
        #expect(abs(identification.leastError - 1 / 20) < 1e-9)
        #expect(abs(identification.leastIdentified[1].weight) > 0.999)
    }
}

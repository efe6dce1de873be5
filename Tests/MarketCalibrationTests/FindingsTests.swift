import MarketSimulator
import Testing

@testable import MarketCalibration

/// What is said of a result.
struct FindingsTests {
    private func result(_ status: CalibrationResult.Status) throws -> CalibrationResult {
        let configuration = CalibrationFixtures.crowd(marketRate: 0.2, depth: 9, days: 1)
        let parameter = try configuration.free(CalibrationParameter("crowd.depth"))
        return CalibrationResult(
            status: status, configuration: configuration,
            parameters: [
                ParameterEstimate(parameter: parameter, best: 9.98, interval: nil, standardError: nil, isAtEdge: false)
            ], training: DistancePair(before: 1_234.5, after: 2.3456), heldOut: DistancePair(before: 900, after: 3),
            betweenDays: 0.012345, dayCounts: (6, 3), moments: [], identification: nil, overidentification: nil,
            surface: nil, searchEvaluations: 42, evaluations: 42, history: [1_234.5, 2.3456])
    }

    @Test func aGoodFitHasTwoSentences() throws {
        #expect(
            try result(.converged).findings == [
                "Converged after 42 points.",
                "The distance from the 6 training days was 1235 and is 2.35; from the 3 held-out days it was 900 and is 3, "
                    + "where the real market's own distance between these days is 0.0123.",
            ])
    }

    @Test func everyWeaknessIsSaid() throws {
        var result = try result(.budgetSpent)
        result.heldOut.after = 901
        result.parameters[0].isAtEdge = true
        result.overidentification = OveridentificationTest(statistic: 25.04, degrees: 3, probability: 1.5e-5)
        let weighting = try IdentificationTests.weighting()
        result.identification = CalibrationIdentification(
            jacobian: [[2.0 * weighting.scales[0], 4 * weighting.scales[0]]] + [[0, 0]], weighting: weighting,
            paths: ["a.x", "b.y"], simulationFactor: 1)
        let findings = result.findings
        #expect(findings.count == 6)
        #expect(
            findings[0] == "Did not converge: the budget of points was spent after 42; the best point is kept. Give a "
                + "greater budget, fewer parameters or narrower ranges.")
        #expect(findings[2] == "The held-out days do not confirm the fit: it is no closer to them than the start was.")
        #expect(
            findings[3] == "'crowd.depth' ends at 9.98, an end of its range: the true value may lie beyond; widen the "
                + "range.")
        #expect(findings[4].hasPrefix("Weakly identified: the moments say no more than the ranges do about"))
        #expect(findings[4].contains("0.894 × a.x") && findings[4].contains("0.447 × b.y"))
        #expect(
            findings[5]
                == "What is left of the distance is not luck (J = 25, 3 degrees, p = 1.5e-05): this market cannot "
                + "have all the real moments with these parameters alone.")
        // Where intervals were measured, they are not to be believed.
        result.parameters[0].interval = 9.9...10
        #expect(
            result.findings.last
                == "The 95 % intervals do not hold: the market is refused and the search did not converge.")
        #expect(result.findings.count == 7)
        result.status = .converged
        #expect(result.intervalDoubt == "the 95 % intervals do not hold: the market is refused")
        result.overidentification = nil
        #expect(result.intervalDoubt == nil)
    }
}

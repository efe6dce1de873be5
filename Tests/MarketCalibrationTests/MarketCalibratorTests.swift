import MarketSimulator
import Synchronization
import Testing

@testable import MarketCalibration

/// Calibration of a small crowd to its own output.
struct MarketCalibratorTests {
    static let free = [
        CalibrationParameter("crowd.market_rate", in: 0.25...4), CalibrationParameter("crowd.depth", in: 0.25...4),
    ]

    static func options(budget: Int) -> CalibrationOptions {
        var options = CalibrationOptions()
        options.moments = [.deviation, .clustering1, .spread, .volume, .trades]
        options.budget = budget
        options.restarts = 0
        options.replications = 2
        options.resamples = 300
        options.profilePoints = 3
        options.slicePoints = 2
        options.tolerance = 0.05
        return options
    }

    @Test func plantedParametersComeBackWithinTheirStatedErrors() throws {
        let seed: UInt64 = 977
        let real = try CalibrationFixtures.record(
            of: CalibrationFixtures.crowd(marketRate: 0.24, depth: 9, days: 24, seed: seed))
        // The truth is at factors of 2 and 1/2 on the scales of the start.
        let start = CalibrationFixtures.crowd(marketRate: 0.12, depth: 18, days: 24)
        var options = MarketCalibratorTests.options(budget: 150)
        options.threads = 2
        options.simulatedDays = 8
        let calibrator = try MarketCalibrator(start, MarketCalibratorTests.free, options)
        let result = try calibrator.calibrate(to: real)
        let hasConverged = result.hasConverged
        #expect(hasConverged, "after \(result.searchEvaluations): \(result.history); seed \(seed)")
        #expect(result.training.after < result.training.before / 10, "\(result.training); seed \(seed)")
        #expect(result.heldOut.after < result.heldOut.before / 5, "\(result.heldOut); seed \(seed)")
        for (estimate, truth) in zip(result.parameters, [2.0, 0.5]) {
            let error = try #require(estimate.standardError)
            let miss = estimate.parameter.place(of: estimate.best) - estimate.parameter.place(of: truth)
            #expect(abs(miss) < 3 * error, "\(estimate), not \(truth); seed \(seed)")
            #expect(error < 0.1, "\(estimate); seed \(seed)")
            #expect(!estimate.isAtEdge)
        }
        let identification = try #require(result.identification)
        #expect(!identification.isWeak)
        #expect(identification.jacobian.count == 5 && identification.jacobian[0].count == 2)
        // More market orders make more trades; deeper orders make wider spreads.
        #expect(identification.jacobian[4][0] > 0 && identification.jacobian[2][1] > 0)
        let test = try #require(result.overidentification)
        #expect(test.degrees == 3)
        #expect(test.probability > 1e-3, "\(test), \(result.moments); seed \(seed)")
        let surface = try #require(result.surface)
        #expect(surface.profiles.map(\.path) == ["crowd.market_rate", "crowd.depth"])
        #expect(surface.profiles.allSatisfy { $0.distances.allSatisfy { $0 > result.training.after } })
        #expect(surface.slices.count == 1 && surface.slices[0].distances.count == 2)
        #expect(result.evaluations == result.searchEvaluations + 4 + 6 + 4)
        #expect(result.history == result.history.sorted(by: >))
        #expect(result.findings.first?.hasPrefix("Converged") == true)
    }

    @Test func threadsAndRepetitionChangeNothingAndFewPointsAreSaidNotToConverge() throws {
        let real = try CalibrationFixtures.record(
            of: CalibrationFixtures.crowd(marketRate: 0.24, depth: 9, days: 5, seed: 3))
        let start = CalibrationFixtures.crowd(marketRate: 0.12, depth: 18, days: 5)
        let results = try [1, 3, 1].map { threads in
            var options = MarketCalibratorTests.options(budget: 9)
            options.threads = threads
            return try MarketCalibrator(start, MarketCalibratorTests.free, options).calibrate(to: real)
        }
        for result in results {
            #expect(result.status == .budgetSpent)
            #expect(!result.hasConverged)
            #expect(result.searchEvaluations == 9)
            #expect(result.training.after <= result.training.before)
            #expect(result.parameters == results[0].parameters)
            #expect(result.history == results[0].history)
            #expect(result.moments == results[0].moments)
            #expect(result.identification == results[0].identification)
            #expect(result.surface == results[0].surface)
        }
    }

    @Test func ofOneDayNothingIsHeldOut() throws {
        var day = CalibrationFixtures.crowd(marketRate: 0.24, depth: 9, days: 1, seed: 3)
        day.session.length = 4 * 3_600 + 60
        let real = try CalibrationFixtures.record(of: day)
        var start = CalibrationFixtures.crowd(marketRate: 0.12, depth: 18, days: 1)
        start.session.length = day.session.length
        var options = MarketCalibratorTests.options(budget: 5)
        options.moments = [.deviation, .spread, .trades]
        let result = try MarketCalibrator(start, MarketCalibratorTests.free, options).calibrate(to: real)
        #expect(result.dayCounts == (1, 0) && result.heldOut.after.isNaN && result.betweenDays.isNaN)
        #expect(result.training.before.isFinite && result.moments.allSatisfy { $0.heldOut.isNaN && $0.realError > 0 })
        #expect(result.findings[1].hasPrefix("The distance from the 1 training day was "))
        #expect(result.findings[2].hasPrefix("Nothing is held out: "))
    }

    @Test func aCalibrationThatIsStoppedKeepsItsBest() throws {
        let real = try CalibrationFixtures.record(
            of: CalibrationFixtures.crowd(marketRate: 0.24, depth: 9, days: 4, seed: 3))
        let start = CalibrationFixtures.crowd(marketRate: 0.12, depth: 18, days: 4)
        let calibrator = try MarketCalibrator(
            start, MarketCalibratorTests.free, MarketCalibratorTests.options(budget: 500))
        let isWanted = StopSwitch()
        var reports: [Int] = []
        let result = try calibrator.calibrate(to: real, shouldContinue: { isWanted.isOn }) { progress in
            reports.append(progress.evaluations)
            #expect(progress.stage == .search && progress.planned == 500 + 4 + 6 + 4)
            if progress.evaluations == 13 { isWanted.turnOff() }
        }
        #expect(result.status == .interrupted)
        #expect(result.searchEvaluations == 13)
        // The first point is told before and after; then each that is whole.
        #expect(reports.prefix(3) == [0, 1, 2] && reports == reports.sorted())
        #expect(result.training.after == result.history.last)
        #expect(result.identification == nil && result.surface == nil)
        do {
            _ = try calibrator.calibrate(to: real, shouldContinue: { false })
            Issue.record("there is nothing to keep")
        } catch {
            #expect(error == .interrupted)
        }
    }

    /// What the search makes of the same market straight from the simulator is what ticks give.
    @Test func simulatedMinutesAreThoseOfTheRecordedTicks() throws {
        let configuration = CalibrationFixtures.crowd(marketRate: 0.24, depth: 9, days: 2)
        var sink = MinuteSink(configuration)
        var market = try Market(configuration)
        market.run(into: &sink)
        let (direct, ticks) = (sink.record(.mid), try CalibrationFixtures.record(of: configuration))
        let moments = CalibrationMoment.allCases
        #expect(direct.days.map(\.returns) == ticks.days.map(\.returns))
        #expect(direct.days.map(\.signs) == ticks.days.map(\.signs))
        let values = (
            MomentCells(direct.days).values(of: moments), MomentCells(ticks.days).values(of: moments)
        )
        for (place, moment) in moments.enumerated() where moment != .kurtosis30 && moment != .clustering60 {
            #expect(values.0[place] == values.1[place], "\(moment)")
        }
    }
}

/// A switch that another thread may read.
final class StopSwitch: Sendable {
    private let state = Atomic(true)
    var isOn: Bool { state.load(ordering: .relaxed) }
    func turnOff() { state.store(false, ordering: .relaxed) }
}

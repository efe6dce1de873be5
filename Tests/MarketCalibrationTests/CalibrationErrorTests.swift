import MarketSimulator
import Testing

@testable import MarketCalibration

/// Bad input of a calibration, by its words, and parameters by their paths.
struct CalibrationErrorTests {
    private func error(
        _ parameters: [CalibrationParameter], days: Int = 3, _ change: (inout CalibrationOptions) -> Void = { _ in }
    ) -> String {
        var options = CalibrationOptions()
        change(&options)
        let record = CalibrationRecord(days: Array(CalibrationFixtures.days.prefix(days)), price: .trade)
        do {
            let configuration = CalibrationFixtures.crowd(marketRate: 0.2, depth: 9, days: 1)
            _ = try MarketCalibrator(configuration, parameters, options).calibrate(to: record)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func unknownParametersNameTheNearest() {
        #expect(
            error([CalibrationParameter("crowd.markt_rate")])
                == "the market has no parameter 'crowd.markt_rate': did you mean 'crowd.market_rate'? paths are "
                + "activity.NAME, exchange.NAME, fundamental.NAME, GROUP.NAME and GROUP.count")
        #expect(error([]) == "no parameter is free: name at least one, such as 'fundamental.volatility'")
        #expect(
            error([CalibrationParameter("crowd.depth"), CalibrationParameter("crowd.depth")])
                == "the parameter 'crowd.depth' is named twice: name it once")
        #expect(
            error([CalibrationParameter("exchange.self_trade_prevention")])
                == "the parameter 'exchange.self_trade_prevention' is no number: only numbers and distributions can be "
                + "calibrated")
    }

    @Test func rangesMustHoldTheStart() {
        #expect(
            error([CalibrationParameter("fundamental.overnight_deviation")])
                == "the parameter 'fundamental.overnight_deviation' starts at 0.0 and its declared range is too wide to "
                + "search: give it a range")
        #expect(
            error([CalibrationParameter("activity.slow_deviation", in: 1...4)])
                == "the range of 'activity.slow_deviation' is 1.0 to 4.0: it must lie within 0.0 to 3.0, not be empty, and "
                + "hold the start 0.0")
    }

    @Test func tooFewDaysAndMissingMomentsAreTold() {
        let free = [CalibrationParameter("crowd.depth")]
        #expect(
            error(free, days: 0)
                == "there are 0 half hours with returns: calibration needs 4; give more hours or days")
        #expect(
            error(free, days: 3) { $0.heldOutShare = 0.6 }
                == "there are 3 days with returns: calibration needs 4, so that some are held out; give more days")
        #expect(
            error(free) { $0.moments = [.kurtosis30] }
                == "the data do not give 'kurtosis_30_minutes', the excess kurtosis of thirty-minute log returns, without "
                + "overlap: it rests on 9 values and needs 30; leave it out, or give data that have it")
        #expect(
            error(free + [CalibrationParameter("crowd.market_rate")]) { $0.moments = [.deviation, .deviation] }
                == "1 moments cannot tell 2 parameters apart: give as many moments as parameters, or more")
        #expect(error(free) { $0.budget = 0 } == "budget is 0.0: allowed is 1 to 10000000")
    }

    @Test func axesFollowTheDeclarations() throws {
        var configuration = MarketPreset.liquid.configuration
        let volatility = try configuration.free(CalibrationParameter("fundamental.volatility"))
        #expect(volatility.isLogarithmic && volatility.range == 0.008...80 && volatility.unit == "ticks/√s")
        #expect(abs(volatility.place(of: volatility.start) - 0.5) < 1e-12)
        let slow = try configuration.free(CalibrationParameter("activity.slow_deviation"))
        #expect(!slow.isLogarithmic && slow.range == 0...3)
        let size = try configuration.free(CalibrationParameter("value.size"))
        #expect(size.isFactor && size.start == 1 && size.range == 0.1...10 && size.isLogarithmic)
        let count = try configuration.free(CalibrationParameter("noise.count", in: 10...400))
        #expect(count.isWhole && count.start == 200)
        let levels = try configuration.free(CalibrationParameter("fixed makers.levels", in: 1...9))
        #expect(levels.value(at: 0.49) == 5)
        let free = [volatility, slow, size, count, levels]
        let moved = try #require(configuration.moved(free, to: [1, 0.5, 1, 0, 1]))
        #expect(moved.instruments[0].fundamental.volatility == 80)
        #expect(moved.activity.slowDeviation == 1.5)
        #expect(moved.groups.first { $0.name == "noise" }?.count == 10)
        guard case .value(let value)? = moved.groups.first(where: { $0.name == "value" })?.rule,
            case .logNormal(let mean, let deviation) = value.size
        else {
            Issue.record("the value traders have no log-normal size")
            return
        }
        #expect(abs(mean - 4.6 - 2.302585092994046) < 1e-12 && deviation == 0.7)
        // A place where there is no market is none.
        configuration.groups[2].rule = .hawkesFlow(HawkesFlowParameters())
        let path = "\(configuration.groups[2].name).market_to_same_side"
        let excitation = try configuration.free(CalibrationParameter(path))
        #expect(configuration.moved([excitation], to: [1])?.days == nil)
    }

    @Test func factorsScaleTheMeansOfAllDistributions() {
        let distributions: [Distribution] = [
            .fixed(2), .uniform(lower: 1, upper: 4), .exponential(mean: 3), .normal(mean: 5, standardDeviation: 2),
            .logNormal(mean: 0.5, standardDeviation: 0.8), .pareto(minimum: 2, exponent: 1.5), .reference,
        ]
        for distribution in distributions {
            #expect(abs(distribution.scaled(by: 2.5).mean / distribution.mean - 2.5) < 1e-12, "\(distribution)")
        }
    }
}

import Statistics
import TestSupport
import Testing

@Suite struct TailRiskTests {
    @Test("S62 value at risk and shortfall of twenty-one returns are counted off")
    func s62TailsOfTwentyOneReturnsAreCountedOff() {
        let sorted = (0...20).map { Double($0) / 100 - 0.1 }
        // The 5 % quantile is the second of 21; the shortfall is the mean of the two lowest.
        #expect(TailRisk.historicalValueAtRisk(sorted: sorted, level: 0.05).map { agree($0, -0.09) } == true)
        #expect(TailRisk.historicalExpectedShortfall(sorted: sorted, level: 0.05).map { agree($0, -0.095) } == true)
    }

    @Test("S62 the Cornish–Fisher shortfall is the mean of the Cornish–Fisher quantiles")
    func s62CornishFisherShortfallIsTheMeanOfTheQuantiles() throws {
        let moments = Moments([-0.05, -0.02, -0.01, 0, 0.005, 0.01, 0.01, 0.02, 0.03, 0.01], scale: 1)
        let closed = try #require(TailRisk.cornishFisherExpectedShortfall(moments, level: 0.05))
        var sum = 0.0
        let steps = 200_000
        for step in 0..<steps {
            sum +=
                TailRisk.cornishFisherValueAtRisk(moments, level: 0.05 * (Double(step) + 0.5) / Double(steps)) ?? .nan
        }
        #expect(agree(closed, sum / Double(steps), relative: 1e-5), "\(closed), \(sum / Double(steps))")
    }

    @Test("S62 kurtosis is given raw and excess, labelled")
    func s62KurtosisIsGivenRawAndExcess() throws {
        var input = dailyInput(returns: [0.01, -0.01, 0.02, 0.03, -0.04, 0.01], dates: days(6))
        input.bootstrapResamples = 0
        let performance = Performance(input)
        let raw = try #require(performance.value("kurtosis_raw"))
        let excess = try #require(performance.value("kurtosis_excess"))
        #expect(raw.definition == "biased,raw")
        #expect(excess.definition == "biased,excess,g2")
        #expect(agree((raw.value ?? .nan) - 3, excess.value ?? 0))
    }

    @Test("S62 outside the domain of the expansion the Cornish–Fisher shortfall is undefined")
    func s62OutsideTheDomainThereIsNoShortfall() {
        // Skewed far to the right: the bent quantile turns around and would make the shortfall milder than the quantile.
        let returns = [Double](repeating: -0.001, count: 40) + [0.05, 0.08]
        #expect(TailRisk.cornishFisherExpectedShortfall(Moments(returns, scale: 1), level: 0.05) == nil)
    }
}

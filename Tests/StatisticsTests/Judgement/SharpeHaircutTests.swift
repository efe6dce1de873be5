import Core
import Statistics
import TestSupport
import Testing

@Suite struct SharpeHaircutTests {
    /// A trial of n returns with exactly this Sharpe ratio per period.
    private func trial(sharpe: Double, count: Int) -> TrialFigures {
        var noise = Noise(seed: 71)
        let values = noise.values(count)
        let figures = TrialFigures(values)
        return TrialFigures(values.map { 0.01 * (sharpe + ($0 - figures.mean) / figures.standardDeviation) })
    }

    @Test func onlyOneTrialIsNotCut() throws {
        let cut = try SharpeHaircut([trial(sharpe: 0.2, count: 240)], chosen: 0)
        for outcome in [cut.bonferroni, cut.holm, cut.benjaminiYekutieli] {
            #expect(agree(outcome.sharpe, 0.2, relative: 1e-9))
            #expect(abs(outcome.haircut) < 1e-9)
            #expect(outcome.pValue == cut.pValue)
        }
    }

    /// Among 200 trials a t of 3.1 has p ≈ 0.0022, by Bonferroni 0.43, for which a t of 0.79 is enough.
    @Test func theCutIsTheInverseOfTheAdjustedPValue() throws {
        let cut = try SharpeHaircut([trial(sharpe: 0.2, count: 240)], chosen: 0, failed: 199)
        let p = StudentDistribution.twoSided(0.2 * 240.0.squareRoot(), degrees: 239)
        #expect(agree(cut.pValue, p, relative: 1e-9))
        #expect(agree(cut.bonferroni.pValue, 200 * p, relative: 1e-9))
        #expect(agree(cut.holm.pValue, 200 * p, relative: 1e-9))
        let t = cut.bonferroni.sharpe * 240.0.squareRoot()
        #expect(agree(StudentDistribution.twoSided(t, degrees: 239), 200 * p, relative: 1e-9))
        #expect(agree(cut.bonferroni.haircut, 1 - cut.bonferroni.sharpe / 0.2))
        #expect(cut.bonferroni.haircut > 0.7 && cut.bonferroni.haircut < 0.8)
        #expect(cut.trials == 200)
        // Of false discoveries among trials none of which is one, more is asked than of a single error.
        #expect(cut.benjaminiYekutieli.haircut == 1)
    }

    /// Harvey & Liu: the cut is not a flat one; high ratios lose little.
    @Test func highRatiosLoseLess() throws {
        let cuts = try [0.2, 0.3, 0.5, 1].map { sharpe in
            try SharpeHaircut([trial(sharpe: sharpe, count: 240)], chosen: 0, failed: 199).bonferroni.haircut
        }
        for (one, next) in zip(cuts, cuts.dropFirst()) { #expect(next < one) }
        #expect(cuts[3] < 0.05)
    }

    @Test func manyGoodTrialsRaiseOneAnother() throws {
        let good = trial(sharpe: 0.25, count: 240)
        let alone = try SharpeHaircut([good], chosen: 0, failed: 9)
        let among = try SharpeHaircut([TrialFigures](repeating: good, count: 10), chosen: 0)
        #expect(among.bonferroni == alone.bonferroni)
        #expect(among.benjaminiYekutieli.haircut < alone.benjaminiYekutieli.haircut)
    }

    @Test func whatCanNotBeCutIsRefused() {
        let flat = TrialFigures([0.01, 0.01, 0.01])
        #expect(throws: JudgementError.noVariation(purpose: "a haircut")) { try SharpeHaircut([flat], chosen: 0) }
        #expect(throws: JudgementError.self) { try SharpeHaircut([flat], chosen: 1) }
        #expect(throws: JudgementError.self) { try SharpeHaircut([trial(sharpe: -0.1, count: 20)], chosen: 0) }
    }
}

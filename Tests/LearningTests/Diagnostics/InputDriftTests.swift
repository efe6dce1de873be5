@testable import Learning
import TestSupport
import Testing

@Suite struct InputDriftTests {
    /// Computed with SciPy 1.17.1: `stats.ks_2samp`, `special.kolmogorov`; NumPy's `quantile` for the deciles.
    @Test func figuresAreThoseOfSciPy() throws {
        let fold = try DiagnosticSamples.drifting()
        #expect(fold.training.count == 500 && fold.test.count == 300)
        let found = try #require(try InputDrift.measure(from: fold.training, to: fold.test).first)
        #expect(found.feature == "level")
        #expect(agree(found.distance, 0.264))
        #expect(agree(found.probability, 8.918861433747993e-12))
        #expect(agree(found.stabilityIndex, 0.39217165697505935))
        #expect(agree(found.training.mean, 0.4989970267591675) && agree(found.training.deviation, 0.28888542246578436))
        #expect(agree(found.test.mean, 0.32718739635803973) && agree(found.test.deviation, 0.2958999878330925))
        for (x, expected) in [
            (0, 1), (0.2, 0.999999999999495), (0.5, 0.9639452436648751), (0.9, 0.3927307079406543),
            (1, 0.26999967167735456), (1.36, 0.049485876755377876), (2.5, 7.453306344157342e-06),
        ] { #expect(agree(InputDrift.exceedance(x), expected), "\(x)") }
    }

    @Test func whatHasNotMovedDoesNotDrift() {
        let values = DiagnosticSamples.training
        let same = InputDrift(feature: "a", training: values, test: values.reversed())
        #expect(same.distance == 0 && same.probability == 1 && same.stabilityIndex == 0)
        #expect(same.training == same.test)
        let flat = InputDrift(feature: "a", training: [2, 2, 2], test: [2])
        #expect(flat.distance == 0 && flat.stabilityIndex == 0 && flat.test.deviation == 0)
        // All above the training: the empty bins have their floor, so that it stays finite.
        let apart = InputDrift(feature: "a", training: values, test: values.map { $0 + 5 })
        #expect(apart.distance == 1 && apart.probability < 1e-50)
        #expect(apart.stabilityIndex > 5 && apart.stabilityIndex.isFinite)
    }
}

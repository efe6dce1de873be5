import Core
import TestSupport
import Testing

@Suite struct StudentDistributionTests {
    /// Closed forms: with one degree `1 − 2 atan(t) / π`, with two `1 − t / √(2 + t²)`.
    @Test func agreesWithClosedForms() {
        #expect(agree(StudentDistribution.twoSided(1, degrees: 1), 0.5, relative: 1e-13))
        #expect(agree(StudentDistribution.twoSided(3.0.squareRoot(), degrees: 1), 1.0 / 3, relative: 1e-13))
        for t in [1e-8, 0.1, 1, 2, 7] {
            let expected = 1 - t / (2 + t * t).squareRoot()
            #expect(agree(StudentDistribution.twoSided(t, degrees: 2), expected, relative: 1e-11))
            #expect(StudentDistribution.twoSided(-t, degrees: 2) == StudentDistribution.twoSided(t, degrees: 2))
        }
        // Two-sided 5 % points of the tables: Fisher and Yates (1963), table III.
        for (degrees, point) in [(1.0, 12.706), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)] {
            #expect(abs(StudentDistribution.critical(level: 0.95, degrees: degrees) - point) < 5e-4 * point)
        }
        #expect(abs(StudentDistribution.critical(level: 0.95, degrees: 1e9) - 1.959963984540054) < 1e-7)
    }

    @Test func theCriticalValueIsTheInverse() {
        for degrees in [0.5, 3, 47, 1e5] {
            for level in [0.0, 0.1, 0.5, 0.99, 0.999999] {
                let t = StudentDistribution.critical(level: level, degrees: degrees)
                #expect(agree(StudentDistribution.twoSided(t, degrees: degrees), 1 - level, relative: 1e-9))
            }
        }
        // With two degrees the tail 1 − t / √(2 + t²) is 1/t² far out.
        #expect(agree(StudentDistribution.critical(tail: 1e-24, degrees: 2), 1e12, relative: 1e-9))
        #expect(StudentDistribution.critical(level: 1, degrees: 3) == .infinity)
        #expect(StudentDistribution.twoSided(.infinity, degrees: 3) == 0)
        #expect(StudentDistribution.twoSided(.nan, degrees: 3).isNaN)
        #expect(StudentDistribution.twoSided(1, degrees: 0).isNaN)
        #expect(StudentDistribution.critical(level: 2, degrees: 3).isNaN)
    }
}

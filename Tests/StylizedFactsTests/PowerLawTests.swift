import Core
import Foundation
import TestSupport
import Testing

@testable import StylizedFacts

@Suite struct PowerLawTests {
    /// Gauss–Newton steps by numpy on the same points.
    @Test func pointsAtOrBelowZeroCountToo() throws {
        let law = try #require(PowerLaw([1, 2, 5, 10], [0.5, -0.1, 1.9, 2.2], weights: [1, 9, 4, 0.25]))
        #expect(agree(law.exponent, 1.5197245467810596, relative: 1e-6))
        #expect(agree(law.factor, 0.11778363345277958, relative: 1e-6))
        #expect(PowerLaw([1, 2, 5], [-1, -2, -2], weights: [1, 1, 1]) == nil)
        #expect(PowerLaw([1, 2, 4], [1, 32, 1_024], weights: [1, 1, 1]) == nil)
    }

    /// Where logarithms would leave out what noise puts below 0, and so tilt the law.
    @Test(arguments: [0.5, 1]) func noiseDoesNotTiltIt(exponent: Double) {
        let sizes = (0..<10).map { pow(10, -3 + 2 * Double($0) / 9) }
        let noise = SmallMarkets.normals(10 * 400, seed: 12).map { 0.04 * pow(0.1, exponent) * $0 }
        let found = (0..<400).compactMap { draw in
            let means = sizes.enumerated().map { 0.8 * pow($1, exponent) + noise[10 * draw + $0] }
            return PowerLaw(sizes, means, weights: [Double](repeating: 1, count: 10))?.exponent
        }
        #expect(found.count > 395)
        let mean = found.reduce(0, +) / Double(found.count)
        #expect(abs(mean - exponent) < 0.04, "\(mean)")
    }
}

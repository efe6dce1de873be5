import Core
import Testing

@testable import ParameterSearch

@Suite struct ParzenDensityTests {
    private let shares = [0.05, 0.1, 0.12, 0.6, 0.99]

    private static func density(of shares: [Double], _ axis: SearchAxis) -> ParzenDensity {
        ParzenDensity(of: shares.map { [$0] }, axes: [axis], priorWeight: 1)
    }

    @Test func theDensityOverAContinuousAxisIntegratesToOne() throws {
        let density = ParzenDensityTests.density(of: shares, try SearchFixtures.axis("x=0.0:1"))
        let steps = 100_000
        let sum = (0..<steps).reduce(0.0) { $0 + density.probability(at: (Double($1) + 0.5) / Double(steps)) }
        #expect(abs(sum / Double(steps) - 1) < 1e-6)
    }

    @Test func theChancesOverAFiniteAxisSumToOne() throws {
        for text in ["x=1:17", "x=a,b,c,d,e", "x=1,5,9"] {
            let axis = try SearchFixtures.axis(text)
            let density = ParzenDensityTests.density(of: shares, axis)
            let count = axis.count ?? 0
            let sum = (0..<count).reduce(0.0) { $0 + density.probability(at: (Double($1) + 0.5) / Double(count)) }
            #expect(abs(sum - 1) < 1e-12, "\(text)")
        }
    }

    @Test func wordsHaveSmoothedCounts() throws {
        let density = ParzenDensityTests.density(of: [0.1, 0.1, 0.6], try SearchFixtures.axis("x=a,b,c,d"))
        // Three parts of weight 1/4 with a quarter of a count more for every word, and an even prior.
        for (share, own) in [(0.1, 2.0), (0.4, 0), (0.6, 1), (0.9, 0)] {
            let chance = (own * 1.25 + (3 - own) * 0.25) / 2 / 4 + 0.25 / 4
            #expect(abs(density.probability(at: share) - chance) < 1e-12)
        }
    }

    /// Two axes that go together: the density knows, which the product of two densities would not.
    @Test func aPointIsOnePart() throws {
        let axes = try [SearchFixtures.axis("x=0.0:1"), SearchFixtures.axis("word=a,b")]
        let rows = (0..<40).map { Double($0) / 40 }.map { [$0, $0 < 0.5 ? 0.25 : 0.75] }
        let density = ParzenDensity(of: rows, axes: axes, priorWeight: 1)
        #expect(density.logarithm(at: [0.2, 0.25]) > density.logarithm(at: [0.2, 0.75]) + 2)
        #expect(density.logarithm(at: [0.8, 0.75]) > density.logarithm(at: [0.8, 0.25]) + 2)
        let steps = 20_000
        var sum = 0.0
        for step in 0..<steps {
            for word in [0.25, 0.75] {
                sum += exponential(density.logarithm(at: [(Double(step) + 0.5) / Double(steps), word]))
            }
        }
        #expect(abs(sum / Double(steps) - 1) < 1e-6)
    }

    @Test func drawsFollowTheDensity() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var stream = RandomStream(seed: seed, name: "draws")
        for text in ["x=0.0:1", "x=1:10", "x=a,b,c,d,e"] {
            let axis = try SearchFixtures.axis(text)
            let density = ParzenDensityTests.density(of: shares, axis)
            let parts = axis.count ?? 10
            var counts = [Int](repeating: 0, count: parts)
            for _ in 0..<20_000 { counts[min(Int(density.draw(from: &stream)[0] * Double(parts)), parts - 1)] += 1 }
            for part in 0..<parts {
                let steps = axis.count == nil ? 1000 : 1
                let chance =
                    (0..<steps).reduce(0.0) {
                        $0
                            + density.probability(
                                at: (Double(part) + (Double($1) + 0.5) / Double(steps)) / Double(parts))
                    } / (axis.count == nil ? Double(steps * parts) : 1)
                let deviation = (chance * (1 - chance) / 20_000).squareRoot()
                #expect(abs(Double(counts[part]) / 20_000 - chance) < 5.5 * deviation, "seed \(seed), \(text), \(part)")
            }
        }
    }
}

extension ParzenDensity {
    /// The density, or the chance of a finite axis's value.
    func probability(at share: Double) -> Double { exponential(logarithm(at: [share])) }
}

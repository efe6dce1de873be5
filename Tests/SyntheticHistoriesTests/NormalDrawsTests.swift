import Core
import Statistics
import Testing

@testable import SyntheticHistories

/// Normal and gamma draws.
@Suite struct NormalDrawsTests {
    @Test(arguments: [1, 2] as [UInt64]) func bulkDrawsHaveTheLawOfTheNormalDistribution(seed: UInt64) {
        let count = 400_000
        var stream = RandomStream(seed: seed, name: "test")
        var values = [Double](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { NormalDraws().fill($0, from: &stream) }
        let n = Double(count)
        let powers = (1...6).map { power in
            values.reduce(0) { sum, value in
                sum + (0..<power).reduce(1) { product, _ in product * value }
            } / n
        }
        // Five standard errors of each moment.
        for (power, expected, error) in [
            (1, 0.0, 1.0), (2, 1, 1.42), (3, 0, 3.88), (4, 3, 9.8), (5, 0, 30.8), (6, 15, 101),
        ] {
            #expect(abs(powers[power - 1] - expected) < 5 * error / n.squareRoot(), "seed \(seed), moment \(power)")
        }
        for edge in [0.5, 1, 2, 3, 3.7, 4.2] {
            let share = 2 * NormalDistribution.cumulative(-edge)
            let found = Double(values.count { abs($0) > edge }) / n
            #expect(abs(found - share) < 5 * (share / n).squareRoot(), "seed \(seed), beyond \(edge)")
        }
        values.sort()
        let distance =
            values.indices.map { place in
                abs(NormalDistribution.cumulative(values[place]) - (Double(place) + 0.5) / n)
            }.max() ?? 1
        // One in a thousand samples is as far as 1.95.
        #expect(distance * n.squareRoot() < 1.95, "seed \(seed): \(distance)")
    }

    @Test func drawsOneByOneHaveTheSameLaw() {
        var stream = RandomStream(seed: 3, name: "test")
        let draws = NormalDraws()
        let moments = Moments((0..<200_000).map { _ in draws.next(from: &stream) })
        #expect(abs(moments.mean) < 0.0115)
        #expect(abs(moments.sumOfSquares / 200_000 - 1) < 0.016)
        #expect(abs((moments.kurtosisRaw ?? 0) - 3) < 0.06)
    }

    @Test(arguments: [0.3, 1, 4.5]) func gammaDrawsHaveTheirMoments(shape: Double) {
        var stream = RandomStream(seed: 4, name: "test")
        let moments = Moments((0..<200_000).map { _ in GammaDraws.next(shape: shape, from: &stream) })
        #expect(HistoryFixtures.isNear(moments.mean, shape, within: 0.02))
        #expect(HistoryFixtures.isNear(moments.sumOfSquares / 200_000, shape, within: 0.05))
        #expect(HistoryFixtures.isNear(moments.skewness ?? 0, 2 / shape.squareRoot(), within: 0.08))
    }

    @Test func exponentialDrawsHaveTheirLaw() {
        let count = 300_000
        var stream = RandomStream(seed: 5, name: "test")
        var values = [Double](repeating: 0, count: count)
        var words = [UInt64](repeating: 0, count: count / 2)
        values.withUnsafeMutableBufferPointer { values in
            words.withUnsafeMutableBufferPointer {
                ExponentialDraws.shared.fill(values, through: $0, from: &stream)
            }
        }
        let n = Double(count)
        // Five standard errors: E[X²] = 2 with variance 20.
        #expect(abs(values.reduce(0, +) / n - 1) < 5 / n.squareRoot())
        #expect(abs(values.reduce(0) { $0 + $1 * $1 } / n - 2) < 5 * (20 / n).squareRoot())
        for edge in [0.1, 1, 4, 7.7, 9] {
            let share = exponential(-edge)
            let found = Double(values.count { $0 > edge }) / n
            #expect(abs(found - share) < 5 * (share * (1 - share) / n).squareRoot(), "beyond \(edge)")
        }
        values.sort()
        let distance = values.indices.map { abs(1 - exponential(-values[$0]) - (Double($0) + 0.5) / n) }.max() ?? 1
        #expect(distance * n.squareRoot() < 1.95, "\(distance)")
    }
}

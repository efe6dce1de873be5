import Core
import Learning
import Testing

@Suite struct EffectiveCountTests {
    @Test func oneInstrumentCountsAllButWhatOverlaps() {
        let labels = (0..<100).map { Double($0 % 7) }
        let instants = (0..<100).map { Int64($0) }
        #expect(EffectiveCount.independent(labels: labels, instants: instants) == 100)
        #expect(EffectiveCount.independent(labels: labels, instants: instants, overlap: 5) == 20)
        #expect(EffectiveCount.independent(labels: [], instants: []) == 0)
    }

    @Test func instrumentsThatMoveAsOneCountAsOne() {
        var (labels, instants): ([Double], [Int64]) = ([], [])
        for instant in 0..<50 {
            for _ in 0..<10 {
                labels.append(Double(instant % 5))
                instants.append(Int64(instant))
            }
        }
        #expect(EffectiveCount.independent(labels: labels, instants: instants) == 50)
    }

    @Test("the count is that of the design effect of simulated panels", arguments: [0.0, 0.2, 0.5])
    func theCountIsThatOfTheDesignEffect(correlation: Double) {
        let seed: UInt64 = 11
        var random = RandomStream(seed: seed, name: "panel")
        func normal() -> Double {
            var sum = 0.0
            for _ in 0..<12 { sum += random.uniform() }
            return sum - 6
        }
        var (labels, instants): ([Double], [Int64]) = ([], [])
        for instant in 0..<4_000 {
            let common = normal()
            for _ in 0..<8 {
                labels.append(correlation.squareRoot() * common + (1 - correlation).squareRoot() * normal())
                instants.append(Int64(instant))
            }
        }
        let expected = 32_000 / (1 + 7 * correlation)
        let found = Double(EffectiveCount.independent(labels: labels, instants: instants))
        #expect(abs(found / expected - 1) < 0.06, "seed \(seed): \(found) beside \(expected)")
    }
}

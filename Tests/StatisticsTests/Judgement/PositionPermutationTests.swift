import Core
import Statistics
import TestSupport
import Testing

@Suite struct PositionPermutationTests {
    /// Positions held for a random while, long or flat.
    private func held(_ days: Int, seed: UInt64, index: UInt64 = 0) -> [Double] {
        var stream = RandomStream(seed: seed, name: "positions", index: index)
        var position = 0.0
        return (0..<days).map { _ in
            if stream.uniform() < 0.1 { position = 1 - position }
            return position
        }
    }

    /// By hand: shifts of [1, 0, 0] over [3, 1, 2] make 1, 1/3 and 2/3 a day; the series as it was is the best of three.
    @Test func allShiftsOfATinySeries() throws {
        let test = try PositionPermutation(
            positions: [[1, 0, 0]], returns: [[3, 1, 2]], statistic: .mean, permutations: 100, seed: 1)
        #expect(test.isExhaustive && test.permutations == 2 && test.asHigh == 0)
        #expect(agree(test.pValue, 1.0 / 3))
        #expect(agree(test.observed, 1) && agree(test.mean, 0.5))
        let worst = try PositionPermutation(
            positions: [[0, 1, 0]], returns: [[3, 1, 2]], statistic: .mean, permutations: 100, seed: 1)
        #expect(worst.pValue == 1)
    }

    @Test func positionsThatNeverChangeHaveNoTiming() throws {
        var noise = Noise(seed: 81)
        let returns = noise.values(200, mean: 0.002, deviation: 0.01)
        for scheme in [PositionPermutation.Scheme.circularShift, .blocks(length: 10), .whole] {
            let test = try PositionPermutation(
                positions: [[Double](repeating: 1, count: 200)], returns: [returns], scheme: scheme,
                permutations: 99, seed: 1)
            #expect(test.pValue == 1)
        }
    }

    /// P-values on noise are uniform, though positions last and returns drift.
    @Test func noiseIsRejectedAtTheStatedRate() throws {
        let (runs, seed) = (2_000, UInt64(82))
        print("PositionPermutationTests seed \(seed)")
        for scheme in [PositionPermutation.Scheme.circularShift, .blocks(length: 25)] {
            var rejected = 0
            for run in 0..<runs {
                var noise = Noise(seed: seed, index: UInt64(run))
                let test = try PositionPermutation(
                    positions: [held(250, seed: seed, index: UInt64(run))],
                    returns: [noise.values(250, mean: 0.001, deviation: 0.01)], scheme: scheme, permutations: 199,
                    seed: UInt64(run), workers: 2)
                rejected += test.pValue <= 0.1 ? 1 : 0
            }
            let rate = Double(rejected) / Double(runs)
            print("permutation, \(scheme): rejects \(rate) at 0.1")
            #expect(abs(rate - 0.1) < binomialBand(0.1, runs), "\(scheme): \(rate), seed \(seed)")
        }
    }

    @Test func timingIsFound() throws {
        var noise = Noise(seed: 83)
        let positions = held(500, seed: 83)
        let returns = positions.map { 0.004 * ($0 - 0.5) + 0.01 * noise.next() }
        for scheme in [PositionPermutation.Scheme.circularShift, .blocks(length: 20), .whole] {
            let one = try PositionPermutation(
                positions: [positions, positions], returns: [returns, returns], scheme: scheme, permutations: 400,
                seed: 5)
            #expect(one.pValue < 0.02, "\(scheme): \(one.pValue), seed 83")
            let again = try PositionPermutation(
                positions: [positions, positions], returns: [returns, returns], scheme: scheme, permutations: 400,
                seed: 5, workers: 8)
            #expect(one == again)
        }
    }

    @Test func badInputIsRefused() {
        let three = [[0.1, 0.2, 0.3]]
        #expect(throws: JudgementError.self) { try PositionPermutation(positions: three, returns: [], seed: 1) }
        #expect(throws: JudgementError.shape(found: "no instruments", needed: "at least one")) {
            try PositionPermutation(positions: [], returns: [], seed: 1)
        }
        #expect(throws: JudgementError.shape(found: "2 positions of instrument 1", needed: "3")) {
            try PositionPermutation(positions: three + [[0, 0]], returns: three + three, seed: 1)
        }
        #expect(throws: JudgementError.self) { try PositionPermutation(positions: three, returns: [[0, 0]], seed: 1) }
        #expect(throws: JudgementError.instrumentNotFinite(figure: "position", instrument: 0, day: 2)) {
            try PositionPermutation(positions: [[0, 0, .nan]], returns: three, seed: 1)
        }
        #expect(throws: JudgementError.self) {
            try PositionPermutation(positions: three, returns: three, permutations: 0, seed: 1)
        }
        #expect(throws: JudgementError.self) {
            try PositionPermutation(positions: three, returns: three, scheme: .blocks(length: 2), seed: 1)
        }
        #expect(throws: JudgementError.tooFewDays(found: 2, needed: 3, purpose: "a permutation test")) {
            try PositionPermutation(positions: [[0, 1]], returns: [[0, 1]], seed: 1)
        }
    }
}

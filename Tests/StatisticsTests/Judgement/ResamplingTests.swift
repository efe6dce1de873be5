import Core
import TestSupport
import Testing

@testable import Statistics

@Suite struct ResamplingTests {
    /// The definition, lag by lag.
    private func definition(_ x: [Double], blockLength: Double) -> Double {
        let n = Double(x.count)
        let stay = 1 - 1 / blockLength
        let power = { (exponent: Int) in (0..<exponent).reduce(1.0) { value, _ in value * stay } }
        var total = 0.0
        for lag in 0..<x.count {
            var product = 0.0
            for day in lag..<x.count { product += x[day] * x[day - lag] }
            let share = Double(lag) / n
            let kernel = (1 - share) * power(lag) + share * power(x.count - lag)
            total += (lag == 0 ? 1 : 2 * kernel) * product / n
        }
        return total
    }

    @Test func theRunningSumIsTheDefinition() {
        for count in [2, 3, 17, 200] {
            for length in [1, 1.5, 5, Double(count)] {
                var noise = Noise(seed: UInt64(count))
                let values = noise.values(count)
                let mean = values.reduce(0, +) / Double(count)
                let deviations = values.map { $0 - mean }
                let fast = deviations.withUnsafeBufferPointer { longRunVariance(deviations: $0, blockLength: length) }
                let slow = definition(deviations, blockLength: length)
                #expect(agree(fast, slow, relative: 1e-11, absolute: 1e-14), "\(count) \(length): \(fast) \(slow)")
            }
        }
    }

    @Test func aPlanHasTheSumsOfItsBlocks() {
        let count = 50
        var noise = Noise(seed: 4)
        let values = noise.values(count)
        var sums = [0.0]
        for value in values { sums.append(sums[sums.count - 1] + value) }
        for length in [1.0, 3, 40] {
            let blocks = StationaryBlocks(meanLength: length, count: count)
            let resampling = Resampling.stationary(blockLength: length, resamples: 30, seed: 9)
            let plan = ResamplePlan(resampling, blocks: blocks, numbers: 10..<30, dayCount: count)
            #expect(plan.starts.count == 21)
            for number in 10..<30 {
                var stream = RandomStream(seed: 9, name: "judgement.resample", index: UInt64(number))
                var (expected, days, used) = (0.0, 0, 0)
                blocks.forEach(from: &stream) { start, length in
                    for day in start..<(start + length) { expected += values[day % count] }
                    days += length
                    used += 1
                }
                #expect(days == count)
                let part = plan.differences[plan.starts[number - 10]..<plan.starts[number - 9]]
                #expect(part.count <= min(count, 2 * used))
                let found = part.reduce(0.0) { $0 + sums[Int($1.x)] - sums[Int($1.y)] }
                #expect(agree(found, expected, relative: 1e-11, absolute: 1e-11))
            }
        }
    }

    /// Mean length 1/q, starts uniform round the circle.
    @Test func blocksHaveTheirMeanLengthAndStartAnywhere() {
        let (count, length) = (1_000, 20.0)
        let blocks = StationaryBlocks(meanLength: length, count: count)
        var starts = [Int](repeating: 0, count: 10)
        var (number, days) = (0, 0)
        for index in 0..<UInt64(400) {
            var stream = RandomStream(seed: 21, name: "judgement.resample", index: index)
            blocks.forEach(from: &stream) { start, length in
                starts[start / 100] += 1
                number += 1
                days += length
            }
        }
        // The last block of each resample is cut.
        let mean = Double(days) / Double(number)
        #expect(abs(mean - length) < 0.8, "mean length \(mean)")
        let expected = Double(number) / 10
        let squares = starts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        #expect(squares < 27.9, "chi square of 9 degrees \(squares), 0.1 % above 27.9; seed 21")
    }

    @Test func badResamplingIsRefused() throws {
        var noise = Noise(seed: 5)
        let matrix = try noise.trials(3, days: 20)
        for resampling in [
            Resampling.stationary(blockLength: 0.5, resamples: 10, seed: 1),
            .stationary(blockLength: .nan, resamples: 10, seed: 1),
            .stationary(blockLength: 21, resamples: 10, seed: 1), .stationary(blockLength: 5, resamples: 0, seed: 1),
            .days([[0, 1, 2]], blockLength: 5), .days([[Int32](repeating: 20, count: 20)], blockLength: 5),
            .days([], blockLength: 5),
        ] {
            #expect(throws: JudgementError.self) { try DataSnoopingTest(matrix, resampling: resampling) }
        }
        #expect(throws: JudgementError.shape(found: "3 returns of the benchmark", needed: "the 20 days of trials")) {
            try DataSnoopingTest(
                matrix, benchmark: [0, 0, 0], resampling: .stationary(blockLength: 5, resamples: 10, seed: 1))
        }
        #expect(throws: JudgementError.benchmarkNotFinite(day: 3)) {
            try DataSnoopingTest(
                matrix, benchmark: (0..<20).map { $0 == 3 ? .nan : 0 },
                resampling: .stationary(blockLength: 5, resamples: 10, seed: 1))
        }
        #expect(throws: JudgementError.noVariation(purpose: "a test by resampling")) {
            try DataSnoopingTest(
                try ReturnMatrix([[Double](repeating: 0, count: 20)]),
                resampling: .stationary(blockLength: 5, resamples: 10, seed: 1))
        }
    }
}

import Core
import Foundation
import Testing

@testable import MarketSimulator

@Suite struct FundamentalProcessTests {
    /// The values at the end of each second of a long day.
    static func path(_ parameters: FundamentalParameters, seed: UInt64, seconds: Int) -> [Double] {
        var clock = ActivityClock(ActivityParameters(), seed: seed)
        clock.beginDay(begin: 0, open: 0, close: 1 << 60, end: 1 << 60)
        var process = FundamentalProcess(parameters, seed: seed, instrument: 0)
        process.beginDay(at: 0, isFirst: true)
        return (1...seconds).map { process.value(at: Int64($0) * 1_000_000_000, clock) }
    }

    @Test func varianceAndMemoryAreThoseOfTheClosedForm() {
        var parameters = FundamentalParameters()
        (parameters.mean, parameters.reversion, parameters.volatility) = (10_000, 0.05, 2)
        parameters.jumpRate = 0
        let path = FundamentalProcessTests.path(parameters, seed: 3, seconds: 400_000)
        let mean = path.reduce(0, +) / Double(path.count)
        let variance = path.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(path.count)
        // σ² / 2κ = 40; the effective number of observations is 400,000 / 40.
        #expect(abs(mean - 10_000) < 5 * (40.0 / 10_000).squareRoot())
        #expect(abs(variance - 40) < 40 * 5 * (2.0 / 10_000).squareRoot())
        var covariance = 0.0
        for place in 10..<path.count { covariance += (path[place] - mean) * (path[place - 10] - mean) }
        #expect(abs(covariance / Double(path.count) / variance - exp(-0.5)) < 0.05)
    }

    @Test func whoAsksHowOftenChangesNothing() {
        let parameters = FundamentalParameters()
        let often = FundamentalProcessTests.path(parameters, seed: 9, seconds: 5_000)
        var clock = ActivityClock(ActivityParameters(), seed: 9)
        clock.beginDay(begin: 0, open: 0, close: 1 << 60, end: 1 << 60)
        var process = FundamentalProcess(parameters, seed: 9, instrument: 0)
        process.beginDay(at: 0, isFirst: true)
        #expect(process.value(at: 5_000 * 1_000_000_000, clock) == often.last)
    }

    @Test func jumpsComeAtTheirRate() {
        var parameters = FundamentalParameters()
        (parameters.volatility, parameters.reversion) = (0, 0)
        (parameters.jumpRate, parameters.jumpMean, parameters.jumpDeviation) = (0.01, 50, 0)
        let path = FundamentalProcessTests.path(parameters, seed: 4, seconds: 100_000)
        let jumps = zip(path.dropFirst(), path).filter { $0 != $1 }.count
        #expect(abs(jumps - 1_000) < 160)
    }

    @Test func instrumentsMoveTogetherByTheirLoading() {
        var parameters = FundamentalParameters()
        (parameters.jumpRate, parameters.commonLoading) = (0, 0.8)
        var clock = ActivityClock(ActivityParameters(), seed: 7)
        clock.beginDay(begin: 0, open: 0, close: 1 << 60, end: 1 << 60)
        var processes = [0, 1].map { FundamentalProcess(parameters, seed: 7, instrument: $0) }
        var moves: [[Double]] = [[], []]
        for place in 0..<2 {
            processes[place].beginDay(at: 0, isFirst: true)
            var before = parameters.mean
            for second in 1...50_000 {
                let value = processes[place].value(at: Int64(second) * 1_000_000_000, clock)
                moves[place].append(value - before)
                before = value
            }
        }
        var (xy, xx, yy) = (0.0, 0.0, 0.0)
        for (x, y) in zip(moves[0], moves[1]) {
            xy += x * y
            xx += x * x
            yy += y * y
        }
        // Both load 0.8 on the common part: a correlation of 0.64.
        #expect(abs(xy / (xx * yy).squareRoot() - 0.64) < 0.02)
    }
}

@Suite struct ActivityClockTests {
    @Test(arguments: [UInt64](1...5))
    func anInstantAfterMarketTimeIsTheInverseOfTheSumOfLevels(seed: UInt64) {
        var parameters = ActivityParameters()
        (parameters.profileDepth, parameters.slowDeviation, parameters.fastDeviation) = (0.8, 0.5, 0.5)
        var clock = ActivityClock(parameters, seed: seed)
        let second: Int64 = 1_000_000_000
        clock.beginDay(begin: 0, open: 0, close: 3_600 * second, end: 3_600 * second)
        var stream = RandomStream(seed: seed, name: "questions")
        for _ in 0..<500 {
            let from = Int64(stream.uniform() * 3_599e9)
            let wanted = stream.uniform() * 300
            // The naive way: walk second by second.
            var (instant, left) = (from, wanted)
            while instant < 3_600 * second {
                let level = clock.level(at: instant)
                let end = min((instant / second + 1) * second, 3_600 * second)
                let gain = Double(end - instant) * 1e-9 * level
                if gain > left {
                    instant += Int64(left / level * 1e9)
                    left = -1
                    break
                }
                left -= gain
                instant = end
            }
            let found = clock.instant(after: from, marketSeconds: wanted)
            if left >= 0 {
                #expect(found == nil, "seed \(seed)")
            } else {
                #expect(abs((found ?? 0) - instant) < 10, "seed \(seed)")
            }
        }
    }

    @Test func theEndsOfADayAreBusierAndTheMeanIsOne() {
        var parameters = ActivityParameters()
        parameters.profileDepth = 1
        var clock = ActivityClock(parameters, seed: 1)
        let second: Int64 = 1_000_000_000
        clock.beginDay(begin: 0, open: 0, close: 10_000 * second, end: 10_000 * second)
        let levels = (0..<10_000).map { clock.level(at: Int64($0) * second) }
        #expect(abs(levels.reduce(0, +) / 10_000 - 1) < 1e-3)
        #expect(abs(levels[0] - 2) < 1e-3 && abs(levels[5_000] - 0.5) < 1e-3)
    }
}

@Suite struct HawkesProcessTests {
    @Test func ratesAndBurstsAreThoseOfTheClosedForm() {
        // Uncoupled kinds of branching n: stationary rate μ / (1 − n), variance of counts over long windows m / (1 − n)².
        let n = 0.6
        let branching: [SIMD4<Double>] = [[n, 0, 0, 0], [0, n, 0, 0], [0, 0, n, 0], [0, 0, 0, n]]
        let base = SIMD4<Double>(0.5, 1, 0.25, 0.25)
        var process = HawkesProcess(base: base, branching: branching, decay: 2)
        var stream = RandomStream(seed: 21, name: "hawkes")
        let window = 100.0
        var counts = [Int](repeating: 0, count: 4_000)
        var time = 0.0
        while true {
            let (wait, _) = process.next(&stream)
            time += wait
            let place = Int(time / window)
            guard place < counts.count else { break }
            counts[place] += 1
        }
        let mean = Double(counts.reduce(0, +)) / Double(counts.count)
        let variance = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(counts.count)
        #expect(abs(mean - 2 / (1 - n) * window) < 10)
        #expect(abs(variance / mean - 1 / ((1 - n) * (1 - n))) < 0.6)
    }

    @Test func theBranchingRatioIsTheSpectralRadius() {
        #expect(abs(HawkesProcess.branchingRatio([[0.5, 0, 0, 0], [0, 0.2, 0, 0], .zero, .zero]) - 0.5) < 1e-6)
        // Two kinds that only excite each other: the geometric mean.
        #expect(abs(HawkesProcess.branchingRatio([[0, 0.9, 0, 0], [0.4, 0, 0, 0], .zero, .zero]) - 0.6) < 1e-6)
        #expect(HawkesFlowParameters().branchingRatio < 1)
    }
}

import Core
import Testing

@testable import MarketSimulator

@Suite struct DistributionTests {
    static let cases: [(Distribution, mean: Double, deviation: Double)] = [
        (.fixed(3), 3, 0), (.uniform(lower: -1, upper: 5), 2, 1.7320508),
        (.exponential(mean: 4), 4, 4), (.normal(mean: 2, standardDeviation: 3), 2, 3),
        (.logNormal(mean: 0.5, standardDeviation: 0.4), 1.78604, 0.744_0),
        (.pareto(minimum: 2, exponent: 5), 2.5, 0.645_497),
        (.mixture([.init(1, .fixed(0)), .init(3, .exponential(mean: 2))]), 1.5, 1.936_492),
    ]

    @Test(arguments: cases.indices)
    func drawsHaveTheirMeanAndDeviation(place: Int) {
        let (distribution, mean, deviation) = DistributionTests.cases[place]
        var stream = RandomStream(seed: 11, name: "moments", index: UInt64(place))
        let count = 400_000
        var (sum, squares) = (0.0, 0.0)
        for _ in 0..<count {
            let value = distribution.draw(&stream)
            sum += value
            squares += value * value
        }
        let found = sum / Double(count)
        let spread = max(0, squares / Double(count) - found * found).squareRoot()
        #expect(abs(found - mean) <= 5 * deviation / Double(count).squareRoot() + 1e-4)
        #expect(abs(spread - deviation) <= 0.03 * deviation + 1e-9)
        #expect(abs(distribution.mean - mean) < 1e-4)
    }

    @Test(arguments: cases.indices)
    func theLoopDrawsTheSameNumbers(place: Int) {
        let distribution = DistributionTests.cases[place].0
        var table = SamplerTable()
        _ = table.add(.uniform(lower: 0, upper: 1))
        let sampler = table.add(distribution)
        var first = RandomStream(seed: 5, name: "same", index: UInt64(place))
        var second = first
        for _ in 0..<1_000 {
            let (plain, flat) = (distribution.draw(&first), table.draw(sampler, &second))
            #expect(abs(plain - flat) <= 1e-12 * abs(plain))
        }
    }

    @Test(arguments: cases.indices)
    func fewDrawsExceedWhatIsRarelyExceeded(place: Int) {
        let distribution = DistributionTests.cases[place].0
        var stream = RandomStream(seed: 3, name: "rare", index: UInt64(place))
        let most = distribution.rarelyExceeded
        let count = (0..<100_000).reduce(0) { count, _ in count + (distribution.draw(&stream) > most ? 1 : 0) }
        #expect(count <= 3)
    }

    @Test func faultsAreNamed() {
        #expect(Distribution.fixed(-1).fault(in: 0...10) == "a value of -1.0 is outside 0.0 to 10.0")
        #expect(
            Distribution.uniform(lower: 3, upper: 1).fault(in: 0...10)
                == "a lower end of 3.0 is above the upper end of 1.0")
        #expect(Distribution.pareto(minimum: 0, exponent: 1).fault(in: 0...10) == "a minimum of 0.0 is not positive")
        #expect(Distribution.mixture([]).fault(in: 0...1) == "a mixture of nothing")
        #expect(Distribution.normal(mean: .nan, standardDeviation: 1).fault(in: 0...1) != nil)
        #expect(Distribution.exponential(mean: 0).fault(in: 0...1) != nil)
        // A log-normal one is held to its median: e^0.5 lies above 1, and e^-1 below.
        #expect(Distribution.logNormal(mean: 0.5, standardDeviation: 1).fault(in: 1...10) == nil)
        #expect(Distribution.logNormal(mean: -1, standardDeviation: 1).fault(in: 1...10) != nil)
        #expect(LatencyModel.measured([]).fault == "a table without latencies")
        #expect(LatencyModel.fixed(nanoseconds: -5).fault == "a latency of -5 ns is negative")
    }
}

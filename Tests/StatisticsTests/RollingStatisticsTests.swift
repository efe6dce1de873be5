import Core
import Statistics
import TestSupport
import Testing

@Suite struct RollingStatisticsTests {
    @Test func everyWindowAgreesWithItsOwnMoments() {
        for seed in UInt64(1)...5 {
            var stream = RandomStream(seed: seed, name: "rolling")
            let x = (0..<157).map { _ in stream.uniform() * 0.04 - 0.02 }
            let y = x.map { 0.5 * $0 + stream.uniform() * 0.01 }
            for window in [1, 2, 7, 30, 157, 158] {
                let sharpe = RollingStatistics.sharpe(x, window: window, periodsPerYear: 252)
                let volatility = RollingStatistics.volatility(x, window: window, periodsPerYear: 252)
                let beta = RollingStatistics.beta(y, benchmark: x, window: window)
                let correlation = RollingStatistics.correlation(y, benchmark: x, window: window)
                let sortino = RollingStatistics.sortino(x, window: window, periodsPerYear: 252)
                for index in x.indices {
                    guard index + 1 >= window, window > 1 else {
                        #expect(sharpe[index].isNaN && beta[index].isNaN, "seed \(seed), window \(window)")
                        continue
                    }
                    let part = Array(x[(index - window + 1)...index])
                    let pair = PairedMoments(x: part, y: Array(y[(index - window + 1)...index]))
                    let deviation = pair.x.standardDeviation(ddof: 1) ?? .nan
                    let down = part.reduce(0) { $0 + min($1, 0) * min($1, 0) } / Double(window)
                    let note = "seed \(seed), window \(window), index \(index)"
                    #expect(
                        agree(sharpe[index], pair.x.mean / deviation * 252.0.squareRoot(), absolute: 1e-9), "\(note)")
                    #expect(agree(volatility[index], deviation * 252.0.squareRoot()), "\(note)")
                    #expect(agree(beta[index], pair.slope ?? .nan), "\(note)")
                    #expect(agree(correlation[index], pair.correlation ?? .nan), "\(note)")
                    if down > 0 {
                        let expected = pair.x.mean / down.squareRoot() * 252.0.squareRoot()
                        #expect(agree(sortino[index], expected, absolute: 1e-9), "\(note)")
                    }
                }
            }
        }
    }

    @Test func theDeepestFallOfEveryWindowAgreesWithAScanOfIt() {
        for seed in UInt64(1)...5 {
            var stream = RandomStream(seed: seed, name: "rolling drawdown")
            let returns = (0..<90).map { _ in stream.uniform() * 0.1 - 0.05 }
            for window in [1, 3, 20, 90] {
                let column = RollingStatistics.maxDrawdown(returns, window: window)
                for index in returns.indices where index + 1 >= window {
                    var level = 1.0
                    let wealth = returns[(index - window + 1)...index].map { value in
                        level *= 1 + value
                        return level
                    }
                    let scan = DrawdownScan(wealth: wealth, initial: 1)
                    #expect(agree(column[index], scan.maximum), "seed \(seed), window \(window), index \(index)")
                }
            }
        }
    }

    @Test func aConstantStretchAfterAWildOneHasNoVarianceLeftOver() {
        let returns = [1e6, -1e6, 3e5] + [Double](repeating: 0.001, count: 40)
        let sharpe = RollingStatistics.sharpe(returns, window: 10, periodsPerYear: 252)
        let volatility = RollingStatistics.volatility(returns, window: 10, periodsPerYear: 252)
        #expect(sharpe[20].isNaN && sharpe[42].isNaN)
        #expect(volatility[20] == 0 && volatility[42] == 0)
        #expect(!sharpe[11].isNaN)
    }

    @Test func earlierValuesDoNotChangeWhenReturnsAreAdded() {
        var stream = RandomStream(seed: 7, name: "prefix")
        let returns = (0..<100).map { _ in stream.uniform() - 0.5 }
        let whole = RollingStatistics.sharpe(returns, window: 12, periodsPerYear: 252)
        for length in [12, 13, 24, 25, 60, 99] {
            let part = RollingStatistics.sharpe(Array(returns[..<length]), window: 12, periodsPerYear: 252)
            #expect(zip(part, whole).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        }
    }
}

import Core
import Statistics
import TestSupport
import Testing

@Suite struct CatalogueTests {
    @Test func everyMetricIsDeclaredOnceAndInFull() {
        let all = MetricCatalogue.all
        #expect(all.count >= 40)
        #expect(Set(all.map(\.id)).count == all.count)
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789_")
        for metric in all {
            #expect(metric.id.allSatisfy { letters.contains($0) }, "\(metric.id)")
            #expect(!metric.title.isEmpty && !metric.formula.isEmpty && !metric.source.isEmpty, "\(metric.id)")
            #expect(MetricCatalogue.metric(metric.id)?.title == metric.title)
        }
        #expect(MetricCatalogue.metric("no_such_metric") == nil)
    }

    @Test func everyProfileIsNamedOnceAndItsMetricsToo() {
        let profiles = CompatibilityProfile.all
        #expect(Set(profiles.map(\.id)).count == profiles.count)
        for profile in profiles {
            #expect(Set(profile.metrics.map(\.id)).count == profile.metrics.count, "\(profile.id)")
        }
    }

    private func returns(seed: UInt64, count: Int = 700) -> [Double] {
        var stream = RandomStream(seed: seed, name: "catalogue")
        return (0..<count).map { _ in 0.04 * (stream.uniform() - 0.49) * (stream.uniform() + 0.2) }
    }

    private func performance(_ returns: [Double], capital: Double, flows: Bool = false) -> Performance {
        var input = dailyInput(returns: returns, dates: days(returns.count))
        let scale = capital / input.initialCapital
        input.initialCapital = capital
        input.equity = input.equity.map { $0 * scale }
        if flows {
            // 7 % of the equity before is paid in every fifth day, and 3 % taken out every third.
            var (equity, factor) = ([Double](), 1.0)
            for (index, value) in input.equity.enumerated() {
                let flow = index % 5 == 4 ? 0.07 : index % 3 == 2 ? -0.03 : 0
                let before = value * factor
                factor *= 1 + flow
                equity.append(value * factor)
                input.flows.append(before * flow)
            }
            input.equity = equity
        }
        var level = 10.0
        input.benchmark = returns.indices.map { index in
            level *= 1 + 0.5 * returns[index] + (index % 2 == 0 ? 0.001 : -0.0008)
            return level
        }
        input.benchmarkInitial = 10
        input.bootstrapResamples = 60
        return Performance(input)
    }

    @Test func ratiosDoNotDependOnTheSizeOfTheCapital() {
        for seed in UInt64(1)...5 {
            let values = returns(seed: seed)
            let small = MetricCatalogue.evaluate(performance(values, capital: 1))
            let large = MetricCatalogue.evaluate(performance(values, capital: 3e9))
            for (metric, (a, b)) in zip(MetricCatalogue.all, zip(small, large)) where metric.unit != .currency {
                #expect(agree(a.value ?? .nan, b.value ?? .nan, relative: 1e-8), "\(a.id), seed \(seed)")
            }
        }
    }

    @Test("S55 flows change no ratio") func s55FlowsChangeNoRatio() {
        for seed in UInt64(1)...5 {
            let values = returns(seed: seed)
            let without = MetricCatalogue.evaluate(performance(values, capital: 1_000))
            let with = MetricCatalogue.evaluate(performance(values, capital: 1_000, flows: true))
            for (metric, (a, b)) in zip(MetricCatalogue.all, zip(without, with)) where metric.unit != .currency {
                #expect(agree(a.value ?? .nan, b.value ?? .nan, relative: 1e-8), "\(a.id), seed \(seed)")
            }
        }
    }

    @Test func leverageScalesReturnsAndLeavesRatiosAlone() {
        for seed in UInt64(1)...5 {
            let values = returns(seed: seed)
            let once = performance(values, capital: 1_000)
            let twice = performance(values.map { 2 * $0 }, capital: 1_000)
            for id in ["sharpe", "sortino", "omega", "skewness", "kurtosis_raw", "tail_ratio", "autocorrelation"] {
                #expect(agree(once.figure(id), twice.figure(id), relative: 1e-9), "\(id), seed \(seed)")
            }
            for id in ["volatility", "mean_return", "var_95_historical", "es_99_cornish_fisher", "downside_deviation"] {
                #expect(agree(2 * once.figure(id), twice.figure(id), relative: 1e-9), "\(id), seed \(seed)")
            }
        }
    }

    @Test func aRunThatIsItsBenchmarkHasBetaOneAndAlphaZero() throws {
        let run = performance(returns(seed: 9), capital: 1_000)
        let benchmark = Performance(try #require(run.input.benchmarkRun))
        #expect(agree(benchmark.figure("beta"), 1))
        #expect(abs(benchmark.figure("alpha")) < 1e-10)
        #expect(agree(benchmark.figure("up_capture"), 1))
        #expect(benchmark.value("information_ratio")?.value == nil)
        #expect(agree(benchmark.figure("total_return"), run.figure("benchmark_total_return")))
    }

    @Test func theSameRunGivesTheSameBits() {
        let values = returns(seed: 11)
        #expect(
            MetricCatalogue.evaluate(performance(values, capital: 7))
                == MetricCatalogue.evaluate(performance(values, capital: 7)))
    }

    @Test func theSharpeRatioStandsInItsInterval() throws {
        let sharpe = try #require(performance(returns(seed: 3), capital: 1_000).value("sharpe"))
        let (interval, value) = (try #require(sharpe.interval), try #require(sharpe.value))
        #expect(interval.low < value && value < interval.high)
    }

    @Test func exposureAndCostsOfFourBars() {
        var input = dailyInput(equity: [100, 102, 104, 106], initial: 100, dates: days(4))
        input.grossExposure = [0, 0.5, 1.5, 0]
        input.netExposure = [0, -0.5, 1.5, 0]
        input.tradedNotional = 400
        input.totalCosts = 2
        let performance = Performance(input)
        #expect(performance.figure("exposure_time") == 0.5)
        #expect(performance.figure("average_gross_exposure") == 0.5)
        #expect(performance.figure("average_net_exposure") == 0.25)
        #expect(performance.figure("average_leverage") == 1)
        #expect(performance.figure("max_gross_exposure") == 1.5)
        #expect(agree(performance.figure("turnover"), 200.0 / 103 / (4 / 365.25)))
        #expect(performance.figure("costs_share_of_gross") == 0.25)
        #expect(performance.figure("costs_per_notional") == 0.005)
        let unknown = Performance(dailyInput(equity: [100], initial: 100, dates: days(1)))
        #expect(unknown.value("exposure_time")?.reason == "exposure is not known")
        #expect(unknown.value("costs_total")?.reason == "costs are not known")
    }

    @Test func histogramAndQuantilesHoldEveryReturn() {
        let sorted = returns(seed: 5).sorted()
        let distribution = ReturnDistribution(sorted: sorted)
        #expect(distribution.counts.reduce(0, +) == sorted.count)
        #expect(distribution.edges.count == distribution.counts.count + 1)
        #expect(distribution.edges.first == sorted.first && distribution.edges.last == sorted.last)
        #expect(distribution.quantiles.count == ReturnDistribution.probabilities.count)
        let four = ReturnDistribution(sorted: [0, 1, 1, 4], bins: 2)
        #expect(four.edges == [0, 2, 4])
        #expect(four.counts == [3, 1])
        #expect(ReturnDistribution(sorted: []).counts.isEmpty)
        #expect(ReturnDistribution(sorted: [2, 2]).counts == [2])
    }
}

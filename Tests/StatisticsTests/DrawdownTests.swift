import Core
import Statistics
import TestSupport
import Testing

@Suite struct DrawdownTests {
    /// 100 → 90, 80, 100, 120, 60, 90: two falls, the second not recovered.
    private var performance: Performance {
        var input = dailyInput(equity: [90, 80, 100, 120, 60, 90], initial: 100, dates: days(6))
        input.bootstrapResamples = 0
        return Performance(input)
    }

    @Test("S60 the initial capital is the first peak") func s60InitialCapitalIsTheFirstPeak() throws {
        let second = try #require(performance.worstDrawdowns(5).last)
        #expect(agree(second.depth, -0.2))
        #expect(second.peakIndex == -1)
        #expect(second.peak == Timestamp(CivilDate(year: 2019, month: 12, day: 31)))
        #expect(second.start == Timestamp(CivilDate(year: 2020, month: 1, day: 1)))
        #expect(second.trough == Timestamp(CivilDate(year: 2020, month: 1, day: 2)))
        #expect(second.recovery == Timestamp(CivilDate(year: 2020, month: 1, day: 3)))
        #expect(second.bars == 3)
        #expect(second.days == 3)
        #expect(second.barsToTrough == 2)
    }

    @Test("S60 an unrecovered drawdown is flagged") func s60UnrecoveredDrawdownIsFlagged() throws {
        let first = try #require(performance.worstDrawdowns(1).first)
        #expect(first.depth == -0.5)
        #expect(!first.isRecovered)
        #expect(first.recoveryIndex == nil)
        #expect(first.bars == 2)
        #expect(first.days == 2)
        #expect(performance.figure("max_drawdown_recovered") == 0)
        #expect(performance.figure("current_drawdown") == -0.25)
    }

    @Test("S60 drawdown figures of six bars by hand") func s60FiguresOfSixBars() {
        #expect(performance.figure("max_drawdown") == -0.5)
        #expect(performance.figure("drawdown_count") == 2)
        #expect(agree(performance.figure("average_drawdown"), -0.35))
        #expect(performance.figure("longest_drawdown_bars") == 3)
        #expect(performance.figure("longest_drawdown_days") == 3)
        #expect(agree(performance.figure("time_under_water"), 4.0 / 6))
        #expect(agree(performance.figure("pain_index"), (0.1 + 0.2 + 0.5 + 0.25) / 6))
        #expect(agree(performance.figure("ulcer_index"), ((0.01 + 0.04 + 0.25 + 0.0625) / 6).squareRoot()))
    }

    @Test func aRisingLineHasNoDrawdown() {
        var input = dailyInput(equity: [101, 101, 102], initial: 100, dates: days(3))
        input.bootstrapResamples = 0
        let performance = Performance(input)
        #expect(performance.figure("max_drawdown") == 0)
        #expect(performance.worstDrawdowns(3).isEmpty)
        #expect(performance.value("calmar")?.reason == "there is no drawdown")
        #expect(performance.value("max_drawdown_days")?.reason == "n/a (n=0)")
    }

    @Test func theScanAgreesWithEveryPairOfBars() {
        for seed in UInt64(1)...20 {
            var stream = RandomStream(seed: seed, name: "drawdowns")
            var level = 100.0
            let wealth = (0..<200).map { _ in
                level *= 1 + 0.02 * (stream.uniform() - 0.5)
                return level
            }
            let scan = DrawdownScan(wealth: wealth, initial: 100)
            let path = [100] + wealth
            var deepest = 0.0
            for late in path.indices { for early in 0...late { deepest = min(deepest, path[late] / path[early] - 1) } }
            #expect(agree(scan.maximum, deepest), "seed \(seed)")
            let under = path.indices.filter { index in path[..<index].contains { $0 > path[index] } }
            #expect(scan.barsUnderWater == under.count, "seed \(seed)")
        }
    }
}

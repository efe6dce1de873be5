import Core
import Testing
import TimeSeries

@testable import Reports

@Suite struct DecimationTests {
    /// A column of random steps, with gaps in every third.
    func column(_ count: Int, seed: UInt64, index: UInt64) -> [Double] {
        var random = RandomStream(seed: seed, name: "decimation", index: index)
        var value = 0.0
        return (0..<count).map { _ in
            value += random.uniform() - 0.5
            return index % 3 == 2 && random.uniform() < 0.2 ? .nan : value
        }
    }

    @Test(arguments: [1, 5, 40, 41, 100, 999, 4_096, 10_001], [1, 2, 3])
    func keepsEndsAndExtremesWithinTheLimit(count: Int, columns: Int) {
        for seed in UInt64(1)...4 {
            let all = (0..<columns).map { column(count, seed: seed, index: UInt64($0)) }
            let places = Decimation.keptPlaces(of: all, count: count, limit: 40)
            #expect(places.count <= 40, "seed \(seed)")
            #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
            #expect(places.first == 0 && places.last == count - 1, "seed \(seed)")
            for one in all {
                let kept = places.map { one[$0] }.filter { !$0.isNaN }
                let whole = one.filter { !$0.isNaN }
                #expect(kept.min() == whole.min() && kept.max() == whole.max(), "seed \(seed)")
            }
        }
    }

    @Test func keepsEverythingBelowTheLimit() {
        #expect(Decimation.keptPlaces(of: [[3, 1, 2]], count: 3, limit: 4) == [0, 1, 2])
    }

    @Test func keepsTheFirstOfEqualExtremes() {
        let flat = [Double](repeating: 1, count: 64)
        #expect(Decimation.keptPlaces(of: [flat], count: 64, limit: 10) == [0, 16, 32, 48, 63])
    }

    @Test func passesOverColumnsWithoutValues() {
        let empty = [Double](repeating: .nan, count: 100)
        #expect(Decimation.keptPlaces(of: [empty], count: 100, limit: 10) == [0, 99])
    }

    @Test func infinitiesAreExtremesToo() {
        var values = [Double](repeating: 0, count: 100)
        values[50] = .infinity
        values[70] = -.infinity
        let places = Decimation.keptPlaces(of: [values], count: 100, limit: 10)
        #expect(places.contains(50) && places.contains(70))
    }

    @Test func theSamePrefixKeepsTheSameStretches() {
        let values = column(4_096, seed: 9, index: 0)
        let whole = Decimation.keptPlaces(of: [values], count: 4_096, limit: 66)
        let half = Decimation.keptPlaces(of: [values], count: 4_096, limit: 34)
        #expect(Set(half).isSubset(of: Set(whole)), "a coarser level keeps only what a finer one keeps")
    }

    @Test func tenMillionPointsBecomeTwentyThousandAtMost() {
        let count = 10_000_000
        let values = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
            for place in 0..<count { buffer[place] = Double(place &* 7_919 % 1_000_003) }
            filled = count
        }
        let places = Decimation.keptPlaces(of: [values], count: count)
        #expect(places.count <= 20_000 && places.count > 8_000)
        #expect(places.last == count - 1)
    }

    @Test(arguments: [(10, 10, 1), (11, 10, 2), (10_000_000, 16_000, 1_024), (1, 1, 1), (0, 1, 1)])
    func stretchesArePowersOfTwo(count: Int, stretches: Int, length: Int) {
        #expect(Decimation.stretchLength(count: count, stretches: stretches) == length)
    }

    @Test func joinedBarsKeepFirstGreatestLeastAndLast() {
        let bars = ChartBars(SmallReport.prices(), 0..<SmallReport.prices().count, limit: 16)
        let series = SmallReport.prices()
        #expect(bars.barsPerStretch == 4 && bars.count == 15)
        #expect(bars.open[1] == series.open[4] && bars.close[1] == series.close[7] && bars.end[1] == series.end[7])
        #expect(bars.high[1] == series.high[4..<8].max() && bars.low[1] == series.low[4..<8].min())
        #expect(bars.close.last == series.close.last)
    }
}

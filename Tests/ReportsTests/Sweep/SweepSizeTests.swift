import Core
import Testing

@testable import Reports

@Suite struct SweepSizeTests {
    @Test(arguments: [true, false])
    func aMillionTrialsMakeNoLargePage(isGrid: Bool) throws {
        var sweep = SimulatedSweep(isGrid: isGrid, fast: 1_000, slow: 500, trials: 1_000_000, words: ["a", "b"])
        sweep.goals.append(SweepGoal(column: 1, isLower: false))
        var report = sweep.content()
        report.front = Array(0..<20_000)
        report.failures = (0..<5_000).map { place in
            SweepFailure(reason: "reason \(place)", count: 1, first: place, settings: ["1", "2", "3"])
        }
        report.failed = 5_000
        try SweepPageTests.keep(report, isGrid ? "million" : "million-random")
        let page = report.html
        #expect(page.utf8.count < 2_000_000, "\(page.utf8.count) bytes")
        #expect(page.contains("of 1,000,000 trials is drawn"))
        #expect(page.contains("The 50 most frequent of 5,000 reasons"))
    }

    @Test func manyAxesAreCutAndSaySo() {
        let few = SimulatedSweep(isGrid: false, trials: 300).content()
        var report = few
        report.axes = (0..<20).map { SweepAxis(name: "axis\($0)", range: "0:1") }
        report.trials.settings = (0..<20).map { place in
            var random = RandomStream(seed: 1, name: "axes", index: UInt64(place))
            return few.trials.numbers.map { _ in random.uniform() }
        }
        let page = report.html
        #expect(page.contains("The 4 of 20 axes that matter most by themselves are drawn in 6 pairs."))
        #expect(page.contains("The first 12 of 20 axes are drawn."))
        #expect(page.utf8.count < 2_000_000)
    }
}

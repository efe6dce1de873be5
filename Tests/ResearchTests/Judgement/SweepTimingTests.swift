import Foundation
import Research
import Statistics
import StrategyKit
import TestSupport
import Testing

/// The positions of the judged trial at other times, and the judgement on the sweep's page.
@Suite struct SweepTimingTests {
    @Test func aTrendThatIsFollowedIsTiming() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep("s", in: folder, days: 2_400, seed: 3, trend: 0.01)
        let test = try JudgementFixture.judgement(["s"], in: folder).timing.get()
        #expect(test.pValue < 0.05 && test.permutations == 1_000 && !test.isExhaustive)
        // The positions' own result, before costs, is that of the trial but for costs and the bars of its fills.
        #expect(test.observed > test.mean)
    }

    @Test func noiseHasNone() throws {
        let seeds = 1...20 as ClosedRange<UInt64>
        var low = 0
        for seed in seeds {
            let folder = try TemporaryFolder()
            // One point in place of the best of many: what is chosen for its timing has some in the sample.
            try JudgementFixture.sweep(
                "s", in: folder, days: 400, seed: seed, sweep: "sweep: { space: { fast: [5, 60], slow: [30] } }")
            let test = try JudgementFixture.judgement(["s"], in: folder) { $0.trial = 0 }.timing.get()
            if test.pValue <= 0.1 { low += 1 }
        }
        // Binomial(20, 0.1): more than 6 come once in 400.
        #expect(low <= 6, "\(low) of 20 seeds")
    }

    @Test func otherBarsAreSaidAndTheRestIsJudged() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep("s", in: folder, seed: 5)
        try folder.write(WalkingBars.csv(days: 600, seed: 6, trend: 0), to: "s.csv")
        let judgement = try JudgementFixture.judgement(["s"], in: folder)
        let timing = try #require(judgement.figures.first { $0.id == "timing" })
        #expect(timing.value == nil && timing.reason == "its bars are others by now than those of the sweep")
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("s.csv"))
        let without = try JudgementFixture.judgement(["s"], in: folder)
        #expect(without.figures.first { $0.id == "timing" }?.reason?.contains("cannot be read again") == true)
        #expect(without.checks == judgement.checks)
    }

    @Test func theJudgementStandsOnThePageOfTheSweep() throws {
        let folder = try TemporaryFolder()
        try JudgementFixture.sweep("s", in: folder, seed: 5, more: "notes: <!-- end of judgement -->")
        let before = try folder.read("s/report.html")
        #expect(before.contains("Not judged yet"))
        let judgement = try JudgementFixture.judgement(["s"], in: folder)
        try judgement.write()
        let page = try folder.read("s/report.html")
        #expect(!page.contains("Not judged yet"))
        let headline = try #require(judgement.verdict.first)
        #expect(page.contains(headline))
        for figure in judgement.figures {
            #expect(page.contains(figure.title.replacing("'", with: "&#39;")), "\(figure.id)")
        }
        // Nothing else of the page is another, and a second judgement takes the place of the first.
        let start = try #require(before.range(of: "<!-- judgement -->"))
        #expect(page.hasPrefix(before[..<start.upperBound]))
        #expect(page.hasSuffix(before[try #require(before.range(of: "<!-- end of judgement -->\n")).upperBound...]))
        try judgement.write()
        #expect(try folder.read("s/report.html") == page)
    }
}

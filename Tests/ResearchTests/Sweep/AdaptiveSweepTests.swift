import Core
import DataSources
import Foundation
import Research
import StrategyKit
import TestSupport
import Testing

/// Sweeps whose points depend on results.
@Suite struct AdaptiveSweepTests {
    private static let methods = ["tpe", "direct", "crs", "esch", "isres", "mlsl"]

    private static func sweep(_ method: String, trials: Int) -> String {
        "sweep: { method: \(method), trials: \(trials), space: { fast: \"2:30\", slow: \"31:200\" } }"
    }

    @Test(arguments: methods) func s71theFilesAreTheSameOnAnyNumberOfThreadsAndAfterAnInterruption(
        method: String
    ) throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(AdaptiveSweepTests.sweep(method, trials: 30))
        let places = ["one", "two", "again"].map { folder.url.appendingPathComponent($0) }
        let result = try SweepFixture.run(source, in: places[0], jobs: 1)
        #expect(result.trials.count == 30 && result.trials.numbers == (0..<30).map { UInt32($0) })
        try SweepFixture.run(source, in: places[1], jobs: 3)
        // What is done of an interrupted search answers it, whatever part that is.
        let (plan, evaluator, sweep) = try SweepFixture.planned(source)
        let target = SweepFolder(at: places[2].path)
        let run = SweepRun(plan: plan, evaluator: evaluator, parts: SweepParts(in: target.url, sweep: sweep))
        var asked = 0
        do {
            let lock = try target.begin(plan, data: evaluator.dataHash, isResumed: false, force: false)
            defer { withExtendedLifetime(lock) {} }
            #expect(throws: SweepError.self) {
                try run.run(jobs: 2) { _ in
                    asked += 1
                    return asked < 2
                }
            }
        }
        try SweepFixture.run(source, in: places[2], isResumed: true)
        let files = try SweepFixture.files(places[0])
        #expect(try SweepFixture.files(places[1]) == files)
        #expect(try SweepFixture.files(places[2]) == files)
    }

    @Test func halvingTriesFewOnTheWholePeriodAndCallsNoPartTheBest() throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(AdaptiveSweepTests.sweep("halving, lowest_fraction: 0.2", trials: 27))
        let result = try SweepFixture.run(source, in: folder.url.appendingPathComponent("s"))
        #expect(result.plan.axes.map(\.name) == ["fast", "slow", "period_fraction"])
        let parts = (0..<result.trials.count).map { Double(result.plan.values(of: $0)[2]) ?? .nan }
        #expect(parts.prefix(27).allSatisfy { $0 < 0.5 } && parts.last == 1 && parts == parts.sorted())
        let whole = parts.indices.filter { parts[$0] == 1 }
        #expect(whole.count < 10)
        let ranked = result.ranked(by: result.plan.objectives[0])
        #expect(!ranked.isEmpty && ranked.allSatisfy { whole.contains($0) })
        // A trial of a part is the run that ends there.
        let values = result.plan.values(of: 0)
        let period = try #require(try Study(try source.configuration()).data.panel.period)
        let length = Double(period.upperBound.nanoseconds - period.lowerBound.nanoseconds)
        let end = Timestamp(nanoseconds: period.lowerBound.nanoseconds + Int64(length * parts[0]))
        let alone = try Study(
            try source.configuration(setting: [
                ConfigOverride(key: "fast", value: values[0]), ConfigOverride(key: "slow", value: values[1]),
                ConfigOverride(key: "data.to", value: end.description),
            ])
        ).run()
        let column = try #require(result.plan.columns.place(of: "final_equity"))
        #expect(result.trials.figure(column, of: 0) == alone.run.finalEquity)
    }

    @Test func wordsAreNotForMethodsOfNumbers() throws {
        let source = try SweepFixture.source(
            "sweep: { method: crs, trials: 9, space: { benchmark: [none, buy-and-hold] } }")
        #expect {
            try SweepPlan(source)
        } throws: { error in
            "\(error)".contains("words are searched by the tree-structured Parzen estimator")
        }
    }
}

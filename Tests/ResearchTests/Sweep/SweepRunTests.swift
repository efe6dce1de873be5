import Core
import DataSources
import Foundation
import ParameterSearch
import Research
import Simulation
import Statistics
import StrategyKit
import TestSupport
import Testing
import TimeSeries
import TrialLedger

/// Sweeps against the studies that their trials are.
@Suite struct SweepRunTests {
    @Test func everyTrialHasTheFiguresOfItsOwnRun() throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(SweepFixture.grid)
        let result = try SweepFixture.run(source, in: folder.url.appendingPathComponent("s"))
        #expect(result.trials.count == 9 && result.count(.finished) == 9)
        for place in 0..<result.trials.count {
            let values = result.plan.values(of: place)
            let changes = zip(result.plan.axes, values).map { ConfigOverride(key: $0.name, value: $1) }
            let alone = try Study(try source.configuration(setting: changes)).run()
            for (column, name) in result.plan.columns.names.enumerated() {
                guard MetricCatalogue.metric(name) != nil, name != "trades" else { continue }
                #expect(result.trials.figure(column, of: place) == alone.metric(name)?.value, "\(values) \(name)")
            }
            let kept = try #require(result.trials.returns(of: place))
            let returns = kept.filter { !$0.isNaN }
            #expect(returns == alone.performance.sessionReturns.map { Float($0) })
        }
    }

    @Test func s71theFilesAreTheSameOnAnyNumberOfThreadsAndAfterAnInterruption() throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(
            "sweep: { method: random, trials: 60, space: { fast: \"2:30\", slow: \"20:90\" }, objective: [sharpe, calmar] }"
        )
        let (one, two, parts) = (
            folder.url.appendingPathComponent("one"), folder.url.appendingPathComponent("two"),
            folder.url.appendingPathComponent("parts")
        )
        try SweepFixture.run(source, in: one, jobs: 1)
        try SweepFixture.run(source, in: two, jobs: 3)
        try SweepFixture.runPart(source, in: parts, of: [3, 4, 59, 17])
        #expect(try SweepFixture.files(parts)["sweep.json"] == nil)
        try SweepFixture.run(source, in: parts, isResumed: true)
        let files = try SweepFixture.files(one)
        #expect(files.keys.contains("trials.csv") && files.keys.contains("columns/returns.npy"))
        #expect(try SweepFixture.files(two) == files)
        #expect(try SweepFixture.files(parts) == files)
    }

    @Test func keysOfTheConfigAreAxesToo() throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(
            "sweep: { space: { fast: [5, 10], broker.slippage.basis_points: [0, 20], seed: [1] } }")
        let result = try SweepFixture.run(source, in: folder.url.appendingPathComponent("s"))
        #expect(result.plan.axes.map(\.name) == ["broker.slippage.basis_points", "fast", "seed"])
        let column = try #require(result.plan.columns.place(of: "total_return"))
        for (dear, cheap) in [(2, 0), (3, 1)] {
            let (a, b) = (result.trials.figure(column, of: dear), result.trials.figure(column, of: cheap))
            #expect(try #require(a) < (try #require(b)))
        }
        let changes = ["fast=10", "broker.slippage.basis_points=20", "seed=1"].map { try? ConfigOverride($0) }
        let alone = try Study(try source.configuration(setting: changes.compactMap { $0 })).run()
        #expect(result.trials.figure(column, of: 3) == alone.metric("total_return")?.value)
    }

    @Test func aTrialThatCannotRunHasItsReasonAndTheOthersGoOn() throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(
            "sweep: { space: { slow: [20, 399], fast: [3] } }", data: ", to: 2005-06-01")
        let result = try SweepFixture.run(source, in: folder.url.appendingPathComponent("s"))
        #expect(result.count(.finished) == 1 && result.count(.failed) == 1)
        #expect(
            result.failures.map(\.reason) == [
                "no decision could be taken: it needs 399 bars to warm up, the data hold 198"
            ])
        #expect(result.ranked(by: result.plan.objectives[0]) == [0])
    }

    @Test func s70noTrialSeesTheFinalTestPeriod() throws {
        let folder = try TemporaryFolder()
        let held = try SweepFixture.source(SweepFixture.grid, data: ", test_from: 2009-01-02")
        let cut = try SweepFixture.source(SweepFixture.grid, data: ", to: 2009-01-01")
        let a = try SweepFixture.run(held, in: folder.url.appendingPathComponent("a"))
        let b = try SweepFixture.run(cut, in: folder.url.appendingPathComponent("b"))
        let (one, other) = (folder.url.appendingPathComponent("a"), folder.url.appendingPathComponent("b"))
        for file in ["trials.csv", "trials.jsonl", "columns/returns.npy"] {
            #expect(try SweepFixture.files(one)[file] == SweepFixture.files(other)[file])
        }
        #expect(a.hashes.data == b.hashes.data)
        #expect(a.sessionDates.last?.description == "2008-12-31")
        #expect(a.plan.withheldFrom == "2009-01-02")
    }

    @Test func metricsOfTheWholeCatalogueAreObjectives() throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(
            "sweep: { space: { fast: [5, 10, 20] }, objective: [ulcer_index, sharpe] }")
        let result = try SweepFixture.run(source, in: folder.url.appendingPathComponent("s"))
        let objective = result.plan.objectives[0]
        #expect(objective.isLower)
        let column = try #require(result.plan.columns.place(of: "ulcer_index"))
        let figures = try (0..<3).map { try #require(result.trials.figure(column, of: $0)) }
        #expect(result.ranked(by: objective).first == figures.indices.min { figures[$0] < figures[$1] })
        let alone = try Study(try source.configuration(setting: [ConfigOverride(key: "fast", value: "20")])).run()
        #expect(figures[2] == alone.metric("ulcer_index")?.value)
        #expect(!result.paretoFront.isEmpty)
    }

    @Test func s72everyTrialIsInTheLedgerAndRepeatsCountOnce() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("ledger.sqlite").path
        let ledger = try Ledger(path: path, access: .writing)
        let source = try SweepFixture.source(SweepFixture.grid)
        try SweepFixture.run(source, in: folder.url.appendingPathComponent("a"), ledger: ledger)
        try SweepFixture.run(source, in: folder.url.appendingPathComponent("b"), ledger: ledger)
        // One of its trials as a run of its own, and one that is no trial of the sweep.
        for fast in [10, 11] {
            let study = try Study(
                try source.configuration(setting: [
                    ConfigOverride(key: "fast", value: String(fast)), ConfigOverride(key: "slow", value: "20"),
                ]))
            let trial = try RunTrial(of: study, in: ledger)
            try trial.end(try study.run())
        }
        let families = try ledger.families()
        #expect(families.count == 1)
        #expect(families[0].trials == 10 && families[0].attempts == 20 && families[0].finished == 10)
        #expect(families[0].text.contains("crosses_above(sma(close, #), sma(close, #))"))
    }

    @Test func aConstraintMayNameAParameterThatIsNoAxis() throws {
        let sweep = "sweep: { space: { fast: \"10:40:10\" }, constraints: [\"fast < slow\"] }"
        #expect(try SweepPlan(try SweepFixture.source(sweep)).count == 2)
        let changed = try SweepFixture.source(sweep, changes: ["slow=40"])
        #expect(try SweepPlan(changed).count == 3)
    }

    /// `run-task` looks for its own trials only, however many lie there.
    @Test func aPartOfASweepReadsItsOwnTrials() throws {
        let folder = try TemporaryFolder()
        let (plan, evaluator, sweep) = try SweepFixture.planned(try SweepFixture.source(SweepFixture.grid))
        let run = SweepRun(plan: plan, evaluator: evaluator, parts: SweepParts(in: folder.url, sweep: sweep))
        for trial in [0, 4, 8] { #expect(try run.run(jobs: 1, of: [trial]).numbers == [UInt32(trial)]) }
        #expect(try run.run(jobs: 1, of: [3, 4]).numbers == [3, 4])
        let parts = folder.url.appendingPathComponent("parts").path
        let names = try FileManager.default.contentsOfDirectory(atPath: parts).map { $0.split(separator: "-") }
        #expect(names.map { "\($0[0])-\($0[1])" }.sorted() == ["0-0", "3-3", "4-4", "8-8"])
        #expect(try run.run(jobs: 2).numbers == Array(0..<UInt32(plan.count)))
    }

    /// More threads than processors, each of which hands on what it has done while another writes.
    @Test func s72manyThreadsLoseNothingAndCountNothingTwice() throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger(path: folder.url.appendingPathComponent("ledger.sqlite").path, access: .writing)
        let source = try SweepFixture.source("sweep: { space: { fast: \"2:31:1\", slow: \"40:70:1\" } }")
        let result = try SweepFixture.run(source, in: folder.url.appendingPathComponent("a"), jobs: 8, ledger: ledger)
        #expect(result.trials.numbers == Array(0..<930))
        let families = try ledger.families()
        #expect(families.count == 1 && families[0].trials == 930 && families[0].attempts == 930)
        #expect(try ledger.problems().isEmpty)
    }

    @Test func whatTheLedgerDoesNotTakeIsNotShown() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("ledger.sqlite").path
        _ = try Ledger(path: path, access: .writing)
        let (plan, evaluator, sweep) = try SweepFixture.planned(try SweepFixture.source(SweepFixture.grid))
        let parts = SweepParts(in: folder.url.appendingPathComponent("a"), sweep: sweep)
        let book = SweepLedger(
            try Ledger(path: path, access: .reading), plan: plan, evaluator: evaluator, sweep: sweep)
        let run = SweepRun(plan: plan, evaluator: evaluator, parts: parts, ledger: book)
        do {
            _ = try run.run(jobs: 4)
            Issue.record("trials that no ledger counts are shown")
        } catch {
            guard case .ledger(.notWritable) = error else { throw error }
        }
        #expect(!FileManager.default.fileExists(atPath: parts.folder.path))
    }

    @Test func aPlanIsReadBackAndAnAlteredOneIsRefused() throws {
        let folder = try TemporaryFolder()
        let source = try SweepFixture.source(SweepFixture.grid, data: ", test_from: 2009-01-02")
        let (plan, evaluator, sweep) = try SweepFixture.planned(source)
        let target = SweepFolder(at: folder.url.appendingPathComponent("s").path)
        _ = try target.begin(plan, data: evaluator.dataHash, isResumed: false, force: false)
        let (read, hashes) = try SweepPlan.read(target.planFile.path, naming: StudySource(text: "", file: ""))
        #expect(hashes.sweep == sweep && read.count == plan.count && read.withheldFrom == plan.withheldFrom)
        #expect((0..<plan.count).allSatisfy { read.values(of: $0) == plan.values(of: $0) })
        let text = try String(contentsOf: target.planFile, encoding: .utf8)
        try text.replacing("10:40:10", with: "10:50:10").write(
            to: target.planFile, atomically: true, encoding: .utf8)
        #expect(throws: SweepError.self) {
            try SweepPlan.read(target.planFile.path, naming: StudySource(text: "", file: ""))
        }
    }

    @Test(
        arguments: [
            (
                "sweep: { space: { fast: [5, 500] } }",
                "x.yaml:10:17: error: sweep.space.fast must be a number from 2 to 60; found 500"
            ),
            ("sweep: { space: { fast: [5] }, objective: sharp }", "unknown metric 'sharp'; did you mean 'sharpe'?"),
            ("sweep: { space: { fast: [5] }, objective: kurtosis_raw }", nil),
            ("sweep: { space: { fast: [5], slow: [4] }, constraints: [\"fast < slow\"] }", "none meets: fast < slow"),
            ("sweep: { method: random, space: { fast: [5] } }", "needs the key 'trials'"),
            ("sweep: { space: { broker.cahs: [5] } }", "unknown key 'cahs'"),
            ("sweep: { space: { fast: { from: 9, to: 3 } } }", "the upper end 3 lies below the lower end 9"),
            ("sweep: { space: { fast: [5] }, constraints: [\"fast < slwo\"] }", "slwo"),
            ("sweep: { speed: 3 }", "unknown key 'speed' in 'sweep'"),
        ] as [(String, String?)]) func whatIsWrongIsSaidBeforeAnythingRuns(sweep: String, part: String?) throws
    {
        let source = try SweepFixture.source(sweep)
        do {
            _ = try SweepPlan(source)
            #expect(part == nil)
        } catch {
            #expect(error.description.contains(part ?? "\u{0}"), "\(error.description)")
        }
    }
}

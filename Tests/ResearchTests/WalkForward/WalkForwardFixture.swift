import Core
import DataSources
import Foundation
import ParameterSearch
import Research
import Strategies
import StrategyKit
import TestSupport
import Testing
import TrialLedger

/// Small walk-forward tests over shipped data.
enum WalkForwardFixture {
    /// A test whose bars are read.
    static func test(
        _ source: StudySource, _ train: String, _ test: String, isAnchored: Bool = false
    ) throws -> WalkForwardTest {
        let lengths = WalkForwardConfiguration(
            train: try #require(PeriodLength(train)), test: try #require(PeriodLength(test)), isAnchored: isAnchored)
        let plan = try WalkForwardPlan(source, lengths: { _ in lengths })
        return try WalkForwardTest(plan, study: try Study(plan.sweep.configuration))
    }

    /// The choices of all windows.
    static func choices(
        _ test: WalkForwardTest, in folder: URL, jobs: Int = 2, ledger: Ledger? = nil
    ) throws -> [WindowChoice] {
        var choices: [WindowChoice] = []
        for window in test.windows {
            let place = folder.appendingPathComponent("\(window.number)").path
            choices.append(
                try test.search(window).run(
                    in: SweepFolder(at: place), ledger: ledger, jobs: jobs, command: "test"))
        }
        return choices
    }

    /// The whole test.
    static func run(_ test: WalkForwardTest, in folder: URL, jobs: Int = 2) throws -> WalkForwardResult {
        let choices = try choices(test, in: folder, jobs: jobs)
        return WalkForwardResult(test, choices: choices, run: try test.outOfSample(choices).run())
    }

    /// A source of any config over a file.
    static func source(_ yaml: String, changes: [String] = []) throws -> StudySource {
        StudySource(
            text: yaml, file: "x.yaml", overrides: try changes.map { try ConfigOverride($0) },
            registry: StrategyRegistry(ShippedStrategies.all))
    }

    /// A file of the shipped data.
    static func path(_ name: String) -> String {
        SharedFolder.projectRoot.appendingPathComponent("Data/daily/\(name)").path
    }
}

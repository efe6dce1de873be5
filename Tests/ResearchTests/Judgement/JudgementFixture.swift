import Foundation
import Research
import StrategyKit
import TestSupport
import TrialLedger

/// Sweeps of moving averages over bars that walk at random, and their judgement.
enum JudgementFixture {
    /// Eight fast by five slow averages.
    static let grid = "sweep: { space: { fast: \"2:16:2\", slow: \"20:60:10\" } }"

    /// Where the configs of a sweep come from.
    static func source(_ bars: String, sweep: String = grid, more: String = "") -> StudySource {
        let text = """
            name: walk
            seed: 7
            data: { source: csv, path: \(bars), calendar: 24/7 }
            strategy:
              rules:
                parameters: { fast: { default: 10, range: [2, 60] }, slow: { default: 30, range: [2, 400] } }
                enter_long: sma(close, $fast) > sma(close, $slow)
                exit_long: sma(close, $fast) < sma(close, $slow)
            broker: { commission: { basis_points: 1 } }
            benchmark: none
            \(sweep)
            \(more)
            """
        return StudySource(text: text, file: "x.yaml")
    }

    /// Runs a sweep over a walk in a folder below `folder`.
    @discardableResult
    static func sweep(
        _ name: String, in folder: TemporaryFolder, days: Int = 600, seed: UInt64, trend: Double = 0,
        sweep: String = grid, more: String = "", ledger: Ledger? = nil
    ) throws -> SweepResult {
        let bars = try folder.write(WalkingBars.csv(days: days, seed: seed, trend: trend), to: "\(name).csv")
        return try SweepFixture.run(
            source(bars, sweep: sweep, more: more), in: folder.url.appendingPathComponent(name), ledger: ledger)
    }

    /// Reads a sweep.
    static func read(_ name: String, in folder: TemporaryFolder) throws -> FinishedSweep {
        try FinishedSweep(
            folder.url.appendingPathComponent(name).path, naming: StudySource(text: "", file: ""))
    }

    /// Judges sweeps.
    static func judgement(
        _ names: [String], in folder: TemporaryFolder, ledger: Ledger? = nil, workers: Int = 2, resamples: Int = 400,
        change: (inout JudgementSettings) -> Void = { _ in }
    ) throws -> SweepJudgement {
        let sweeps = try names.map { try read($0, in: folder) }
        var settings = JudgementSettings(sweeps[0].plan.configuration)
        (settings.workers, settings.resamples) = (workers, resamples)
        change(&settings)
        return try SweepJudgement(
            try JudgedTrials(sweeps), settings, ledger: ledger, rerun: { try $0.rerun($1, cache: nil) })
    }
}

public import Core
public import DataSources
import Foundation
public import StrategyKit

/// A sweep that is done, as its folder holds it.
public struct FinishedSweep: Sendable {
    /// The folder.
    public let folder: SweepFolder
    /// The plan.
    public let plan: SweepPlan
    /// The hashes of the sweep, of the config without any trial's values, and of the bars.
    public let hashes: (sweep: String, config: String, data: String)
    /// The dates of the sessions that returns are of.
    public let sessions: [CivilDate]
    /// Whether each trial has figures, by its number.
    let isFinished: [Bool]
    /// The trials whose returns are kept, by the place of their row.
    let returnTrials: [Int]
    /// Session returns, row after row; `nan` before the first session in which a trial could trade.
    let returns: [Float]

    /// Reads a folder.
    ///
    /// - Parameters:
    ///   - path: The folder, or a file of it.
    ///   - source: What its config may name; its text is taken from the folder.
    /// - Throws: `unreadable` for a folder that is no finished sweep, `plan` for a plan that cannot be used.
    public init(_ path: String, naming source: StudySource) throws(SweepJudgementError) {
        let folder = SweepFolder(holding: path)
        self.folder = folder
        let shown = folder.url.relativePath
        switch folder.content {
        case .finished: break
        case .nothing: throw .unreadable(path: shown, reason: "there is no sweep; backtest sweep CONFIG makes one")
        case .other:
            throw .unreadable(path: shown, reason: "it holds no sweep; name the folder that backtest sweep wrote")
        case .unfinished:
            throw .unreadable(
                path: shown,
                reason: "the sweep is not finished; go on with backtest sweep CONFIG --resume \(shown), or gather its "
                    + "parts with backtest sweep collect \(shown)")
        }
        do throws(SweepError) { (plan, hashes) = try SweepPlan.read(folder.planFile.path, naming: source) } catch {
            throw .plan(error)
        }
        guard plan.sweep.method != .halving else {
            throw .unreadable(
                path: shown,
                reason: "the trials of halving are of different periods; sweep the points that it chose over the whole "
                    + "period, and judge that: the ledger still counts them all")
        }
        let columns = folder.url.appendingPathComponent("columns")
        try FinishedSweep.replay(plan, columns)
        let days = try NPYReader(columns.appendingPathComponent("returns.session.npy"), type: "<M8[D]", width: 8)
        let dates = days.values(as: Int64.self).map { Int32(exactly: $0) }
        sessions = dates.compactMap { $0.map { CivilDate(daysSinceEpoch: $0) } }
        let numbers = try FinishedSweep.numbers(columns.appendingPathComponent("trial.npy"), below: plan.count)
        guard sessions.count == dates.count, numbers == Array(0..<plan.count) else {
            throw .unreadable(
                path: shown, reason: "its columns are not those of its plan; run the sweep again with --force")
        }
        let rows = try NPYReader(columns.appendingPathComponent("returns.npy"), type: "<f4", width: 4, dimensions: 2)
        returnTrials = try FinishedSweep.numbers(
            columns.appendingPathComponent("returns.trial.npy"), below: plan.count)
        guard rows.shape == [returnTrials.count, sessions.count] else {
            throw .unreadable(
                path: rows.path,
                reason: "found \(rows.shape[0]) rows of \(rows.shape[1]) returns, expected \(returnTrials.count) of "
                    + "\(sessions.count); run the sweep again with --force")
        }
        returns = rows.values(as: Float.self)
        // Every trial that has figures has an equity at its end.
        isFinished = try FinishedSweep.column("final_equity", in: columns, count: plan.count).map { !$0.isNaN }
    }

    /// Has an adaptive method propose its points again, from what its trials gave.
    private static func replay(_ plan: SweepPlan, _ columns: URL) throws(SweepJudgementError) {
        guard !plan.isFixed, let objective = plan.objectives.first else { return }
        let file = try NPYReader(columns.appendingPathComponent("\(objective.id).npy"), type: "<f8", width: 8)
        let figures = file.values(as: Double.self)
        do throws(SweepError) {
            try plan.search(upTo: figures.count) { numbers throws(SweepError) in
                figures[numbers].map { $0.isNaN ? nil : $0 }
            }
        } catch { throw .plan(error) }
    }

    /// A figure of every trial, `nan` for those that have none.
    ///
    /// - Throws: `unreadable` where it was not kept.
    func column(_ name: String) throws(SweepJudgementError) -> [Double] {
        try FinishedSweep.column(name, in: folder.url.appendingPathComponent("columns"), count: plan.count)
    }

    private static func column(_ name: String, in folder: URL, count: Int) throws(SweepJudgementError) -> [Double] {
        let file = try NPYReader(folder.appendingPathComponent("\(name).npy"), type: "<f8", width: 8)
        guard file.shape == [count] else {
            throw .unreadable(
                path: file.path,
                reason:
                    "found \(file.shape[0]) values, expected \(count), one a trial; run the sweep again with --force")
        }
        return file.values(as: Double.self)
    }

    private static func numbers(_ file: URL, below limit: Int) throws(SweepJudgementError) -> [Int] {
        let reader = try NPYReader(file, type: "<i8", width: 8)
        let numbers = reader.values(as: Int64.self).map { Int($0) }
        guard numbers.allSatisfy({ (0..<limit).contains($0) }), zip(numbers, numbers.dropFirst()).allSatisfy(<) else {
            throw .unreadable(
                path: reader.path, reason: "its numbers are not those of trials; run the sweep again with --force")
        }
        return numbers
    }

    /// A trial of the sweep, run again as a whole.
    ///
    /// - Parameter cache: Where bars are kept between runs; `nil` for nowhere.
    /// - Throws: Where the bars cannot be read or are others by now, or the trial does not run.
    public func rerun(_ trial: Int, cache: DataCache?) throws(SweepJudgement.TimingUnknown) -> StudyResult {
        let study: Study
        do throws(StudyError) { study = try Study(plan.configuration, cache: cache) } catch {
            throw SweepJudgement.TimingUnknown(reason: "its bars cannot be read again: \(error.description)")
        }
        let evaluator = TrialEvaluator(base: study, source: plan.source, axes: plan.axes, columns: plan.columns)
        guard evaluator.dataHash == hashes.data else {
            throw SweepJudgement.TimingUnknown(reason: "its bars are others by now than those of the sweep")
        }
        do throws(TrialFault) { return try evaluator.result(of: plan.values(of: trial)) } catch {
            throw SweepJudgement.TimingUnknown(reason: error.reason)
        }
    }

    /// How it is named in messages.
    var shownName: String { folder.url.relativePath }
}

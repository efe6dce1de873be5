import DataSources
import Foundation
import ParameterSearch
import Research
import StrategyKit

/// A sweep that is planned, with its bars read.
struct SweepSetup {
    let plan: SweepPlan
    let evaluator: TrialEvaluator
    let hashes: (sweep: String, config: String, data: String)

    /// Plans a sweep and reads its bars.
    init(_ plan: SweepPlan, cache: DataCache?, isQuiet: Bool = false) throws {
        self.plan = plan
        let study = try StudyFailure.rethrow { () throws(StudyError) in
            try Study(plan.configuration, cache: cache) { done, total in
                Console.progress("reading \(ProgressText.bytes(done)) of \(ProgressText.bytes(total))")
            }
        }
        if cache == nil, !isQuiet { for note in study.data.notes { Console.note(note) } }
        evaluator = TrialEvaluator(base: study, source: plan.source, axes: plan.axes, columns: plan.columns)
        let data = evaluator.dataHash
        hashes = (plan.hash(data: data), plan.configuration.hash, data)
    }

    /// Refuses what takes a sweep apart for a method whose trials wait for the results of others (S71).
    static func requireFixed(_ plan: SweepPlan, _ what: String) throws {
        guard !plan.isFixed else { return }
        throw CommandFailure(
            .config,
            "error: the method \(plan.sweep.method.rawValue) looks at results before it proposes more, so that \(what) is "
                + "not for it; run it with backtest sweep, and --resume where it was interrupted")
    }

    /// Where its trials are counted.
    func book() throws -> SweepLedger {
        SweepLedger(try LedgerFile.open(), plan: plan, evaluator: evaluator, sweep: hashes.sweep)
    }

    /// The plan of a config and what the command line says of it.
    static func plan(_ arguments: ConfigArguments, _ options: SweepOptions) throws -> SweepPlan {
        let source = try arguments.source()
        return try rethrow { () throws(SweepError) in
            try SweepPlan(source) { sweep throws(SearchError) in try options.apply(to: &sweep) }
        }
    }

    /// The plan of a folder, with its bars read again.
    ///
    /// - Parameter takesApart: Whether its trials are run in any order and place, which adaptive methods do not allow.
    /// - Throws: Where the bars are others than those that it was planned with.
    static func read(_ folder: SweepFolder, cache: DataCache?, takesApart: Bool = true) throws -> SweepSetup {
        let naming = StudySource(
            text: "", file: "", registry: Registered.registry, models: Registered.models)
        let (plan, hashes) = try rethrow { () throws(SweepError) in
            try SweepPlan.read(folder.planFile.path, naming: naming)
        }
        if takesApart { try requireFixed(plan, "taking it apart") }
        let setup = try SweepSetup(plan, cache: cache, isQuiet: true)
        guard setup.hashes.data == hashes.data else {
            throw CommandFailure(
                .data,
                "\(folder.planFile.relativePath): error: the bars are others than those that the sweep was planned with; "
                    + "restore them, or plan the sweep anew")
        }
        return setup
    }

    /// Runs `body`, turning its error into a message and an exit status.
    static func rethrow<Value>(_ body: () throws(SweepError) -> Value) throws -> Value {
        do throws(SweepError) {
            return try body()
        } catch {
            switch error {
            case .config, .space, .unsuitable: throw CommandFailure(.config, error.description)
            case .study(let error): throw CommandFailure(error)
            case .folder, .notThisSweep, .ledger, .worker: throw CommandFailure(.failed, error.description)
            case .interrupted: throw CommandFailure(.interrupted, error.description)
            }
        }
    }
}

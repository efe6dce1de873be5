import ArgumentParser
import Foundation
import Reports
import Research
import StrategyKit
import TrialLedger

/// `backtest judge`.
struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Says how much of a sweep's best trial is luck.",
        discussion: """
            The best of many trials looks good even where none has any skill. Judged is the trial that is the best by the \
            sweep's objective; four things are asked of it:

              dsr     its Sharpe ratio is above what the best of N lucky trials shows, with a probability of at least 0.95 \
            (deflated Sharpe ratio; N is what the ledger counts)
              spa     were no trial better than cash, the best would rarely look as good: p-value at most 0.05 (Hansen's test \
            for superior predictive ability)
              pbo     chosen on half of the sessions, the best stays above the median on the others: at most 0.25 of \
            choices fail (probability of backtest overfitting)
              length  the backtest is at least as long as so many trials need (minimum backtest length)

            The thresholds are those of the config, judge: { dsr: 0.95, spa: 0.05, pbo: 0.25 }, unless given here. Ends with \
            status 0 where all are met and 6 where one is not, so that a script can go by it:

              backtest sweep x.yaml --out s && backtest judge s && echo "worth a second look"
              backtest judge s --json | jq .figures.deflated_sharpe.value

            Several sweeps over the same sessions count together, equal trials once. The judgement is written to \
            judgement.json in the folder of the first, and into its report.html. No figure depends on the number of threads.
            """)

    @Argument(help: ArgumentHelp("The folders of finished sweeps.", valueName: "sweep"))
    var sweeps: [String]

    @Option(help: ArgumentHelp("The least deflated Sharpe ratio, from 0 to 1.", valueName: "probability"))
    var dsr: Double?

    @Option(help: ArgumentHelp("The greatest p-value of Hansen's test, from 0 to 1.", valueName: "p-value"))
    var spa: Double?

    @Option(help: ArgumentHelp("The greatest probability of overfitting, from 0 to 1.", valueName: "probability"))
    var pbo: Double?

    @Option(help: ArgumentHelp("Judge this trial of the first sweep in place of the best.", valueName: "number"))
    var trial: Int?

    @Option(
        help: ArgumentHelp(
            "How many blocks sessions are cut into for cross-validation: even, from 2 to 20; fewer are made where "
                + "sessions are few.", valueName: "blocks"))
    var splits = 16

    @Option(help: ArgumentHelp("How many resamples the tests draw.", valueName: "count"))
    var resamples = 10_000

    @Option(
        name: [.customShort("j"), .customLong("jobs"), .customLong("workers")],
        help: ArgumentHelp("How many threads; one a processor where absent."))
    var jobs: Int?

    @OptionGroup var caching: CacheOption

    @Flag(help: "Print the judgement as JSON.")
    var json = false

    @Flag(help: "Print nothing but errors; the status says the verdict.")
    var quiet = false

    func validate() throws {
        if json, quiet { throw ValidationError("--json and --quiet exclude each other.") }
        for (name, value) in [("dsr", dsr), ("spa", spa), ("pbo", pbo)] {
            if let value, !(0...1).contains(value) {
                throw ValidationError("--\(name) is \(value); it is from 0 to 1.")
            }
        }
        guard (2...20).contains(splits), splits.isMultiple(of: 2) else {
            throw ValidationError("--splits is \(splits); it is an even number from 2 to 20.")
        }
        guard (100...10_000_000).contains(resamples) else {
            throw ValidationError("--resamples is \(resamples); it is from 100 to 10000000.")
        }
        if let jobs, !(1...4_096).contains(jobs) { throw ValidationError("--jobs is \(jobs); it is from 1 to 4096.") }
        if let trial, trial < 0 { throw ValidationError("--trial is \(trial); it is the number of a trial.") }
    }

    func run() throws {
        JudgeCommand.endWhenInterrupted()
        let cache = try caching.cache()
        let judgement = try JudgeCommand.rethrow { () throws(SweepJudgementError) in
            let naming = StudySource(text: "", file: "", registry: Registered.registry, models: Registered.models)
            var read: [FinishedSweep] = []
            for path in sweeps {
                Console.progress("reading \(path)", isStage: true)
                read.append(try FinishedSweep(path, naming: naming))
            }
            let trials = try JudgedTrials(read)
            let ledger = try JudgeCommand.ledger()
            return try SweepJudgement(
                trials, settings(read[0]), ledger: ledger, rerun: { try $0.rerun($1, cache: cache) }
            ) { stage in
                Console.progress("judging \(trials.trials.count) trials: \(stage)", isStage: true)
                return !Interrupt.isRequested
            }
        }
        Console.endProgress()
        do throws(FolderError) { try judgement.write() } catch { Console.note(error.description) }
        if json {
            Console.out(judgement.document.prettyText)
        } else if !quiet {
            Console.out(JudgementSummary(judgement).text)
        }
        if !judgement.passes { throw CommandFailure(.check) }
    }

    private func settings(_ sweep: FinishedSweep) -> JudgementSettings {
        var settings = JudgementSettings(sweep.plan.configuration)
        settings.thresholds.deflatedSharpe = dsr ?? settings.thresholds.deflatedSharpe
        settings.thresholds.superiority = spa ?? settings.thresholds.superiority
        settings.thresholds.overfitting = pbo ?? settings.thresholds.overfitting
        (settings.splits, settings.resamples, settings.trial) = (splits, resamples, trial)
        settings.workers = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        return settings
    }

    /// The project's ledger; `nil` where there is none.
    ///
    /// One that cannot be read is no reason to count fewer trials.
    private static func ledger() throws(SweepJudgementError) -> Ledger? {
        do throws(LedgerError) { return try Ledger(path: Ledger.location(), access: .reading) } catch {
            if case .absent = error { return nil }
            throw .ledger(error)
        }
    }

    /// Ends the process at an interrupt: a test may take long, and nothing is half written at any time.
    private static func endWhenInterrupted() {
        Interrupt.listen()
        Thread.detachNewThread {
            while !Interrupt.isRequested { usleep(20_000) }
            Console.endProgress()
            Console.note(SweepJudgementError.interrupted.description)
            _exit(ExitStatus.interrupted.rawValue)
        }
    }

    private static func rethrow<Value>(_ body: () throws(SweepJudgementError) -> Value) throws -> Value {
        do throws(SweepJudgementError) { return try body() } catch {
            switch error {
            case .unreadable, .different, .trials: throw CommandFailure(.data, error.description)
            case .plan(let error): return try SweepSetup.rethrow { () throws(SweepError) in throw error }
            case .unsuitable: throw CommandFailure(.usage, error.description)
            case .ledger: throw CommandFailure(.failed, error.description)
            case .interrupted: throw CommandFailure(.interrupted, error.description)
            }
        }
    }
}

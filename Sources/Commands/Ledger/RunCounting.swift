import Reports
import Research
import StrategyKit
import TrialLedger

/// Counts a run in the ledger, whatever becomes of it.
struct RunCounting {
    private let ledger: Ledger
    private let trial: RunTrial
    private let study: Study

    /// Begins the trial; where it cannot be counted it does not run.
    init(_ study: Study, settings: [String]) throws {
        let ledger = try LedgerFile.open()
        self.ledger = ledger
        self.study = study
        let set = JSONValue.array(settings.map { .string($0) }).compactText
        trial = try LedgerFile.rethrow { () throws(LedgerError) in
            try RunTrial(of: study, in: ledger, settings: set)
        }
    }

    /// Begins the trial that the run of a walk-forward test is: of all that was chosen, no repeat of any run of its config.
    init(_ study: Study, of test: WalkForwardTest, in ledger: Ledger) throws {
        self.ledger = ledger
        self.study = study
        let lengths = test.plan.lengths
        let set: JSONValue = [
            "train": .string(lengths.train.description), "test": .string(lengths.test.description),
            "anchored": .bool(lengths.isAnchored),
        ]
        trial = try LedgerFile.rethrow { () throws(LedgerError) in
            try RunTrial(
                of: study, in: ledger, kind: "walk-forward", settings: set.compactText, hash: test.hash)
        }
    }

    /// Runs `body`; an error ends the trial, too.
    func running(_ body: () throws(StudyError) -> StudyResult) throws -> StudyResult {
        let result: StudyResult
        do throws(StudyError) { result = try body() } catch {
            var isAbandoned = false
            if case .interrupted = error { isAbandoned = true }
            // Where this fails, too, the attempt has no end, and counts as abandoned.
            try? trial.end(error.description, isAbandoned: isAbandoned)
            throw CommandFailure(error)
        }
        try LedgerFile.rethrow { () throws(LedgerError) in try trial.end(result) }
        return result
    }

    /// How many trials lie behind a result.
    func behind(_ result: StudyResult) throws -> TrialsBehind {
        try LedgerFile.rethrow { () throws(LedgerError) in try TrialsBehind(result, study: study, in: ledger) }
    }
}

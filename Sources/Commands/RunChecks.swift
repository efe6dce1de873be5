import ArgumentParser
import Research
import StrategyKit

/// What `backtest run` looks for besides the result.
struct RunChecks: ParsableArguments {
    @Flag(help: "Audit the study after the run, as backtest audit does: the report gets the certificate.")
    var audit = false

    @Flag(
        inversion: .prefixedNo,
        help: "Replace the future at one cut and look whether the past changes; takes about as long as the run.")
    var check = true

    @Flag(help: "End with status 6 where look-ahead is found.")
    var strictCheck = false

    func validate() throws {
        if strictCheck && !check && !audit {
            throw ValidationError("--strict-check has nothing to be strict about with --no-check.")
        }
    }

    /// Looks at a study that has been run.
    func look(at study: Study, _ result: inout StudyResult) throws(StudyError) {
        let search = RunChecks.search(study)
        if audit {
            result.audit = try search.run { runs in
                Console.progress("audit: \(runs) runs done")
                return !Interrupt.isRequested
            }
        } else if check {
            result.quickCheck = try search.quickCheck(from: result.firstTradingStep)
        }
    }

    private static func search(_ study: Study) -> Audit {
        var options = Audit.Options()
        options.seed = study.configuration.seed
        var search = Audit(study, options: options)
        search.isWanted = { !Interrupt.isRequested }
        return search
    }

    /// Replaces the future at one cut of a study that has been run.
    static func quickCheck(_ study: Study, from step: Int) throws(StudyError) -> QuickCheck {
        try search(study).quickCheck(from: step)
    }

    /// Fails where something was found and that is to be a failure.
    func fail(_ result: StudyResult) throws {
        if audit, result.audit?.isClean == false {
            throw CommandFailure(.check, "the audit found something; see above")
        }
        if strictCheck, result.quickCheck?.hasFound == true {
            throw CommandFailure(.check, "the quick check found look-ahead; see above")
        }
    }
}

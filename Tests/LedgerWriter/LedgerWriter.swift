import Core
import Foundation
import TrialLedger

/// A process that writes to a ledger, for tests that kill it.
///
///     LedgerWriter write LEDGER NAME FIRST BATCHES SIZE   records batches of trials, says each that is acknowledged
///     LedgerWriter attempts LEDGER NAME FIRST COUNT       begins and ends trials one by one, says each step
///     LedgerWriter rollback LEDGER NAME FIRST BATCHES SIZE   the same as write, with a rollback journal
///     LedgerWriter nobody read|write LEDGER               opens it without a right to its folder
@main
struct LedgerWriter {
    static func main() {
        let arguments = CommandLine.arguments
        do {
            switch arguments.dropFirst().first {
            case "write" where arguments.count == 7, "rollback" where arguments.count == 7:
                let ledger = try Ledger(
                    path: arguments[2], access: .writing, journal: arguments[1] == "write" ? .writeAhead : .rollback)
                try write(
                    ledger, arguments[3], first: Int(arguments[4]) ?? 0, batches: Int(arguments[5]) ?? 0,
                    size: Int(arguments[6]) ?? 0)
            case "attempts" where arguments.count == 6:
                try attempts(arguments[2], arguments[3], first: Int(arguments[4]) ?? 0, count: Int(arguments[5]) ?? 0)
            case "nobody" where arguments.count == 4:
                try asNobody(arguments[2], arguments[3])
            default: say("LedgerWriter: found \(arguments), expected write, attempts or nobody")
            }
        } catch {
            say("\(error)")
            exit(1)
        }
    }

    /// Says a line at once: what was said was done, whatever comes next.
    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private static func study(_ name: String) -> TrialStudy {
        TrialStudy(
            familyKey: SHA256.hexDigest(of: "family"), familyText: "sma crosses sma", strategy: "cross",
            instruments: ["AAPL"], dataHash: SHA256.hexDigest(of: "data"),
            period: Timestamp(nanoseconds: 0)..<Timestamp(nanoseconds: 1_000), kind: "sweep", sweep: name,
            version: "1")
    }

    private static func start(_ study: TrialStudy, _ config: String) -> TrialStart {
        TrialStart(
            study: study, configHash: SHA256.hexDigest(of: config), settings: JSONText.quoted(config),
            begun: Ledger.now())
    }

    private static func outcome(_ number: Int) -> TrialOutcome {
        TrialOutcome(
            .finished, ended: Ledger.now(), metrics: ["number": Double(number)],
            moments: ReturnMoments(
                sessions: 20, mean: Double(number % 97) / 97_000, standardDeviation: 0.01, skewness: 0, kurtosis: 3),
            returns: (0..<20).map { Float($0 + number % 7) / 1_000 })
    }

    private static func write(_ ledger: Ledger, _ name: String, first: Int, batches: Int, size: Int) throws {
        let study = study(name)
        for batch in first..<first + batches {
            try ledger.record(
                (0..<size).lazy.map { index in
                    TrialRecord(
                        start: start(study, "\(name) \(batch) \(index)"), outcome: outcome(batch * size + index))
                })
            say("\(batch)")
        }
    }

    private static func attempts(_ path: String, _ name: String, first: Int, count: Int) throws {
        let ledger = try Ledger(path: path, access: .writing)
        let study = study(name)
        for trial in first..<first + count {
            let attempt = try ledger.begin([start(study, "\(name) \(trial)")]).lowerBound
            say("begun \(attempt)")
            try ledger.end([TrialEnding(of: attempt, outcome(trial))])
            say("ended \(attempt)")
        }
    }

    /// Gives up the rights of root, if it has them, and opens a ledger.
    private static func asNobody(_ access: String, _ path: String) throws {
        if getuid() == 0 {
            guard setgid(65_534) == 0, setuid(65_534) == 0 else {
                say("LedgerWriter: cannot become nobody")
                exit(2)
            }
        }
        if access == "read" {
            let families = try Ledger(path: path, access: .reading).families()
            say("trials \(families.map(\.trials).reduce(0, +))")
        } else {
            let ledger = try Ledger(path: path, access: .writing)
            let study = study("nobody")
            try ledger.record([TrialRecord(start: start(study, "nobody"), outcome: outcome(1))])
            say("recorded")
        }
    }
}

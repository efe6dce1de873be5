import ArgumentParser
import Core
import StrategyKit
import TrialLedger

/// Which trials of the ledger are meant.
struct LedgerFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Of this family: the first digits of its key.", valueName: "key"))
    var family: String?

    @Option(help: ArgumentHelp("Of this strategy, by name.", valueName: "name"))
    var strategy: String?

    @Option(
        name: .customLong("state"), parsing: .singleValue,
        help: ArgumentHelp("That are finished, failed, abandoned or running. May be repeated.", valueName: "state"))
    var states: [String] = []

    @Option(help: ArgumentHelp("Of this sweep, by its hash.", valueName: "hash"))
    var sweep: String?

    @Option(help: ArgumentHelp("Run so: run, sweep.", valueName: "word"))
    var kind: String?

    @Option(help: ArgumentHelp("Begun then or later: a date, or an instant with its zone.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Begun before.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("With this text in settings, strategy, instruments or reason.", valueName: "text"))
    var text: String?

    @Flag(help: "Leave exact repeats of earlier trials out.")
    var withoutRepeats = false

    func validate() throws {
        for state in states where TrialState(rawValue: state) == nil {
            throw ValidationError(
                "--state is '\(state)'; it is \(TrialState.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        for (name, time) in [("since", since), ("until", until)] {
            if let time, LedgerFilterOptions.instant(time) == nil {
                throw ValidationError(
                    "--\(name) is '\(time)'; it is a date such as 2026-01-31, or 2026-01-31T09:30:00Z.")
            }
        }
    }

    private static func instant(_ text: String) -> Timestamp? {
        switch ConfigMoment(text) {
        case .date(let date): Timestamp(date)
        case .instant(let instant): instant
        case nil: nil
        }
    }

    /// The filter.
    var filter: LedgerFilter {
        var filter = LedgerFilter()
        filter.family = family
        filter.strategy = strategy
        filter.states = states.isEmpty ? nil : Set(states.compactMap { TrialState(rawValue: $0) })
        filter.sweep = sweep
        filter.kind = kind
        filter.since = since.flatMap { LedgerFilterOptions.instant($0) }
        filter.until = until.flatMap { LedgerFilterOptions.instant($0) }
        filter.text = text
        filter.withoutRepeats = withoutRepeats
        return filter
    }
}

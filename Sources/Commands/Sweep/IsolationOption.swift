import ArgumentParser
import Research
import StrategyKit

/// What keeps the trials of a sweep apart.
struct IsolationOption: ParsableArguments {
    /// What can be asked for.
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case threads, processes
    }

    @Option(
        help: ArgumentHelp(
            "Where trials run: threads of this process, or worker processes, where a trial that traps, is killed or never "
                + "ends costs itself alone. By default rules run on threads, strategies in Swift and models in processes.",
            valueName: "threads|processes"))
    var isolation: Kind?

    /// The words that ask for the same.
    var words: [String] { isolation.map { ["--isolation", $0.rawValue] } ?? [] }

    /// What is asked for, or fits what decides.
    func kind(for setup: SweepSetup) -> Kind {
        isolation ?? (setup.plan.configuration.plan.isCode ? .processes : .threads)
    }

    /// The same, with the program of worker processes.
    func isolation(_ folder: SweepFolder, _ setup: SweepSetup, _ caching: CacheOption) -> TrialIsolation {
        switch kind(for: setup) {
        case .threads: .threads
        case .processes: .processes(SweepWorkerCommand.program(folder, setup, caching))
        }
    }
}

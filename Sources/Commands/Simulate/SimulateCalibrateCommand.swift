import ArgumentParser
import Core
import Foundation
import MarketCalibration
import MarketSimulator
import Reports
import Research
import StrategyKit

/// `backtest simulate calibrate`.
struct SimulateCalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Fits the participants of a market to real bars or ticks.",
        discussion: """
            The method of simulated moments: markets are simulated at many points, with the same seeds at all, until their \
            moments (volatility, tails, clustering; spread, volume and signs of trades where the data have them) are near to \
            those of the real days, weighted by how surely the real ones are known. The last days are held out and judge \
            (of one or two days none is, which is said). \
            Writes runs/<name>-calibration-<hash>/ with calibration.json, report.html (with the loss around the best \
            point), config.yaml (the calibrated market) and manifest.json.

            What is free stands in the config's calibration.parameters, or is named by --free; --list prints what can be. \
            What the data hardly tell is said, with the parameters that they do not tell apart. Ctrl-C keeps the best \
            point so far. The same config, data and seed give the same bytes, on any number of threads.

            --budget bounds the points of the search; measuring intervals and the loss around the best point takes 11 more \
            for each parameter, and 25 for the pair that correlates most. How many there are and how long all take is said \
            after the first. To be quick: --replications 1 or 2, a --budget of 50 to 100, fewer --days, few parameters.

            Ends with status 6 where the search did not converge, or the held-out days do not confirm the fit.

              backtest simulate calibrate market.yaml --list
              backtest simulate calibrate market.yaml --to minutes.csv --stamp end --calendar XNYS \\
                --free fundamental.volatility=0.05..1 --free noise.count
              backtest simulate calibrate --preset liquid --to trades.csv --ticks --quotes quotes.csv \\
                --zone America/New_York --calendar XNYS --free crowd.limit_rate --budget 100
              backtest simulate runs/liquid-calibration-…/config.yaml --like minutes.csv --stamp end --calendar XNYS
            """)

    @Argument(help: ArgumentHelp("The config, or - for standard input; none with --preset.", valueName: "config"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The real data: a file of bars of at most a minute or, with --ticks, of trades, or a study's config.",
            valueName: "data"))
    var to: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Lay a value over the config: a dotted key. May be repeated.", valueName: "key=value"))
    var settings: [String] = []

    @Option(help: ArgumentHelp("A market without a config: \(MarketPreset.names).", valueName: "name"))
    var preset: String?

    @Option(
        name: .customLong("free"), parsing: .singleValue,
        help: ArgumentHelp(
            "A parameter that is free, perhaps with its range; instead of the config's. May be repeated.",
            valueName: "path[=from..to]"))
    var free: [String] = []

    @Option(
        name: .customLong("moment"), parsing: .singleValue,
        help: ArgumentHelp(
            "A moment that is matched, instead of all that the data give: "
                + CalibrationPlan.moments.map(\.name).joined(separator: ", ") + ". May be repeated.", valueName: "name")
    )
    var moments: [String] = []

    @Option(
        help: ArgumentHelp(
            "Points that the search may evaluate, to which those of intervals and loss are added; the config's, or 300.",
            valueName: "count"))
    var budget: Int?

    @Option(help: ArgumentHelp("Markets for each point; the config's, or 4.", valueName: "count"))
    var replications: Int?

    @Option(help: ArgumentHelp("Days of a simulated market; as many as are matched where absent.", valueName: "count"))
    var days: Int?

    @Option(help: ArgumentHelp("The seed; the config's where absent.", valueName: "number"))
    var seed: UInt64?

    @Option(name: .shortAndLong, help: ArgumentHelp("How many threads; one a processor where absent."))
    var jobs: Int?

    @Option(help: ArgumentHelp("The folder to write, instead of one below runs/.", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a folder that holds another calibration.")
    var force = false

    @Flag(help: "Print the parameters that can be free, and end.")
    var list = false

    @Flag(help: "Print calibration.json.")
    var json = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup(title: "Real data") var real: RealDataOptions

    func validate() throws {
        guard !(json && quiet) else { throw ValidationError("--json and --quiet exclude each other.") }
        guard (config == nil) != (preset == nil) else {
            throw ValidationError("name a config, or a market with --preset: \(MarketPreset.names).")
        }
        if let preset, MarketPreset(rawValue: preset) == nil {
            throw ValidationError("--preset is '\(preset)'; it is one of \(MarketPreset.names).")
        }
        guard list || to != nil else {
            throw ValidationError("name the real data with --to: a file of bars or, with --ticks, of trades.")
        }
        if let budget, !(1...10_000_000).contains(budget) {
            throw ValidationError("--budget is \(budget); it is from 1 to 10000000.")
        }
        if let replications, !(1...10_000).contains(replications) {
            throw ValidationError("--replications is \(replications); it is from 1 to 10000.")
        }
        if let days, !(1...10_000).contains(days) { throw ValidationError("--days is \(days); it is from 1 to 10000.") }
        if let seed, seed > 9_007_199_254_740_992 {
            throw ValidationError("--seed is \(seed); it is from 0 to 9007199254740992.")
        }
        if let jobs, !(1...4_096).contains(jobs) { throw ValidationError("--jobs is \(jobs); it is from 1 to 4096.") }
        for text in free where SimulateCalibrateCommand.parameter(text) == nil {
            throw ValidationError(
                "--free is '\(text)'; it is a path, or a path and its range: fundamental.volatility=0.1..2.")
        }
    }

    /// A parameter as `--free` names it; `nil` where the range is none.
    private static func parameter(_ text: String) -> CalibrationConfiguration.Parameter? {
        let place = SourcePlace(source: "--free \(text)")
        guard let equals = text.lastIndex(of: "=") else {
            return text.isEmpty ? nil : CalibrationConfiguration.Parameter(text, at: place)
        }
        let (path, range) = (String(text[..<equals]), text[text.index(after: equals)...])
        guard let dots = range.firstRange(of: ".."), !path.isEmpty else { return nil }
        let ends = (range[..<dots.lowerBound], range[dots.upperBound...])
        let (low, high) = (Double(ends.0), Double(ends.1))
        guard low != nil || ends.0.isEmpty, high != nil || ends.1.isEmpty, low?.isFinite ?? true, high?.isFinite ?? true
        else { return nil }
        return CalibrationConfiguration.Parameter(path, from: low, to: high, at: place)
    }

    private func settle(_ calibration: inout CalibrationConfiguration) {
        if !free.isEmpty { calibration.parameters = free.compactMap(SimulateCalibrateCommand.parameter) }
        if !moments.isEmpty {
            calibration.moments = moments.map { .init($0, at: SourcePlace(source: "--moment \($0)")) }
        }
        calibration.budget = budget ?? calibration.budget
        calibration.replications = replications ?? calibration.replications
        calibration.days = days ?? calibration.days
        calibration.seed = seed ?? calibration.seed
    }

    func run() throws {
        let source = try SimulationSource(config: config, preset: preset, settings: settings)
        var configuration = try source.configuration()
        if list { return Console.out(CalibrationSummary.list(configuration.market)) }
        settle(&configuration.calibration)
        guard !configuration.calibration.parameters.isEmpty else {
            throw CommandFailure(
                .config,
                "\(source.file): error: no parameter is free; name at least one in calibration.parameters, or with --free, such "
                    + "as --free fundamental.volatility; --list prints what can be")
        }
        var clock = Stopwatch()
        let data = try real.read(to ?? "-", isQuiet: quiet)
        clock.lap("data")
        let threads = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        Interrupt.listen()
        let (plan, folder): (CalibrationPlan, CalibrationFolder)
        let outcome: CalibrationOutcome
        do throws(CalibrationFailure) {
            plan = try CalibrationPlan(configuration, to: data.record, dataHash: data.hash, threads: threads)
            folder = CalibrationFolder(plan, at: out)
            try folder.checkPlace(force: force)
            Console.progress("simulating the market as it is", isStage: true)
            var watch = CalibrationWatch(
                replications: configuration.calibration.replications, threads: threads, isQuiet: quiet)
            outcome = try plan.run(shouldContinue: { !Interrupt.isRequested }) { watch.tell($0) }
        } catch { throw SimulateCalibrateCommand.failure(error, data: to ?? "-") }
        clock.lap("calibration")
        Console.endProgress()
        // The file says the same market that was found.
        let calibrated = try source.configuration(outcome.overrides)
        do throws(CalibrationFailure) {
            try folder.write(
                outcome, calibrated: calibrated, command: command, jobs: threads, timings: clock.laps)
        } catch { throw SimulateCalibrateCommand.failure(error, data: to ?? "-") }
        if json {
            Console.out(outcome.document.prettyText)
        } else if !quiet {
            Console.out(CalibrationSummary(outcome, folder: folder.url.relativePath).text)
        }
        if outcome.result.status == .interrupted {
            throw CommandFailure(
                .interrupted, "interrupted: the best point so far is kept in \(folder.url.relativePath)")
        }
        if let doubt = outcome.doubt { throw CommandFailure(.check, doubt) }
    }

    private static func failure(_ failure: CalibrationFailure, data: String) -> CommandFailure {
        switch failure {
        case .config(let error): CommandFailure(.config, error.description)
        case .folder(let error): CommandFailure(.failed, error.description)
        case .calibration(.interrupted): CommandFailure(.interrupted, "interrupted: nothing was found yet")
        case .calibration(let error):
            switch error {
            case .market, .notSimulated, .tooFewMoments, .option, .noParameters, .unknownParameter, .repeatedParameter,
                .notNumeric, .needsRange, .range:
                CommandFailure(.config, "error: \(error)")
            default: CommandFailure(.data, "\(data): error: \(error)")
            }
        }
    }

    /// The command that does the same again.
    private var command: String {
        var words = ["backtest", "simulate", "calibrate"]
        if let config { words.append(config) }
        if let preset { words += ["--preset", preset] }
        if let to { words += ["--to", to] + real.words }
        words +=
            settings.flatMap { ["--set", $0] } + free.flatMap { ["--free", $0] } + moments.flatMap { ["--moment", $0] }
        if let budget { words += ["--budget", String(budget)] }
        if let replications { words += ["--replications", String(replications)] }
        if let days { words += ["--days", String(days)] }
        if let seed { words += ["--seed", String(seed)] }
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

extension MarketPreset {
    /// All names, for messages.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

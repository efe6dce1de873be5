import ArgumentParser
import Core
import DataSources
import Foundation
import MarketSimulator
import Reports
import Research
import StrategyKit
import StylizedFacts
import TimeSeries

/// `backtest simulate CONFIG`.
struct SimulateRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Makes a market and measures how real it is; what backtest simulate CONFIG does.",
        discussion: """
            Runs the market of a config's section market, or of --preset, in discrete events: participants send \
            orders with their latencies, a limit order book matches them by price and time. Writes \
            runs/<name>-market-<hash>/ with bars.csv, trades.csv, quotes.csv, market.json, report.html (the \
            scorecard of stylised facts: each with its statistic, interval, gate and verdict; a gate that is missed \
            is shown as missed), facts.json, config.yaml and manifest.json; with market.recording also depth.csv and \
            fundamental.csv.

            The least config is market: { preset: liquid }. See backtest list agents for who can trade, backtest \
            schema for all keys. The bars of a market feed a study with data: { source: simulator }.

            The same config, seed and version give the same bytes, but for manifest.json. --runs makes several \
            markets that differ by their seeds alone, on as many threads as --jobs says, in run-1, run-2, …, and beside \
            them runs.json: of each gate how many passed, and the median and range of its statistic.

            Ends with status 6 where nobody traded, or where --check is given and a gate is missed.

              backtest simulate --preset liquid --days 5
              backtest simulate market.yaml --seed 7 --set market.participants.noise.count=300
              backtest simulate market.yaml --like minutes.csv --stamp end --calendar XNYS --check && echo real enough
              backtest simulate --preset stressed --json --no-scorecard | jq .counts
            """)

    @Argument(help: ArgumentHelp("The config, or - for standard input; none with --preset.", valueName: "config"))
    var config: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Lay a value over the config: a dotted key. May be repeated.", valueName: "key=value"))
    var settings: [String] = []

    @Option(help: ArgumentHelp("A market without a config: \(MarketPreset.names).", valueName: "name"))
    var preset: String?

    @Option(help: ArgumentHelp("How many days; the config's where absent.", valueName: "count"))
    var days: Int?

    @Option(help: ArgumentHelp("The seed; the config's where absent.", valueName: "number"))
    var seed: UInt64?

    @Option(help: ArgumentHelp("How many markets, with seeds that follow each other.", valueName: "count"))
    var runs = 1

    @Option(name: .shortAndLong, help: ArgumentHelp("How many threads; one a processor where absent."))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Real data that are measured beside the market: a file of bars or, with --ticks, of trades, or a study's config.",
            valueName: "data"))
    var like: String?

    @OptionGroup(title: "Real data") var real: RealDataOptions

    @Option(help: ArgumentHelp("The folder to write, instead of one below runs/.", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a folder that holds another market.")
    var force = false

    @Flag(help: "Measure no scorecard: bars and tables only.")
    var noScorecard = false

    @Flag(help: "End with status 6 where a gate of the scorecard is missed.")
    var check = false

    @Flag(help: "Print market.json; with --runs a list of them.")
    var json = false

    @Flag(help: "Print the bars as CSV.")
    var csv = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        guard [json, csv, quiet].filter({ $0 }).count <= 1 else {
            throw ValidationError("--json, --csv and --quiet exclude each other.")
        }
        guard (config == nil) != (preset == nil) else {
            throw ValidationError("name a config, or a market with --preset: \(MarketPreset.names).")
        }
        if let preset, MarketPreset(rawValue: preset) == nil {
            throw ValidationError("--preset is '\(preset)'; it is one of \(MarketPreset.names).")
        }
        if let days, !(1...100_000).contains(days) {
            throw ValidationError("--days is \(days); it is from 1 to 100000.")
        }
        if let seed, seed > 9_007_199_254_740_992 {
            throw ValidationError("--seed is \(seed); it is from 0 to 9007199254740992.")
        }
        guard (1...100_000).contains(runs) else {
            throw ValidationError("--runs is \(runs); it is from 1 to 100000.")
        }
        if csv, runs > 1 { throw ValidationError("--csv prints one market; it does not go with --runs.") }
        if like == nil, !real.words.isEmpty {
            throw ValidationError("\(real.words[0]) is of --like, which is not given.")
        }
        if check, noScorecard { throw ValidationError("--check needs the scorecard that --no-scorecard leaves out.") }
        if let jobs, !(1...4_096).contains(jobs) { throw ValidationError("--jobs is \(jobs); it is from 1 to 4096.") }
    }

    func run() throws {
        let configuration = try read()
        let beside = try like.map { try realScorecard($0, seed: configuration.market.configuration.seed) }
        Interrupt.listen()
        let simulation = SimulationRuns(
            configuration: configuration, count: runs, out: out, command: command, measures: !noScorecard,
            beside: beside)
        try simulation.checkPlaces(force: force)
        let results = try simulation.run(
            jobs: min(runs, jobs ?? ProcessInfo.processInfo.activeProcessorCount))
        Console.endProgress()
        let all = runs > 1 ? try simulation.writeRuns(results) : nil
        if json {
            let documents = results.map { $0.market.document(name: configuration.name, config: configuration.hash) }
            Console.out((runs == 1 ? documents[0] : .array(documents)).prettyText)
        } else if csv {
            Console.out(try SimulationRuns.csv(results[0].market))
        } else if !quiet {
            for result in results {
                Console.out(SimulationSummary(result, isOneOfMany: runs > 1, beside: beside).text)
            }
            if let all, !noScorecard {
                Console.out(SimulationRunsSummary(all, folder: simulation.place.relativePath).text)
            }
        }
        try SimulateRunCommand.sayWhoIsSilent(results)
        guard check else { return }
        let missed = results.flatMap { result in
            result.cards.flatMap { card in
                card.scorecard.results.filter { $0.verdict == .failed }.map { "\(result.folder): \($0.fact.title)" }
            }
        }
        guard missed.isEmpty else {
            throw CommandFailure(
                .check, missed.map { "\($0): the gate is missed" }.joined(separator: "\n"))
        }
    }

    /// Says which instruments nobody traded; a market without any trade is none.
    private static func sayWhoIsSilent(_ results: [SimulationRuns.Made]) throws {
        for result in results where !result.market.untraded.isEmpty {
            Console.note("\(result.folder): warning: nobody traded \(result.market.untraded.joined(separator: ", "))")
        }
        var silent: [String] = []
        for result in results {
            if let silence = result.market.silence { silent.append("\(result.folder): \(silence)") }
        }
        guard silent.isEmpty else { throw CommandFailure(.check, silent.joined(separator: "\n")) }
    }

    private func read() throws -> SimulationConfiguration {
        var source = try SimulationSource(config: config, preset: preset, settings: settings)
        if let days { source.settings.append("market.days=\(days)") }
        if let seed { source.settings.append("market.seed=\(seed)") }
        return try source.configuration()
    }

    /// The scorecard of real data.
    private func realScorecard(_ path: String, seed: UInt64) throws -> Scorecard {
        var options = StylizedFactsBattery.Options()
        options.seed = seed
        let record = try real.read(path, isQuiet: quiet).record
        do throws(MarketRecordError) { return try StylizedFactsBattery(options).scorecard(of: record) } catch {
            throw CommandFailure(.data, "\(path): \(error)")
        }
    }

    /// The command that does the same again.
    private var command: String {
        var words = ["backtest", "simulate"]
        if let config { words.append(config) }
        if let preset { words += ["--preset", preset] }
        words += settings.flatMap { ["--set", $0] }
        if let days { words += ["--days", String(days)] }
        if let seed { words += ["--seed", String(seed)] }
        if runs > 1 { words += ["--runs", String(runs)] }
        if let like { words += ["--like", like] + real.words }
        if noScorecard { words.append("--no-scorecard") }
        return words.map(ShellWord.quoted).joined(separator: " ")
    }
}

import ArgumentParser
import DataSources
import Foundation
import Reports
import Research
import StrategyKit

/// `backtest run`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs the strategy of a config and writes a report.",
        discussion: """
            Writes runs/<name>-<hash>/ with report.html, result.json, equity.csv, trades.csv, fills.csv, orders.csv, \
            events.jsonl, config.yaml and manifest.json; of models predictions.csv, too. The hash is of data, config, seed and version: the same run \
            goes to the same folder, with the same bytes in all files but manifest.json and one marked block of the report.

            One quick cut looks for look-ahead: the future is replaced in a part of the bars, and the past must stay as it \
            was. What it found stands in report and result.json, a finding as a warning. --audit looks at everything that \
            backtest audit does and ends with status 6 where something is found. --trace adds trace.csv: time,symbol and a column for each input and signal, with a row \
            for each decision instant and instrument.

            --histories 1000 runs the study on a thousand other histories instead and writes runs/<name>-histories-<hash>/ with \
            report.html (the fan of equity, and how final results are spread), histories.json, histories.csv (a row for each), \
            config.yaml and manifest.json. They are made by the --generator, fitted to the bars; see histories in backtest \
            schema. History k is the same whatever their number and that of threads. They are no trials.

              backtest run Strategies/golden-cross.yaml --set fast=20 --set slow=100
              backtest run x.yaml --histories 1000 --generator garch --json | jq .gain_share
              for n in 10 20 30; do backtest run x.yaml --set fast=$n --json | jq .metrics.sharpe.value; done
              sed s/AAPL/GOOG/ x.yaml | backtest run -
            """)

    @OptionGroup var config: ConfigArguments

    @Option(help: ArgumentHelp("The folder to write, instead of one below runs/.", valueName: "folder"))
    var out: String?

    @Flag(help: "Replace a folder that holds another run.")
    var force = false

    @Flag(help: "Print result.json.")
    var json = false

    @Flag(help: "Print all metrics as CSV: metric,value,unit,definition,n,reason.")
    var csv = false

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @Flag(
        help:
            "Visit every bar, even where going from event to event gives the same log; manifest.json says which it was."
    )
    var plain = false

    @Flag(help: "Open the report in the browser.")
    var open = false

    @Option(help: ArgumentHelp("Rows of equity.csv: sessions or bars.", valueName: "rows"))
    var equity: EquityRows = .sessions

    @Flag(help: "Write trace.csv: every input and signal at every decision.")
    var trace = false

    @Option(
        help: ArgumentHelp(
            "Write equity, trades, fills, decisions and predictions as line protocol; - is standard output, which then has nothing else.",
            valueName: "file"))
    var lineProtocol: String?

    @Option(
        help: ArgumentHelp(
            "With venue: market, run it with so many times the cash, too: 1,3,10,30.", valueName: "multiples"))
    var capacity: String?

    @OptionGroup var histories: HistoriesOptions
    @OptionGroup var checks: RunChecks
    @OptionGroup var caching: CacheOption

    @Option(
        help: ArgumentHelp(
            "Print the default figures of another tool beside ours: \(CompatibilityTable.toolNames).", valueName: "tool"
        ))
    var compat: String?

    func validate() throws {
        guard [json, csv, quiet].filter({ $0 }).count <= 1 else {
            throw ValidationError("--json, --csv and --quiet exclude each other.")
        }
        if lineProtocol == "-", json || csv {
            throw ValidationError("--line-protocol - takes standard output, which --json and --csv need too.")
        }
        if histories.histories != nil, trace || plain || lineProtocol != nil || compat != nil || checks.audit {
            throw ValidationError(
                "--histories makes many runs, of which there is no --trace, --plain, --line-protocol, --compat or --audit."
            )
        }
        if let capacity, capacityMultiples.isEmpty {
            throw ValidationError("--capacity has '\(capacity)'; it is numbers above 0, such as 1,3,10,30.")
        }
        if let compat, !CompatibilityTable.knows(compat) {
            throw ValidationError("--compat knows \(CompatibilityTable.toolNames), not '\(compat)'.")
        }
    }

    /// The multiples of `--capacity`; none where one is no number above 0.
    private var capacityMultiples: [Double] {
        let words = (capacity ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let numbers = words.compactMap { Double($0) }.filter { $0 > 0 && $0.isFinite }
        return numbers.count == words.count ? numbers : []
    }

    func run() throws {
        var clock = Stopwatch()
        let configuration = try histories.read(config)
        clock.lap("config")
        let cache = try caching.cache()
        let study = try StudyFailure.rethrow { () throws(StudyError) in
            try Study(configuration, cache: cache) { done, total in
                Console.progress("reading \(ProgressText.bytes(done)) of \(ProgressText.bytes(total))")
            }
        }
        clock.lap("data")
        // Where there is a cache, it has said them.
        if cache == nil { for note in study.data.notes { Console.note(note) } }
        defer { study.pages?.finish() }
        if let pages = study.pages {
            Console.note(
                "memory: bars and accounts lie in pages of a file below \(pages.folder)/; "
                    + "at most \(ProgressText.bytes(pages.budget)) stay resident")
        }
        // Until here nothing is lost by ending at once.
        Interrupt.listen()
        if histories.histories != nil { return try runHistories(study, &clock) }
        let counting = try RunCounting(study, settings: config.settings)
        var result = try counting.running { () throws(StudyError) in try run(study) }
        clock.lap("run")
        if capacity != nil {
            guard configuration.venue == .market, let panel = result.market?.barsWithoutIt else {
                throw CommandFailure(
                    .config, "\(config.shownName): --capacity needs venue: market; on bars no order moves a price")
            }
            result.market?.capacity = try StudyFailure.rethrow { () throws(StudyError) in
                try study.capacity(of: capacityMultiples, on: panel) { done in
                    Console.progress("capacity: \(done) of \(capacityMultiples.count)")
                    return !Interrupt.isRequested
                }
            }
            clock.lap("capacity")
        }
        try StudyFailure.rethrow { () throws(StudyError) in
            try PagedMemory.using(study.pages) { () throws(StudyError) in try checks.look(at: study, &result) }
        }
        clock.lap(checks.audit ? "audit" : "check")
        let table =
            try trace
            ? StudyFailure.rethrow { () throws(StudyError) in try study.trace { !Interrupt.isRequested } } : nil
        Console.endProgress()
        let behind = try counting.behind(result)
        let folder = RunFolder(result, at: out)
        do {
            try folder.checkPlace(for: result, force: force)
            guard !Interrupt.isRequested else { throw CommandFailure(.interrupted) }
            try PagedMemory.using(study.pages) { () throws(FolderError) in
                try folder.write(
                    result, command: config.command("run", folder: folder.url),
                    equity: equity == .bars ? .bars : .sessions,
                    history: ReportHistory(
                        trials: behind.trials, trialLines: behind.lines,
                        circumstances: RunCircumstances.lines(clock, result.data.notes)), timings: clock.laps,
                    trace: table,
                    pages: study.pages)
            }
        } catch let error as FolderError {
            throw CommandFailure(.failed, error.description)
        }
        let write = RunWrite(result: result, equity: equity == .bars ? .bars : .sessions, isQuiet: quiet)
        if let lineProtocol { try write.write(to: lineProtocol) }
        printResult(result, folder)
        // What depends on history is for people, and no part of what scripts compare.
        if !quiet, Console.errorIsTerminal { Console.note(behind.text) }
        if let pages = study.pages { printMemory(pages, result) }
        if open { openInBrowser(folder.url.appendingPathComponent("report.html")) }
        try write.send(folder: folder.url.relativePath)
        if result.run.outcome == .ruined {
            throw CommandFailure(
                .ruin,
                "\(config.shownName): equity fell to zero or below: the run ended early; see \(folder.url.relativePath)"
            )
        }
        try checks.fail(result)
    }

    private func runHistories(_ study: Study, _ clock: inout Stopwatch) throws {
        let (result, folder) = try HistoriesRun(config: config, options: histories, out: out, force: force)
            .run(study, &clock)
        if json { Console.out(result.document.prettyText) }
        if csv { Console.out(result.historiesCSV) }
        let shown = folder.url.relativePath
        if !json && !csv && !quiet { Console.out(HistoriesSummary(result, folder: shown).text) }
        if open { openInBrowser(folder.url.appendingPathComponent("report.html")) }
        guard result.group.base.isRuined else { return }
        throw CommandFailure(
            .ruin, "\(config.shownName): equity fell to zero or below on the real history; see \(shown)")
    }

    private func run(_ study: Study) throws(StudyError) -> StudyResult {
        var shown = ""
        return try study.run(isPlain: plain) { done, all in
            let text = "running: \(ProgressText.share(min(done, all), of: all)) of \(all) bars"
            // A fit asks very often whether it is still wanted.
            if text != shown { Console.progress(text) }
            shown = text
            return !Interrupt.isRequested
        }
    }

    private func printMemory(_ pages: PagedMemory, _ result: StudyResult) {
        let most = PagedMemory.mostResidentBytes
        Console.note(
            "memory: \(ProgressText.bytes(most)) were resident at most, of \(ProgressText.bytes(pages.budget)); "
                + "the file held \(ProgressText.bytes(pages.byteCount))")
        if most > pages.budget + pages.budget / 4 {
            Console.note(
                "warning: that is more than data.memory allows: it bounds bars and curves, not the "
                    + "\(result.run.log.count) events of this run and what is made of them, about 0.5 kB each")
        }
    }

    private func printResult(_ result: StudyResult, _ folder: RunFolder) {
        if json { Console.out(result.document.prettyText) }
        if csv { Console.out(result.metricsCSV) }
        let isTaken = lineProtocol == "-"
        if !json && !csv && !quiet && !isTaken {
            Console.out(ResultSummary(result, folder: folder.url.relativePath).text)
        }
        if let compat, !quiet {
            let table = CompatibilityTable.text(for: result, tool: compat)
            if json || csv || isTaken { Console.note(table) } else { Console.out(table) }
        }
    }

    private func openInBrowser(_ page: URL) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["xdg-open", page.path]
        do { try process.run() } catch {
            Console.note("\(page.relativePath): warning: no program to open it was found; install xdg-utils")
        }
    }
}

/// How many rows `equity.csv` gets, as the command line says it.
enum EquityRows: String, CaseIterable, ExpressibleByArgument {
    case sessions, bars
}

import ArgumentParser
import Core
import DataSources
import Foundation
import TimeSeries

/// `backtest data resample`.
struct DataResampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resample", abstract: "Makes bars of a higher timeframe out of bars, or bars out of trades.",
        discussion: """
            First, max, min, last, sum; the last, incomplete window is dropped. Windows begin at the session's open, or at \
            midnight of a zone with --anchor.

              backtest data resample minutes.csv --stamp start --every 15m
              backtest data resample daily.csv --every week --calendar XNYS -o weekly.csv
              backtest data resample trades.csv.gz --ticks --zone America/Chicago --every 1m
              backtest data resample trades.csv.gz --ticks --bars volume:5000
              backtest data resample minutes.csv --stamp start --every 5m --to-influx http://127.0.0.1:8086 \\
                --database stocks --measurement bar_5m

            A config stands for the bars of its key data, so that bars of a database become slower ones beside them:

              backtest data resample study.yaml --every day --to-influx http://127.0.0.1:8086 --database stocks \\
                --measurement bar_day

            With --print nothing is read: the job is printed by which InfluxDB does the same itself, for bars that lie at \
            their starts and windows of UTC.

              backtest data resample --print continuous-query --database stocks --into bar_5m --every 5m
              backtest data resample --print flux-task --bucket stocks --org quants --into bar_5m --every 5m
            """)

    @OptionGroup var input: DataReadOptions

    @Option(
        help: ArgumentHelp("The timeframe: 30s, 5m, 4h, day, week, month, quarter, year.", valueName: "timeframe"),
        transform: { text in
            guard let timeframe = Timeframe(text) else {
                throw ValidationError(
                    "'\(text)' is no timeframe; write 30s, 5m, 4h, day, week, month, quarter or year.")
            }
            return timeframe
        })
    var every: Timeframe?

    @Option(help: ArgumentHelp("Where windows begin: session, or midnight of a zone such as UTC.", valueName: "anchor"))
    var anchor: String = "session"

    @Flag(help: "The input is trades: a time, a price and a size a row.")
    var ticks = false

    @Option(
        help: ArgumentHelp(
            "With --ticks: a bar for so many trades, units or so much value: ticks:1000, volume:5000, value:1e6.",
            valueName: "measure:amount"), transform: DataResampleCommand.rule)
    var bars: TickBarRule?

    @Option(help: ArgumentHelp("Write the bars to the InfluxDB at this address.", valueName: "url"))
    var toInflux: String?

    @Option(
        name: .customLong("print"),
        help: "Print the job of InfluxDB that does the same: continuous-query (1.x) or flux-task (2.x).")
    var job: ServerJob?

    @Option(help: ArgumentHelp("With --print: the measurement of the bars that are made.", valueName: "name"))
    var into: String?

    @OptionGroup var caching: CacheOption
    @OptionGroup(title: "Faulty rows") var faults: DataPolicyOptions
    @OptionGroup(title: "Output") var output: DataWriteOptions
    @OptionGroup(title: "InfluxDB") var target: InfluxTargetOptions

    func validate() throws {
        try input.checkActions()
        guard (every == nil) != (bars == nil) else {
            throw ValidationError("Give either --every with a timeframe or, for trades, --bars with an amount.")
        }
        guard bars == nil || ticks else {
            throw ValidationError("--bars makes bars out of trades: it goes with --ticks.")
        }
        if toInflux != nil || job != nil { _ = try target.name() }
        if job != nil {
            guard every != nil, into != nil, input.paths.isEmpty, toInflux == nil else {
                throw ValidationError("--print takes --every and --into, and neither files nor --to-influx.")
            }
        } else if into != nil {
            throw ValidationError("--into goes with --print; bars are written to --measurement.")
        }
    }

    private static func rule(_ text: String) throws -> TickBarRule {
        let parts = text.split(separator: ":", maxSplits: 1)
        if parts.count == 2, let amount = Double(parts[1]), amount > 0, amount.isFinite {
            switch parts[0] {
            case "ticks": if amount == amount.rounded(), amount < 1e15 { return .ticks(Int(amount)) }
            case "volume": return .volume(amount)
            case "value": return .value(amount)
            default: break
            }
        }
        throw ValidationError("'\(text)' is not understood; write ticks:1000, volume:5000 or value:1e6.")
    }

    func run() throws {
        if let job, let every, let into { return try print(job, every, into) }
        var options = try input.readOptions()
        options.policies = faults.policies
        let config = try ConfiguredBars(input)
        guard config == nil || !ticks else {
            throw CommandFailure(
                .usage, "--ticks reads files of trades; a config makes bars of them by data.influxdb.ticks")
        }
        let cache = try caching.cache()
        let writing = try output.writeOptions(spansSessions: spansSessions)
        var made: (series: [BarSeries], windows: [[Window]]) = ([], [])
        do throws(DataError) {
            let (series, windows) = ticks ? try barsOfTrades(options) : try barsOfBars(options, config, cache)
            Console.endProgress()
            if toInflux == nil || output.output != "-" {
                try BarWriter.write(series, windows: windows, to: output.output, options: writing)
            }
            made = (series, windows)
        } catch {
            throw CommandFailure(ExitStatus(error), error.description)
        }
        guard let toInflux else { return }
        try BarPushRun(url: toInflux, options: target, label: writing.label)
            .push(made.series, windows: made.windows)
    }

    /// Whether bars span several sessions.
    private var spansSessions: Bool {
        switch every {
        case .week, .month, .quarter, .year: true
        default: false
        }
    }

    private func grid(_ timeframe: Timeframe, _ calendar: TradingCalendar) throws(DataError) -> WindowGrid {
        WindowGrid(
            timeframe, anchor: anchor == "session" ? .session : .midnight(try .named(anchor)), calendar: calendar)
    }

    private func barsOfTrades(_ options: CSVReadOptions) throws(DataError) -> ([BarSeries], [[Window]]) {
        let loaded = try MarketData.loadTicks(options, progress: DataReadOptions.progress)
        let calendar = try TradingCalendar.named(options.calendar ?? "24/7", zone: loaded.zone)
        var rule = bars ?? .ticks(1)
        if let every { rule = .time(try grid(every, calendar)) }
        let made = loaded.series.map { $0.bars(rule, calendar: calendar) }
        for (ticks, one) in zip(loaded.series, made) where one.droppedIncomplete {
            Console.note("\(ticks.instrument.symbol): the last bar is incomplete and left out")
        }
        return (made.map(\.series), every == nil || spansSessions ? [] : made.map(\.windows))
    }

    private func barsOfBars(
        _ options: CSVReadOptions, _ config: ConfiguredBars?, _ cache: DataCache?
    ) throws(DataError) -> ([BarSeries], [[Window]]) {
        let loaded =
            if let config { try config.load(cache) } else {
                try MarketData.load(options, cache: cache, progress: DataReadOptions.progress)
            }
        DataNotes.print(loaded.report)
        var series: [BarSeries] = []
        var windows: [[Window]] = []
        for one in loaded.panel.series {
            guard let every else { continue }
            let grid = try grid(every, one.calendar)
            do throws(ResampleError) {
                let made = try one.resampled(to: grid)
                if made.droppedIncomplete {
                    Console.note("\(one.instrument.symbol): the last window is incomplete and left out")
                }
                series.append(made.series)
                if !spansSessions { windows.append(made.windows) }
            } catch {
                throw .option(
                    path: one.instrument.symbol,
                    .badValue(
                        key: "--every", found: every.description,
                        allowed: "a timeframe whose windows hold whole bars: \(error.description)"))
            }
        }
        return (series, windows)
    }

    /// Prints the job by which a server resamples, and how to give it to the server.
    private func print(_ job: ServerJob, _ every: Timeframe, _ into: String) throws {
        do throws(DataError) {
            let text = try DownsamplingJob(
                database: target.database ?? target.bucket ?? "", measurement: target.measurement, into: into,
                every: every, retentionPolicy: target.retentionPolicy, organisation: target.org)
            switch job {
            case .continuousQuery:
                Console.line(text.continuousQuery)
                Console.note("send it once: curl -XPOST URL/query --data-urlencode q@FILE")
            case .fluxTask:
                Console.line(text.fluxTask)
                Console.note("make the task once: influx task create --file FILE")
            }
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }
}

/// The jobs of InfluxDB that make bars of a higher timeframe.
enum ServerJob: String, CaseIterable, ExpressibleByArgument {
    case continuousQuery = "continuous-query"
    case fluxTask = "flux-task"
}

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

    @OptionGroup var caching: CacheOption
    @OptionGroup(title: "Faulty rows") var faults: DataPolicyOptions
    @OptionGroup(title: "Output") var output: DataWriteOptions

    func validate() throws {
        try input.checkActions()
        guard (every == nil) != (bars == nil) else {
            throw ValidationError("Give either --every with a timeframe or, for trades, --bars with an amount.")
        }
        guard bars == nil || ticks else {
            throw ValidationError("--bars makes bars out of trades: it goes with --ticks.")
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
        var options = try input.readOptions()
        options.policies = faults.policies
        let cache = try caching.cache()
        let writing = try output.writeOptions(spansSessions: spansSessions)
        do throws(DataError) {
            let (series, windows) = ticks ? try barsOfTrades(options) : try barsOfBars(options, cache)
            Console.endProgress()
            try BarWriter.write(series, windows: windows, to: output.output, options: writing)
        } catch {
            throw CommandFailure(ExitStatus(error), error.description)
        }
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
        _ options: CSVReadOptions, _ cache: DataCache?
    ) throws(DataError) -> ([BarSeries], [[Window]]) {
        let loaded = try MarketData.load(options, cache: cache, progress: DataReadOptions.progress)
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
                    .badValue(key: "--every", found: every.description, allowed: error.description))
            }
        }
        return (series, windows)
    }
}

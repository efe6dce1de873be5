import ArgumentParser
import Core
import DataSources
import Foundation
import HTTPClient
import Reports
import StrategyKit

/// `backtest data collect`.
struct DataCollectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "Asks HTTP endpoints for bars or quotes, once or at a fixed frequency.",
        discussion: """
            The config names an endpoint (yahoo, stooq, binance, alpaca, or one that it declares), symbols and where bars go: \
            a folder, in which each symbol gets a CSV file, or an InfluxDB of 1.x, 2.x or 3. What lies there is all the state: it goes on from the last bars, asks for them again, \
            and replaces what has changed. A bar that is not over is left out. Faulty rows are mended or refused by the \
            same policies as those of files. A file is rewritten as a whole or not at all, so that it can be killed and \
            started again at any time.

              backtest data collect --example > collect.yaml
              backtest data collect collect.yaml
              backtest data check 'Data/collected/*.csv' --stamp start --calendar XNYS

            Keys and passwords stand in the environment or in files: `key: { env: NAME }`, `headers: { X-Key: { file: PATH } }`.

            With `repeat:` it asks again at every edge of the clock until SIGINT (status 130) or SIGTERM (status 0). One \
            symbol's failure does not stop the others, and what came before it is kept; without `repeat:` the status is then 4. \
            `backtest schema --collect` prints every key.
            """)

    @Argument(help: ArgumentHelp("The config; - is standard input.", valueName: "config"))
    var config: String?

    @Flag(help: "Print each new or revised bar as a line of JSON.")
    var json = false

    @Flag(help: "Ask once, whatever the config says.")
    var once = false

    @Flag(help: "Print a config to start from.")
    var example = false

    func validate() throws {
        guard example != (config != nil) else {
            throw ValidationError("Give a config, or --example to print one.")
        }
    }

    func run() throws {
        guard let path = config else { return Console.out(CollectTemplate.text) }
        let read: CollectConfiguration
        do {
            read = try CollectConfiguration(
                yaml: try ConfigFile.text(of: path), file: ConfigFile.shownName(of: path))
        } catch let error as ConfigError {
            throw CommandFailure(.config, error.description)
        }
        let plan = try CollectPlan(read)
        Interrupt.listen()
        let cancellation = Cancellation()
        Thread.detachNewThread {
            while !Interrupt.isRequested { usleep(20_000) }
            cancellation.cancel()
        }
        let client = HTTPClient(
            HTTPClient.Options(
                totalTimeout: Double(read.timeout) / 1e9,
                retries: RetryPolicy(attempts: read.attempts, firstWait: 1, longestWait: 60)))
        var place = read.place(of: "to")
        var collector: BarCollector
        do throws(CollectError) {
            let destination = try destination(read, kind: plan.kind, cancellation)
            place = read.place(of: "from")
            collector = try BarCollector(
                plan, client: client, destination: destination, cancellation: cancellation)
        } catch {
            throw CommandFailure(.config, "\(place): \(error)")
        }
        if let period = read.period, !once {
            collector.collectAll(on: CollectSchedule(period: period, delay: read.delay)) { report($0, isRound: true) }
            if !Interrupt.isTermination { throw CommandFailure(.interrupted) }
        } else {
            let failures = collector.collectAll { report($0, isRound: false) }
            if Interrupt.isRequested { throw CommandFailure(.interrupted) }
            if failures > 0 {
                throw CommandFailure(
                    .data, "error: \(failures) of \(plan.symbols.count) symbols failed; what the others gave is kept")
            }
        }
    }

    private func destination(
        _ config: CollectConfiguration, kind: CollectedKind, _ cancellation: Cancellation
    ) throws(CollectError) -> any BarDestination {
        switch config.destination {
        case .csv(let folder): CSVDestination(folder: folder, kind: kind)
        case .influx(let influx):
            try InfluxDestination(influx, kind: kind, attempts: config.attempts, cancellation: cancellation)
        }
    }

    /// Tells what happened: results on standard output, unless bars go there or it goes on for ever.
    private func report(_ event: CollectEvent, isRound: Bool) {
        switch event {
        case .failed(let symbol, let error): Console.note("\(symbol): \(error)")
        case .collected(let outcome):
            if json {
                for bar in outcome.changes.added { Console.line(document(bar, outcome, isRevision: false)) }
                for bar in outcome.changes.revised { Console.line(document(bar, outcome, isRevision: true)) }
            }
            if json || isRound { Console.note(outcome.text) } else { Console.line(outcome.text) }
            let rejected = outcome.changes.rejected
            for bar in rejected.prefix(10) { Console.note("\(outcome.symbol): error: not stored: \(bar)") }
            if rejected.count > 10 { Console.note("\(outcome.symbol): and \(rejected.count - 10) more") }
        }
    }

    private func document(_ bar: CollectedBar, _ outcome: CollectOutcome, isRevision: Bool) -> String {
        let time = JSONValue.string(outcome.kind.text(ofStamp: bar.stamp))
        let volume: JSONValue = bar.volume.isNaN ? .null : .number(bar.volume)
        let document: JSONValue =
            outcome.kind == .quotes
            ? [
                "symbol": .string(outcome.symbol), "time": time, "price": .number(bar.close), "size": volume,
                "revised": .bool(isRevision),
            ]
            : [
                "symbol": .string(outcome.symbol), "time": time, "open": .number(bar.open), "high": .number(bar.high),
                "low": .number(bar.low), "close": .number(bar.close), "volume": volume, "revised": .bool(isRevision),
            ]
        return document.compactText
    }
}

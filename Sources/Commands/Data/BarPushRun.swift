import DataSources
import Foundation
import HTTPClient
import InfluxDB
import TimeSeries

/// A push as a command does it: progress and rates on standard error, what became of it on standard output.
struct BarPushRun {
    let url: String
    let options: InfluxTargetOptions
    let label: BarWriteOptions.Label

    /// Pushes bars.
    ///
    /// - Throws: `CommandFailure` with what was acknowledged until then.
    func push(_ series: [BarSeries], windows: [[Window]] = []) throws {
        let target = try options.target()
        let watch = InterruptWatch()
        defer { watch.end() }
        let total = series.reduce(0) { $0 + $1.count }
        let clock = ContinuousClock()
        let start = clock.now
        var push: BarPush?
        defer { CacheOption.forget(url: url, database: target.database, measurement: options.measurement) }
        do throws(BarPushError) {
            let client = try connect()
            let made = try BarPush(
                client, to: target, options: options.pushOptions(label: label),
                resume: options.resume.map { ($0, url) }, cancellation: watch.cancellation
            ) { progress in
                let rate = Double(progress.acknowledged) / max(1e-9, BarPushRun.seconds(clock.now - start))
                Console.progress(
                    "pushing: \(progress.skipped + progress.acknowledged) of \(total) bars, \(Int(rate)) bars/s")
            }
            push = made
            try made.run(series, windows: windows)
            Console.endProgress()
            finish(made, seconds: BarPushRun.seconds(clock.now - start), symbols: series.count, target)
        } catch {
            Console.endProgress()
            throw failure(error, push)
        }
        guard let progress = push?.progress, !progress.rejected.isEmpty else { return }
        throw CommandFailure(
            .data,
            "\(url): error: the server does not take \(progress.rejected.count) of \(progress.acknowledged) bars:\n"
                + BarPushRun.list(progress.rejected))
    }

    private func connect() throws(BarPushError) -> InfluxClient {
        do throws(InfluxError) {
            let client = try InfluxClient(options.options(url: url))
            if options.create {
                let creation = try client.createDatabase(
                    options.database ?? options.bucket ?? "", retentionPolicy: options.retentionPolicy)
                switch creation {
                case .made: Console.note("made the database, with shards of a year")
                case .addedPolicy: Console.note("made the retention policy, with shards of a year")
                case .present, .notNeeded: break
                }
            }
            return client
        } catch {
            throw .database(error)
        }
    }

    private func finish(_ push: BarPush, seconds: Double, symbols: Int, _ target: WriteTarget) {
        let progress = push.progress
        for symbol in push.changed {
            Console.note("\(symbol): the bars do not begin with those of the last push: all were sent")
        }
        for symbol in push.lost {
            Console.note("\(symbol): the server holds fewer bars than it acknowledged: all were sent again")
        }
        if let reason = push.unasked {
            Console.note("not asked whether the server still holds what \(options.resume ?? "") says: \(reason)")
        }
        Console.note(
            "\(progress.acknowledged) bars, \(ProgressText.bytes(progress.bytes)), \(progress.requests) requests in "
                + "\((seconds * 100).rounded() / 100) s: \(Int(Double(progress.acknowledged) / max(seconds, 1e-9))) bars/s"
        )
        Console.line(
            "\(target.database): \(progress.stored) bars of \(symbols) instrument\(symbols == 1 ? "" : "s") written to "
                + "measurement \(options.measurement), each at the \(label.rawValue) of its bar"
                + (progress.skipped > 0 ? ", \(progress.skipped) were there already" : ""))
    }

    private func failure(_ error: BarPushError, _ push: BarPush?) -> CommandFailure {
        var text = error.description
        if case .database(.rejected) = error, let rejected = push?.progress.rejected {
            text = "\(url): error: the server does not take these bars, and perhaps more:\n" + BarPushRun.list(rejected)
        }
        if error.isCancellation { text = "interrupted" }
        if let progress = push?.progress {
            let done = progress.skipped + progress.stored
            text +=
                "\n\(done) of \(progress.total) bars are acknowledged; "
                + (options.resume.map { "the same command goes on behind them, by \($0)" }
                    ?? "the same command writes all again, which doubles none")
        }
        return CommandFailure(ExitStatus(error), text)
    }

    private static func list(_ rejected: [RejectedBar]) -> String {
        rejected.prefix(10).map { "  \($0)" }.joined(separator: "\n")
            + (rejected.count > 10 ? "\n  and \(rejected.count - 10) more" : "")
    }

    private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}

extension ExitStatus {
    /// What an error of a push means.
    init(_ error: BarPushError) {
        switch error {
        case .database(.http(.cancelled(_))): self = .interrupted
        case .database(.http), .database(.unknownServer), .file(.output): self = .failed
        case .database(.credentials), .database(.option), .database(.unsupported), .otherTarget: self = .usage
        case .database, .bars, .state, .file: self = .data
        }
    }
}

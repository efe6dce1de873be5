import HTTPClient
import InfluxDB
import LineProtocol
import Research
import StrategyKit

/// Takes results to the InfluxDB that a config names; sending them again doubles none.
struct InfluxSend {
    /// The database, and who writes.
    let target: InfluxTargetConfiguration
    /// What is written to: what was kept of these measurements between runs is thrown away.
    let measurements: [String]
    /// Where the config names the database.
    let place: SourcePlace
    /// What there is whatever becomes of it: `the run is whole in runs/x`.
    let kept: String

    /// Sends lines.
    ///
    /// - Parameter body: Makes the lines in the server's dialect, and appends them piece by piece.
    /// - Returns: How many points the server has taken.
    /// - Throws: `CommandFailure` with what was written until then, or what `body` throws.
    func send(_ body: (LineDialect, _ append: ([UInt8]) throws -> Void) throws -> Void) throws -> Int {
        let watch = InterruptWatch()
        defer { watch.end() }
        var writer: InfluxWriter?
        defer {
            for name in measurements {
                CacheOption.forget(url: target.url, database: target.database, measurement: name)
            }
        }
        do {
            let client = try InfluxClient(InfluxOptions(target))
            let made = InfluxWriter(
                client, to: WriteTarget(database: target.database, retentionPolicy: target.retentionPolicy),
                cancellation: watch.cancellation)
            writer = made
            try body(client.server.kind == .v3 ? .version3 : .version1And2) { bytes in try made.append(bytes) }
            let progress = try made.finish()
            if !progress.rejected.isEmpty { throw InfluxError.rejected(progress.rejected) }
            return progress.acknowledgedLines
        } catch let error as InfluxError {
            var status = ExitStatus.failed
            if case .http(.cancelled(_)) = error { status = .interrupted }
            throw CommandFailure(
                status,
                "\(place): error: \(status == .interrupted ? "interrupted" : error.description)\n"
                    + "\(writer?.progress.acknowledgedLines ?? 0) points are written; \(kept), and the same command writes "
                    + "them again, which doubles none")
        }
    }
}

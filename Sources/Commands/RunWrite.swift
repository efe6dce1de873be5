import DataSources
import Foundation
import HTTPClient
import InfluxDB
import LineProtocol
import Research
import StrategyKit

/// Takes the results of a run where its config's `write` and the command line say, after its folder is there.
struct RunWrite {
    let result: StudyResult
    let equity: RunFolder.EquityRows
    /// Whether nothing but errors is said.
    let isQuiet: Bool

    /// Writes the line protocol of a run to a file; `-` is standard output.
    func write(to path: String) throws {
        let lines = try encoded(.version1And2)
        do throws(DataError) { try OutputFile.write(lines, to: path) } catch {
            throw CommandFailure(.failed, error.description)
        }
    }

    /// Sends the results to the database that the config names, if it names one.
    ///
    /// - Parameter folder: The run's folder, which stays whatever becomes of it.
    func send(folder: String) throws {
        guard let write = result.configuration.write else { return }
        let target = write.target
        let watch = InterruptWatch()
        defer { watch.end() }
        var writer: InfluxWriter?
        defer {
            for name in RunLines.measurements {
                CacheOption.forget(
                    url: target.url, database: target.database, measurement: write.measurementPrefix + name)
            }
        }
        do {
            let client = try InfluxClient(InfluxOptions(target))
            let lines = try encoded(client.server.kind == .v3 ? .version3 : .version1And2)
            let made = InfluxWriter(
                client, to: WriteTarget(database: target.database, retentionPolicy: target.retentionPolicy),
                cancellation: watch.cancellation)
            writer = made
            try made.append(lines)
            let progress = try made.finish()
            if !progress.rejected.isEmpty { throw InfluxError.rejected(progress.rejected) }
            guard !isQuiet else { return }
            Console.note(
                "write: \(progress.acknowledgedLines) points to \(target.database) at \(target.url), run "
                    + RunFolder.name(of: result))
        } catch let error as InfluxError {
            let place = result.configuration.place(of: "write.influxdb")
            var status = ExitStatus.failed
            if case .http(.cancelled(_)) = error { status = .interrupted }
            throw CommandFailure(
                status,
                "\(place): error: \(status == .interrupted ? "interrupted" : error.description)\n"
                    + "\(writer?.progress.acknowledgedLines ?? 0) points are written; the run is whole in \(folder), and "
                    + "the same command writes them again, which doubles none")
        }
    }

    private func encoded(_ dialect: LineDialect) throws -> [UInt8] {
        do throws(LineEncodingError) {
            return try RunLines(result, equity: equity).bytes(dialect: dialect)
        } catch {
            throw CommandFailure(
                .failed, "\(result.configuration.place(of: "write")): error: line protocol: \(error.text)")
        }
    }
}

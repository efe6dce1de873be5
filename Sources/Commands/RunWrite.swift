import DataSources
import Foundation
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
        let points = try InfluxSend(
            target: write.target, measurements: RunLines.measurements.map { write.measurementPrefix + $0 },
            place: result.configuration.place(of: "write.influxdb"), kept: "the run is whole in \(folder)"
        ).send { dialect, append in try append(encoded(dialect)) }
        guard !isQuiet else { return }
        Console.note(
            "write: \(points) points to \(write.target.database) at \(write.target.url), run "
                + RunFolder.name(of: result))
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

import Core
import Foundation

/// Slurm's programs, each called with a limit of time, its answer classified.
struct SlurmClient {
    /// What a program printed.
    struct Answer {
        var output: String
        /// Whether it did not end in time: what it was asked to do may have been done.
        var isLost = false
    }

    /// What says that a controller is not there, or not now.
    private static let absences = [
        "Unable to contact slurm controller", "Connection refused", "Connection timed out", "Transport endpoint",
        "Slurm backup controller in standby", "Slurm temporarily unable to accept job", "slurmctld is not",
        "Unable to establish control", "Unable to establish configuration", "Incompatible versions of client",
    ]
    /// What says that the answer was lost on its way.
    private static let losses = ["Socket timed out", "Zero Bytes were transmitted", "Message receive failure"]
    /// Variables that would change what the programs do or print.
    private static let variables = ["SQUEUE_", "SCANCEL_", "SBATCH_WAIT", "SBATCH_ARRAY_INX", "SLURM_TIME_FORMAT"]

    /// How long a program may take.
    var limit = Duration.seconds(60)

    /// Runs a program.
    ///
    /// - Throws: `QueueError.unreachable` where the controller does not answer, `.refused` where it says no, `.unusable` where
    ///   there is no such program.
    func run(_ words: [String]) throws(QueueError) -> Answer {
        guard let output = tmpfile(), let errors = tmpfile() else {
            throw .unusable("no temporary file can be made: \(String(cString: strerror(errno)))")
        }
        defer {
            fclose(output)
            fclose(errors)
        }
        let child: ChildProgram
        do throws(QueueError) {
            child = try ChildProgram(
                words, without: SlurmClient.variables, output: fileno(output), errors: fileno(errors))
        } catch {
            throw .unusable(
                "\(words[0]) cannot be started; --executor slurm needs Slurm's programs (package slurm-client) in $PATH, and "
                    + "slurm.conf where they look for it")
        }
        let isInTime = child.wait(limit)
        if !isInTime {
            child.send(SIGKILL)
            _ = child.wait(.seconds(10))
        }
        let said = SlurmClient.text(errors).split(separator: "\n").map { line in
            // "sbatch: error: X" and "slurm_load_jobs error: X" say X.
            line.range(of: "error: ").map { String(line[$0.upperBound...]) } ?? String(line)
        }
        let reason = ShownText.field(said.joined(separator: "; "), most: 300)
        let isTemporary = SlurmClient.absences.contains { reason.contains($0) }
        if !isInTime, isTemporary { throw .unreachable(reason) }
        if !isInTime || SlurmClient.losses.contains(where: { reason.contains($0) }) {
            return Answer(output: "", isLost: true)
        }
        guard child.end == .exited(0) else {
            let text = reason.isEmpty ? "\(words[0]): \(child.end?.description ?? "no end")" : reason
            throw isTemporary ? .unreachable(text) : .refused(text)
        }
        return Answer(output: SlurmClient.text(output))
    }

    private static func text(_ file: UnsafeMutablePointer<FILE>) -> String {
        let handle = FileHandle(fileDescriptor: fileno(file), closeOnDealloc: false)
        try? handle.seek(toOffset: 0)
        return String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
    }
}

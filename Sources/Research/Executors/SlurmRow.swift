/// A task of an array as `squeue` prints it.
struct SlurmRow: Hashable {
    /// What is asked of `squeue -o`.
    static let format = "%F|%K|%T|%j|%r"

    /// The job that the array is.
    var job: String
    /// The index in the array.
    var index: Int
    /// The name of the job.
    var name: String
    /// How the task stands.
    var state: TaskState
    /// Why it waits; `nil` where it does not, or for its turn or resources alone.
    var waitReason: String?

    private static let waiting: Set<Substring> = [
        "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT",
        "SUSPENDED",
    ]
    private static let failed: Set<Substring> = [
        "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "BOOT_FAIL", "DEADLINE", "PREEMPTED", "REVOKED",
    ]
    private static let turn: Set<Substring> = [
        "None", "Priority", "Resources", "JobArrayTaskLimit", "BeginTime", "Cleaning",
    ]

    /// Reads a line; `nil` for one that is no task of an array.
    init?(_ line: Substring) {
        let fields = line.split(separator: "|", maxSplits: 4, omittingEmptySubsequences: false)
        guard fields.count == 5, let index = Int(fields[1]) else { return nil }
        (job, self.index, name) = (String(fields[0]), index, String(fields[3]))
        let (word, reason) = (fields[2], fields[4])
        if SlurmRow.waiting.contains(word) {
            state = .waiting
            waitReason = SlurmRow.turn.contains(reason) ? nil : String(reason)
        } else if SlurmRow.failed.contains(word) {
            state = .failed(reason == "None" ? String(word) : "\(word) (\(reason))")
        } else {
            // COMPLETING, SIGNALING, STAGE_OUT and what later versions may say: its end is still to come.
            state = word == "COMPLETED" ? .ended : .running
        }
    }
}

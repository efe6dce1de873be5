import Research

extension SweepSummary {
    /// How far a sweep has come that runs through a queue, in a line.
    static func text(_ progress: QueuedProgress, _ plan: SweepPlan) -> String {
        var queue: [String] = []
        if progress.running > 0 { queue.append("\(progress.running) running") }
        if progress.waiting > 0 {
            queue.append("\(progress.waiting) waiting" + (progress.waitReason.map { " (\($0))" } ?? ""))
        }
        if progress.isUnreachable { queue.append("the queue does not answer") }
        let tasks = queue.isEmpty ? "" : "tasks: \(queue.joined(separator: ", ")); "
        return tasks + text(progress.sweep, plan)
    }
}

import ArgumentParser

/// Where the trials of a sweep run.
enum SweepExecutor: String, CaseIterable, ExpressibleByArgument {
    /// On threads of this process.
    case local
    /// As job arrays of a cluster under Slurm.
    case slurm
    /// Through a command for each task, which submits or runs it.
    case command
}

/// What became of an attempt at a trial.
public enum TrialState: String, Sendable, CaseIterable {
    /// It has results.
    case finished
    /// It ended with an error: it counts among the trials, not in the variance of Sharpe ratios.
    case failed
    /// It was given up, or its process is gone: it counts as a failed one does.
    case abandoned
    /// It goes on, as far as can be told: it does not count yet.
    case running
}

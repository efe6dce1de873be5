public import Core

/// A trial that begins: what is tried, in which study, and when.
public struct TrialStart: Hashable, Sendable {
    /// What it shares with its neighbours.
    public var study: TrialStudy
    /// The SHA-256 of the resolved config, as 64 lower-case hexadecimal digits.
    public var configHash: String
    /// What was set, as a text of JSON.
    public var settings: String
    /// When it began, by the clock of its host.
    public var begun: Timestamp

    /// A trial that begins.
    public init(study: TrialStudy, configHash: String, settings: String = "{}", begun: Timestamp) {
        self.study = study
        self.configHash = configHash
        self.settings = settings
        self.begun = begun
    }
}

/// What a trial came to.
public struct TrialOutcome: Hashable, Sendable {
    /// Finished, failed or abandoned; never running.
    public var state: TrialState
    /// Why it failed or was abandoned.
    public var reason: String?
    /// When it ended, by the clock of its host.
    public var ended: Timestamp
    /// Its metrics.
    public var metrics: TrialMetrics
    /// The moments of its daily returns.
    public var moments: ReturnMoments?
    /// Its daily returns as fractions, in the order of sessions; `nil` where only the moments are kept.
    public var returns: [Float]?

    /// An outcome.
    public init(
        _ state: TrialState, reason: String? = nil, ended: Timestamp, metrics: TrialMetrics = .none,
        moments: ReturnMoments? = nil, returns: [Float]? = nil
    ) {
        self.state = state
        self.reason = reason
        self.ended = ended
        self.metrics = metrics
        self.moments = moments
        self.returns = returns
    }
}

/// The end of an attempt that has begun.
public struct TrialEnding: Hashable, Sendable {
    /// The number that `Ledger.begin` gave.
    public var attempt: Int64
    /// What it came to.
    public var outcome: TrialOutcome

    /// The end of an attempt.
    public init(of attempt: Int64, _ outcome: TrialOutcome) {
        self.attempt = attempt
        self.outcome = outcome
    }
}

/// A trial from its beginning to its end.
public struct TrialRecord: Hashable, Sendable {
    /// What was tried.
    public var start: TrialStart
    /// What it came to.
    public var outcome: TrialOutcome

    /// A trial that has ended.
    public init(start: TrialStart, outcome: TrialOutcome) {
        self.start = start
        self.outcome = outcome
    }
}

/// An attempt at a trial, as the ledger has it.
public struct LedgerEntry: Hashable, Sendable {
    /// Its number: attempts are numbered in the order in which they were recorded.
    public var attempt: Int64
    /// The trial that it is an attempt at.
    public var identity: TrialIdentity
    /// Whether an earlier attempt was at the same trial, so that this one adds nothing to the count.
    public var isRepeat: Bool
    /// What was tried.
    public var start: TrialStart
    /// What became of it.
    public var state: TrialState
    /// What it came to, without its returns; `nil` for an attempt whose end was never recorded.
    public var outcome: TrialOutcome?
}

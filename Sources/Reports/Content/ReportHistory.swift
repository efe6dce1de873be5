/// All that depends on what was run before, on the clock or on the host.
///
/// It stands in one block of the page, between `<!-- history:begin -->` and `<!-- history:end -->`, so that the rest is
/// the same on every run (S73).
public struct ReportHistory: Hashable, Sendable {
    /// Trials of the same family in the ledger, this one included; `nil` where no ledger was read.
    public var trials: Int?
    /// What the trials say about the result: `deflated Sharpe ratio 0.81 over 40 trials`, effective N, the family.
    public var trialLines: [LabelledText]
    /// Clock and host: when it was made, how long it took, on what.
    public var circumstances: [LabelledText]

    /// What is known of the run's surroundings.
    public init(trials: Int? = nil, trialLines: [LabelledText] = [], circumstances: [LabelledText] = []) {
        self.trials = trials
        self.trialLines = trialLines
        self.circumstances = circumstances
    }
}

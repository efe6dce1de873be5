/// How far a sweep has come.
public struct SweepProgress: Sendable {
    /// Trials that are done, those of earlier runs included.
    public var done: Int
    /// Trials that there are to do.
    public var all: Int
    /// Trials done a second by this run.
    public var rate: Double
    /// Of those done, how many have no figures.
    public var failed: Int
    /// The best so far of the first objective: its trial and figure.
    public var best: (trial: Int, figure: Double)?

    /// Seconds until all are done; `nil` where that is not known yet.
    public var secondsLeft: Double? { rate > 0 ? Double(all - done) / rate : nil }
}

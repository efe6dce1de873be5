/// How far robustness runs have come.
public struct RobustnessProgress: Sendable {
    /// Runs that are done.
    public var done: Int
    /// Runs that there are.
    public var all: Int
    /// Runs done a second.
    public var rate: Double
    /// Of those done, how many have no figures.
    public var failed: Int

    /// Seconds until all are done; `nil` where that is not known yet.
    public var secondsLeft: Double? { rate > 0 ? Double(all - done) / rate : nil }
}

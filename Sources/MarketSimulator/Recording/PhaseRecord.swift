public import OrderBook

/// A change of what the market does.
public struct PhaseRecord: Hashable, Sendable {
    /// When, in nanoseconds UTC.
    public var time: Int64
    /// What it does from then on.
    public var phase: BookPhase
    /// The instrument's place in the configuration.
    public var instrument: Int32
}

public import Core

/// What is chosen on one stretch of time and trades the next.
///
/// Decision instants, at which bars end, belong to a stretch where they lie after its beginning and not after its end.
public struct WalkForwardWindow: Sendable, Hashable {
    /// Its number, from 1.
    public let number: Int
    /// The training period begins after it, as `data.from` means it; `nil` where it begins as the config says.
    public let trainFrom: Timestamp?
    /// The training period's end, as `data.to` means it.
    public let trainThrough: Timestamp
    /// The test period begins after it.
    public let testFrom: Timestamp
    /// The test period's end.
    public let testThrough: Timestamp
    /// The last decision instant of the test period.
    let lastDecision: Timestamp
    /// The decision instants of the training period, by their places.
    public let trainSteps: Range<Int>
    /// The decision instants of the test period.
    public let testSteps: Range<Int>
}

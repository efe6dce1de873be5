/// Bars inside which a stop and a target were both in reach, so that their order is an assumption (S27).
public struct AmbiguousBars: Hashable, Sendable {
    /// How many there were.
    public var count: Int
    /// Total return as a fraction had every stop come first; `nil` where it was not computed.
    public var returnAllStopsFirst: Double?
    /// Total return as a fraction had every target come first; `nil` where it was not computed.
    public var returnAllTargetsFirst: Double?
    /// How many bars finer bars did not cover; `nil` where none were asked for.
    public var withoutFinerData: Int?

    /// What is known of ambiguous bars.
    public init(
        count: Int, returnAllStopsFirst: Double? = nil, returnAllTargetsFirst: Double? = nil,
        withoutFinerData: Int? = nil
    ) {
        self.count = count
        self.returnAllStopsFirst = returnAllStopsFirst
        self.returnAllTargetsFirst = returnAllTargetsFirst
        self.withoutFinerData = withoutFinerData
    }
}

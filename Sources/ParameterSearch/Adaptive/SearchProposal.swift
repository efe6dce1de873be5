/// What a search wants tried.
public struct SearchProposal: Hashable, Sendable {
    /// The parameters.
    public var point: SearchPoint
    /// The part of the period to try them on, from its beginning, in `0 <… 1`.
    public var periodFraction: Double

    /// A proposal.
    public init(_ point: SearchPoint, periodFraction: Double = 1) {
        self.point = point
        self.periodFraction = periodFraction
    }
}

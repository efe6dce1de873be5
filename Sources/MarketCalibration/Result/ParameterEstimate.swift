/// A calibrated parameter.
public struct ParameterEstimate: Sendable, Hashable {
    /// The parameter, with its start and range.
    public var parameter: FreeParameter
    /// Its value at the best point; a factor for distributions.
    public var best: Double
    /// The 95 % interval, cut to the range; `nil` where it was not measured.
    public var interval: ClosedRange<Double>?
    /// The standard error as a share of the range, on its axis; infinite where the moments do not tell.
    public var standardError: Double?
    /// Whether the best point is within a hundredth of the range's ends: the range may be too narrow.
    public var isAtEdge: Bool
}

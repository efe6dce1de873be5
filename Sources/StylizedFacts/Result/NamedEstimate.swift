/// An estimate and what it is of.
public struct NamedEstimate: Sendable, Hashable {
    /// What it is.
    public var name: String
    /// The figure.
    public var estimate: Estimate

    /// An estimate of a name.
    public init(_ name: String, _ estimate: Estimate) { (self.name, self.estimate) = (name, estimate) }

    /// A figure without an interval.
    public init(_ name: String, _ value: Double) { self.init(name, Estimate(value)) }
}

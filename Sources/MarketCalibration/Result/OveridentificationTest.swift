/// Whether what is left of the distance is luck: the test of overidentifying restrictions.
///
///     J = d / (1 + T/S)  ~  χ² with (moments − parameters) degrees
///
/// with T training days and S simulated ones over all replications. Shrinkage of the weights makes it approximate.
///
/// - Source: Hansen (1982), "Large Sample Properties of Generalized Method of Moments Estimators", lemma 4.2; the factor of
///   simulation is that of McFadden (1989), section 3.
public struct OveridentificationTest: Sendable, Hashable {
    /// J.
    public var statistic: Double
    /// Moments less parameters.
    public var degrees: Int
    /// The probability of a J at least as great where the market is the right one.
    public var probability: Double
}

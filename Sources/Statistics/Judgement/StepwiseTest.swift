/// Which trials beat the benchmark, with the chance of even one false claim bounded.
///
/// Trials are taken in falling order of their statistic. The p-value of a trial compares it with the highest resampled
/// statistic of itself and all trials after it, and is at least that of the trial before. Rejecting p-values up to α is
/// StepM: reject those above the 1 − α quantile of the maximum over all, repeat over the rest, stop when none is.
///
///     p = (1 + number of resamples with max* ≥ t) / (1 + resamples)
///
/// - Source: Romano & Wolf (2005), "Stepwise Multiple Testing as Formalized Data Snooping"; (2016), "Efficient
///   Computation of Adjusted p-Values for Resampling-Based Stepdown Multiple Testing".
/// - Verified by: `StepwiseTests`.
public struct StepwiseTest: Sendable, Hashable {
    /// Whether means are divided by their standard deviations.
    public let studentised: Bool
    /// `√n · mean` of each trial, over its deviation where studentised; minus infinity for one that does not vary.
    public let statistics: [Double]
    /// The adjusted p-value of each trial; 1 for one that does not vary.
    public let pValues: [Double]

    /// The trials that beat the benchmark at a level of the familywise error, in order.
    public func superior(level: Double) -> [Int] {
        pValues.indices.filter { pValues[$0] <= level }
    }
}

internal import Core

/// How many independent trials the trials amount to: alike ones count less.
///
/// No one number is the truth. With ρ̄ the mean correlation of two trials, `ρ²` its mean square and M the number of trials
/// that vary:
///
///     by mean correlation   ρ̄ + (1 − ρ̄) M
///     by eigenvalues        1 + (M − 1)(1 − Var(λ)/M) = 1 + (M − 1)(1 − mean ρ²)
///     by participation      (Σλ)² / Σλ² = M / (1 + (M − 1) mean ρ²)
///     by clusters           the number of groups of trials that are alike
///
/// where λ are the eigenvalues of the correlation matrix, whose variance follows from the correlations alone. All lie from
/// 1 to M.
///
/// - Edge cases: Trials whose returns do not vary are left out. Beyond `limit` trials the last three come from a seeded
///   sample of them: mean squares as they are, the number of clusters as that of the sample.
/// - Source: Bailey & López de Prado (2014), appendix 3, for the mean correlation; Nyholt (2004), "A Simple Correction for
///   Multiple Testing", for the eigenvalues; Bretherton et al. (1999), "The Effective Number of Spatial Degrees of
///   Freedom", for the participation; López de Prado & Lewis (2019), "Detection of False Investment Strategies", for the
///   choice of the number of clusters.
/// - Verified by: `EffectiveTrialsTests`.
public struct EffectiveTrials: Sendable, Hashable {
    /// The number of trials.
    public let trials: Int
    /// The number of them whose returns vary.
    public let varying: Int
    /// The mean correlation over all pairs of those; 0 with fewer than two.
    public let meanCorrelation: Double
    /// The mean square of the correlations over the pairs of the sample.
    public let meanSquaredCorrelation: Double
    /// The trials of the sample, in rising order: all that vary, where they are not too many.
    public let sample: [Int]
    /// The cluster of each trial of the sample, numbered from zero by their first trials.
    public let clusters: [Int]
    /// The mean silhouette of the clusters, from −1 to 1; `nil` where all trials of the sample are the same.
    public let meanSilhouette: Double?
    /// The seed of the sample.
    public let seed: UInt64

    /// Finds how alike trials are.
    ///
    /// - Parameters:
    ///   - limit: The number of trials of which all pairs are compared, at least 2.
    ///   - workers: The number of threads; the result does not depend on it.
    /// - Throws: `noVariation` where no trial's returns vary, `parameter`.
    /// - Complexity: O(trials · days + limit² · days + limit³); memory for the sample twice.
    public init(_ returns: ReturnMatrix, limit: Int = 1_000, seed: UInt64, workers: Int = 1) throws(JudgementError) {
        guard limit >= 2 else { throw .parameter(name: "the sample's limit", found: "\(limit)", allowed: "2 or more") }
        let (total, varying) = EffectiveTrials.directions(returns, workers: workers)
        guard !varying.isEmpty else { throw .noVariation(purpose: "the effective number of trials") }
        let count = Double(varying.count)
        let square = Reductions.sum(total.map { $0 * $0 })
        meanCorrelation = varying.count > 1 ? (square - count) / (count * (count - 1)) : 0
        let chosen = EffectiveTrials.sample(of: varying, limit: limit, seed: seed)
        let correlations = CorrelationSample(returns, trials: chosen, workers: workers)
        meanSquaredCorrelation = correlations.meanSquare
        (trials, self.varying, sample, self.seed) = (returns.trialCount, varying.count, chosen, seed)
        let groups = CorrelationClusters(correlations)
        (clusters, meanSilhouette) = (groups.labels, groups.meanSilhouette)
    }

    /// By the mean correlation.
    public var byMeanCorrelation: Double {
        let count = Double(varying)
        return max(1, min(count, meanCorrelation + (1 - meanCorrelation) * count))
    }

    /// By the variance of the eigenvalues.
    public var byEigenvalues: Double { 1 + Double(varying - 1) * (1 - meanSquaredCorrelation) }

    /// By the participation ratio of the eigenvalues.
    public var byParticipation: Double { Double(varying) / (1 + Double(varying - 1) * meanSquaredCorrelation) }

    /// By clusters, or `nil` where their mean silhouette is below 0.25: then there is no structure to speak of, and the
    /// clusters are those of chance.
    ///
    /// - Source: Kaufman & Rousseeuw (1990), "Finding Groups in Data", table 4, for the bound.
    public var byClusters: Int? {
        if let meanSilhouette, meanSilhouette < 0.25 { return nil }
        return (clusters.max() ?? 0) + 1
    }

    /// The sum of the directions of all trials, and the trials that have one.
    private static func directions(_ returns: ReturnMatrix, workers: Int) -> (sum: [Double], varying: [Int]) {
        let days = returns.dayCount
        // A cut that depends on the number of trials only: so does the order of the sums.
        let size = max(64, returns.trialCount / 64)
        let parts = WorkerThreads.map((returns.trialCount + size - 1) / size, workers: workers) { piece in
            var (sum, varying) = ([Double](repeating: 0, count: days), [Int]())
            withUnsafeTemporaryAllocation(of: Double.self, capacity: days) { buffer in
                for trial in (piece * size)..<min(returns.trialCount, (piece + 1) * size)
                where returns.loadDirection(trial, into: buffer) {
                    varying.append(trial)
                    for day in 0..<days { sum[day] += buffer[day] }
                }
            }
            return (sum, varying)
        }
        var total = [Double](repeating: 0, count: days)
        for part in parts {
            for day in 0..<days { total[day] += part.0[day] }
        }
        return (total, parts.flatMap(\.1))
    }

    /// So many of the trials at most, in rising order.
    private static func sample(of trials: [Int], limit: Int, seed: UInt64) -> [Int] {
        guard trials.count > limit else { return trials }
        var (left, stream) = (trials, RandomStream(seed: seed, name: "judgement.effective"))
        for place in 0..<limit { left.swapAt(place, place + stream.below(left.count - place)) }
        return left[..<limit].sorted()
    }
}

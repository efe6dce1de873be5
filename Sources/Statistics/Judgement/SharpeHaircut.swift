internal import Core

/// What is left of a Sharpe ratio when its significance is adjusted for the number of trials.
///
/// The ratio's two-sided p-value, from `t = SR·√n` and Student's distribution with n − 1 degrees of freedom, is adjusted
/// for all trials; the ratio that would have that p-value in a single trial is what is left.
///
///     haircut = 1 − t⁻¹(adjusted p) / (√n · SR)
///
/// The other trials' p-values are their own, where the paper draws them from a model of published factors.
///
/// - Source: Harvey & Liu (2015), "Backtesting", J. Portfolio Management 42(1).
/// - Verified by: `SharpeHaircutTests`.
public struct SharpeHaircut: Sendable, Hashable {
    /// What one adjustment leaves.
    public struct Outcome: Sendable, Hashable {
        /// The adjusted p-value.
        public let pValue: Double
        /// The ratio per period that is left.
        public let sharpe: Double
        /// The share that is gone, from 0 to 1.
        public let haircut: Double
    }

    /// The number of trials adjusted for, failed ones included.
    public let trials: Int
    /// The chosen trial.
    public let chosen: Int
    /// The number of its returns.
    public let count: Int
    /// Its ratio per period.
    public let sharpe: Double
    /// Its p-value alone, two-sided.
    public let pValue: Double
    /// Adjusted by Bonferroni.
    public let bonferroni: Outcome
    /// Adjusted by Holm.
    public let holm: Outcome
    /// Adjusted by Benjamini, Hochberg and Yekutieli: the paper's choice.
    public let benjaminiYekutieli: Outcome

    /// Cuts the ratio of a trial.
    ///
    /// - Parameters:
    ///   - figures: The trials.
    ///   - chosen: The place of the one in question.
    ///   - failed: The number of trials that came to no figures; their p-values count as 1, as do those of trials whose
    ///     returns do not vary.
    /// - Throws: `parameter` for a place that is not there or a ratio that is not positive, `noVariation`.
    public init(_ figures: [TrialFigures], chosen: Int, failed: Int = 0) throws(JudgementError) {
        guard figures.indices.contains(chosen) else {
            throw .parameter(name: "the chosen trial", found: "\(chosen)", allowed: "0 to \(figures.count - 1)")
        }
        guard let sharpe = figures[chosen].sharpe else { throw .noVariation(purpose: "a haircut") }
        guard sharpe > 0 else {
            throw .parameter(name: "the Sharpe ratio to cut", found: "\(sharpe)", allowed: "above 0")
        }
        let pValues = figures.map { figure in
            figure.tStatistic.map { StudentDistribution.twoSided($0, degrees: Double(figure.count - 1)) } ?? 1
        }
        let count = figures[chosen].count
        let root = Double(count).squareRoot()
        let outcome = { (method: MultipleTesting) throws(JudgementError) -> Outcome in
            let pValue = try method.adjusted(pValues, others: failed)[chosen]
            let t = StudentDistribution.critical(tail: pValue, degrees: Double(count - 1))
            // Never more than there was: a p-value too small for its inverse is that of the ratio itself.
            let left = min(sharpe, t / root)
            return Outcome(pValue: pValue, sharpe: left, haircut: 1 - left / sharpe)
        }
        bonferroni = try outcome(.bonferroni)
        holm = try outcome(.holm)
        benjaminiYekutieli = try outcome(.benjaminiYekutieli)
        (trials, self.chosen, self.count) = (figures.count + failed, chosen, count)
        (self.sharpe, pValue) = (sharpe, pValues[chosen])
    }
}

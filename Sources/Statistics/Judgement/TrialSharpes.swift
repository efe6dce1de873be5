/// The Sharpe ratios of all trials, and what is known from their spread.
///
/// - Verified by: `DeflatedSharpeTests`.
public struct TrialSharpes: Sendable, Hashable {
    /// Figures by trial.
    public let figures: [TrialFigures]
    /// The variance (ddof 1) of the ratios per period of the trials that have one; `nil` with fewer than two.
    public let variance: Double?
    /// The number of trials that have a ratio.
    public let defined: Int
    /// The trial with the highest ratio, the first of equals; `nil` where none has one.
    public let best: Int?

    /// The ratios of a matrix.
    ///
    /// - Parameter workers: The number of threads; the result does not depend on it.
    public init(_ returns: ReturnMatrix, workers: Int = 1) {
        self.init(
            WorkerThreads.map(returns.trialCount, workers: workers) { TrialFigures(returns.returns(ofTrial: $0)) })
    }

    /// The ratios of trials whose figures are known.
    public init(_ figures: [TrialFigures]) {
        self.figures = figures
        let ratios = figures.compactMap(\.sharpe)
        defined = ratios.count
        variance = Moments(ratios).variance(ddof: 1)
        var found: (trial: Int, ratio: Double)?
        for (trial, figure) in figures.enumerated() {
            if let ratio = figure.sharpe, found.map({ ratio > $0.ratio }) ?? true { found = (trial, ratio) }
        }
        best = found?.trial
    }
}

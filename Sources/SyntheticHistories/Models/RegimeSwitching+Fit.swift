internal import Glibc
internal import Statistics

extension RegimeSwitching {
    /// By expectation–maximisation: the chances of regimes given all returns, then the parameters given these chances, until the
    /// likelihood stands still.
    ///
    /// Deviations stay above a hundredth of that of all returns, since a regime that holds a single return would have an
    /// unbounded likelihood. Starts group the returns by the mean square around them, in windows of 1, 10 and 40; the best after
    /// forty rounds goes on, for at most 2,000.
    ///
    /// - Source: Hamilton (1990), "Analysis of Time Series Subject to Changes in Regime"; Kim (1994) for the smoothed chances.
    public static func fit(_ returns: [Double], yearsPerBar: Double, options: Parameters) -> ReturnFit<Self> {
        let moments = Moments(returns)
        let deviation = (moments.sumOfSquares / Double(returns.count)).squareRoot()
        let scaled = returns.map { ($0 - moments.mean) / deviation }
        var best: RegimeRound?
        for window in [1, 10, 40] {
            var round = RegimeRound(scaled, regimes: options.regimes, window: window)
            for _ in 0..<40 { round.improve() }
            if best.map({ round.logLikelihood > $0.logLikelihood }) ?? true { best = round }
        }
        guard var round = best else { return ReturnFit(Self(options, yearsPerBar: yearsPerBar), isConverged: false) }
        var isConverged = false
        for _ in 0..<2_000 where !isConverged {
            let before = round.logLikelihood
            round.improve()
            isConverged = abs(round.logLikelihood - before) < 1e-9 * (1 + abs(before))
        }
        let order = (0..<options.regimes).sorted { round.variances[$0] < round.variances[$1] }
        var parameters = options
        parameters.means = order.map { moments.mean + round.means[$0] * deviation }
        parameters.deviations = order.map { round.variances[$0].squareRoot() * deviation }
        parameters.transitions = order.flatMap { row in order.map { round.transitions[row * order.count + $0] } }
        return ReturnFit(
            Self(parameters, yearsPerBar: yearsPerBar),
            logLikelihood: round.logLikelihood - Double(returns.count) * log(deviation), isConverged: isConverged,
            note: isConverged
                ? nil : "the likelihood of regime-switching still rose after 2,000 rounds; the best is taken")
    }

    /// The returns less the mean that the regimes before let expect, over the deviation likewise.
    public func residuals(of returns: [Double]) -> [Double] {
        let count = parameters.regimes
        var expected = RegimeSwitching.stationary(parameters.transitions, count: count)
        return returns.map { value in
            var (mean, square) = (0.0, 0.0)
            for regime in 0..<count {
                let (m, d) = (parameters.means[regime], parameters.deviations[regime])
                mean += expected[regime] * m
                square += expected[regime] * (m * m + d * d)
            }
            var filtered = (0..<count).map { regime in
                let d = parameters.deviations[regime]
                return expected[regime] * exp(LogDensity.normal(value - parameters.means[regime], variance: d * d))
            }
            let sum = filtered.reduce(0, +)
            // A return that no regime knows says nothing of them.
            filtered = sum > 0 ? filtered.map { $0 / sum } : expected
            expected = (0..<count).map { next in
                (0..<count).reduce(0) { $0 + filtered[$1] * parameters.transitions[$1 * count + next] }
            }
            return (value - mean) / (square - mean * mean).squareRoot()
        }
    }
}

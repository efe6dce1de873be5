/// The weight at which the logarithm of wealth grows fastest, of a prediction in the unit of its label.
///
///     f = μ / σ²
///
/// μ is the simple return that is expected over the h bars of the horizon, a fraction, and σ² the variance of the return
/// over as many: that of a bar times h. Both belong to the same span, so the weight has no unit. With the prediction m, or
/// `2p − 1` for the probability p of a gain, and the width w of the label at the bar of the decision, the deviation of a
/// bar's return as a rule:
///
/// | label | μ |
/// |---|---|
/// | return, barrier-return | m |
/// | log-return | m + σ²/2, since `E exp(x) − 1 ≈ E x + Var(x)/2` |
/// | scaled-return, which is divided by `w √h` | m w √h |
/// | triple-barrier, with a gain and a loss of g widths | m g w |
/// | sign, a gain or a loss of σ | m σ, so that f = m/σ |
/// | whether following a side pays (`label.side`) | m σ on that side; with barriers of g widths m min(g w, σ) |
///
/// A position that a barrier ends early varies less than σ²: its weight errs to the small side. Which of two barriers is
/// met says what is earned only where both are as far: configs where they are not are refused.
///
/// - Source: Thorp (2006), "The Kelly Criterion in Blackjack, Sports Betting and the Stock Market", section 7.
/// - Verified by: `KellyRuleTests`, `PolicyDeskTests`.
struct KellyRule {
    /// What is predicted.
    let label: LabelPlan
    /// Whether predictions are probabilities of a gain.
    let isProbability: Bool

    /// The weight, a short one below zero.
    ///
    /// - Parameters:
    ///   - edge: The prediction less that which says nothing: m, or `p − ½`.
    ///   - width: The width of the label at the bar of the decision, a fraction of price; not read where labels have none.
    ///   - variance: The variance of the return over the horizon.
    /// - Returns: `nil` where the variance, or a width that is needed, is not positive and finite.
    func weight(edge: Double, width: Double, variance: Double) -> Double? {
        guard variance > 0, variance.isFinite else { return nil }
        if label.kind.needsWidth, label.kind != .barrierReturn || label.hasSide {
            guard width > 0, width.isFinite else { return nil }
        }
        let weight = expectedReturn(isProbability ? 2 * edge : edge, width, variance) / variance
        return weight.isFinite ? weight : nil
    }

    private func expectedReturn(_ prediction: Double, _ width: Double, _ variance: Double) -> Double {
        let deviation = variance.squareRoot()
        if label.hasSide {
            let barrier = label.kind.isBarrier ? label.gain.map { $0 * width } : nil
            return prediction * min(barrier ?? deviation, deviation)
        }
        switch label.kind {
        case .simpleReturn, .barrierReturn: return prediction
        case .logReturn: return prediction + variance / 2
        case .scaledReturn: return prediction * width * Double(label.horizon).squareRoot()
        case .tripleBarrier: return prediction * (label.gain ?? .nan) * width
        case .sign: return prediction * deviation
        }
    }
}

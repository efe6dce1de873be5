internal import Glibc

extension CrossValidation {
    /// `ln(ω / (1 − ω))` of `ω = rank / (trials + 1)`.
    static func logit(rank: Double, of trials: Int) -> Double {
        log(rank / (Double(trials + 1) - rank))
    }
}

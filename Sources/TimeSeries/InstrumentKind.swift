/// How an instrument is paid for.
public enum InstrumentKind: String, Hashable, Sendable, CaseIterable {
    /// What is bought is paid for, and what is sold is paid out: shares, funds, coins.
    case security
    /// No money moves at a trade but costs: the gain since the last settlement is paid at each session's end (S76).
    case future
}

/// When noise traders wake.
public enum NoiseArrival: String, CaseIterable, Hashable, Sendable {
    /// Once a day at a time drawn over the session.
    case once
    /// As a Poisson process in market time.
    case poisson
}

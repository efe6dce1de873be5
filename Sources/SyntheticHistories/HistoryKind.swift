internal import Simulation

/// The ways in which other histories are made.
public enum HistoryKind: String, CaseIterable, Sendable, Hashable {
    /// Returns are independent and normal.
    case geometricBrownianMotion = "geometric-brownian-motion"
    /// Normal returns with jumps now and then.
    case jumpDiffusion = "jump-diffusion"
    /// Volatility of its own that reverts to a mean.
    case heston
    /// Volatility that follows from the returns before.
    case garch
    /// Calm and wild times that change by chance.
    case regimeSwitching = "regime-switching"
    /// Real sessions in another order.
    case blockBootstrap = "block-bootstrap"

    /// What it is, in a line.
    public var summary: String {
        switch self {
        case .geometricBrownianMotion: "independent normal log returns (Osborne 1959; Samuelson 1965)"
        case .jumpDiffusion: "normal log returns with Poisson jumps (Merton 1976)"
        case .heston: "variance by a square-root process with leverage (Heston 1993)"
        case .garch: "GARCH(1,1) with normal, Student or drawn historical innovations (Bollerslev 1986)"
        case .regimeSwitching: "two or three normal regimes of a Markov chain (Hamilton 1989)"
        case .blockBootstrap:
            "whole real sessions drawn in blocks, the same for all instruments (Politis & Romano 1994)"
        }
    }

    /// Its parameters: what is not set is fitted to the bars.
    public var parameters: [HistoryParameter] {
        switch self {
        case .geometricBrownianMotion: HistoryParameter.all(of: GeometricBrownianMotion.Parameters.self)
        case .jumpDiffusion: HistoryParameter.all(of: JumpDiffusion.Parameters.self)
        case .heston: HistoryParameter.all(of: Heston.Parameters.self)
        case .garch: HistoryParameter.all(of: GARCH.Parameters.self)
        case .regimeSwitching: HistoryParameter.all(of: RegimeSwitching.Parameters.self)
        case .blockBootstrap: HistoryParameter.all(of: BlockBootstrap.Parameters.self)
        }
    }
}

internal import CNLopt

/// The global methods of NLopt for numeric axes.
///
/// - Source: Johnson, "The NLopt nonlinear-optimization package", version 2.7; the papers named below.
public enum NLoptMethod: String, CaseIterable, Sendable {
    /// Dividing rectangles, biased to local search: Gablonsky, Kelley (2001). Not random.
    case direct = "direct"
    /// Controlled random search with local mutation: Kaelo, Ali (2006).
    case controlledRandom = "crs"
    /// An evolutionary algorithm: Santos, Gonçalves, Hernandez-Figueroa (2010).
    case evolutionary = "esch"
    /// An evolution strategy with stochastic ranking: Runarsson, Yao (2005).
    case evolutionStrategy = "isres"
    /// Nelder and Mead's simplex from many starts of a sequence of low discrepancy: Kucherenko, Sytsko (2005). Not random.
    case multiStart = "mlsl"

    /// How many points a round has where nothing else is said: as many as the method mostly asks for at once.
    public var usualRoundSize: Int {
        switch self {
        case .direct, .evolutionary, .evolutionStrategy: 8
        case .controlledRandom, .multiStart: 2
        }
    }

    /// Whether other seeds give other points.
    public var isSeeded: Bool { self != .direct && self != .multiStart }

    var algorithm: nlopt_algorithm {
        switch self {
        case .direct: NLOPT_GN_DIRECT_L
        case .controlledRandom: NLOPT_GN_CRS2_LM
        case .evolutionary: NLOPT_GN_ESCH
        case .evolutionStrategy: NLOPT_GN_ISRES
        case .multiStart: NLOPT_G_MLSL_LDS
        }
    }
}

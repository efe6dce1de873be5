internal import Core
public import Simulation
public import TimeSeries

/// Makes other histories of the instruments of a panel.
///
///     let generator = try HistoryGenerator(panel, kind: .garch, seed: 42, places: sessions)
///     let history = generator.history(7)
///
/// A model is fitted to the log returns of each instrument; what is set by hand takes the place of what was fitted. Innovations
/// are correlated as the residuals of the fits are (`InnovationCorrelation`). Instruments share rows in time: bars that end at
/// one instant. One that has no bar in a row has none in any history, and its next return counts as that of one bar.
///
/// Draws are functions of the seed, the number of the history and the place of the instrument: a history is the same whatever
/// others are made, in what order and on how many threads.
///
/// - Verified by: `HistoryGeneratorTests`.
public struct HistoryGenerator: Sendable {
    /// Bars that a model of returns is fitted to at least.
    public static let fewestBars = 60

    /// How the model of an instrument was fitted.
    public struct Fit: Sendable {
        /// The instrument; empty for all together.
        public var symbol: String
        /// The parameters, those that were set among them.
        public var parameters: [(name: String, value: ParameterValue)]
        /// The logarithm of the likelihood at what was fitted; `nil` for a fit by moments.
        public var logLikelihood: Double?
        /// Whether the search came to an end.
        public var isConverged: Bool
    }

    /// The way.
    public let kind: HistoryKind
    /// The seed of all draws.
    public let seed: UInt64
    /// How the models were fitted, by instrument.
    public let fits: [Fit]
    /// What to know of the histories, a sentence each.
    public let notes: [String]
    private let source: Source

    private enum Source: Sendable {
        case sessions(BlockBootstrap)
        case models(ModelPanel)
    }

    /// A generator of histories of a panel.
    ///
    /// - Parameters:
    ///   - settings: Parameters by name; the others are fitted.
    ///   - places: The sessions of the panel, for the bootstrap.
    /// - Throws: `HistoryError`: what it has against the bars or the parameters.
    public init(
        _ panel: Panel, kind: HistoryKind, settings: [String: ParameterValue] = [:], seed: UInt64,
        places: [SessionPool.Place]
    ) throws(HistoryError) {
        (self.kind, self.seed) = (kind, seed)
        guard kind != .blockBootstrap else {
            var parameters = BlockBootstrap.Parameters()
            try parameters.set(settings)
            let bootstrap = try BlockBootstrap(panel, places: places, parameters)
            source = .sessions(bootstrap)
            fits = [Fit(symbol: "", parameters: bootstrap.parameters.values, isConverged: true)]
            notes = bootstrap.notes(length: "a length of 20")
            return
        }
        let models: ModelPanel
        switch kind {
        case .geometricBrownianMotion: models = try ModelPanel(panel, GeometricBrownianMotion.self, settings)
        case .jumpDiffusion: models = try ModelPanel(panel, JumpDiffusion.self, settings)
        case .heston: models = try ModelPanel(panel, Heston.self, settings)
        case .garch, .blockBootstrap: models = try ModelPanel(panel, GARCH.self, settings)
        case .regimeSwitching: models = try ModelPanel(panel, RegimeSwitching.self, settings)
        }
        (fits, notes) = (models.fits, models.notes)
        source = .models(models)
    }

    /// A history, by its number from 0.
    ///
    /// - Complexity: O(bars · instruments); memory of one panel, and of a row of draws for each instrument.
    public func history(_ number: Int) -> Panel {
        switch source {
        case .sessions(let bootstrap):
            var stream = RandomStream(seed: seed, name: "histories.sessions", index: UInt64(number))
            return bootstrap.history(from: &stream)
        case .models(let models): return models.history(number, seed: seed)
        }
    }
}

internal import Core

/// Markets that are ready to run.
public enum MarketPreset: String, CaseIterable, Hashable, Sendable {
    /// The published reference configuration: an exchange, 1,000 noise traders, 102 value traders, 2 adaptive market makers
    /// and 12 momentum traders.
    ///
    /// - Source: `rmsc04` of ABIDES, Amrouni et al. (2021), arXiv 2110.14771.
    case reference
    /// A quiet market: few news, deep books, steady activity.
    case calm
    /// A liquid share on an ordinary day, with the stylised facts of one: bursts of trades, regimes of activity, meta-orders,
    /// market makers who know the price of inventory, and value traders who keep the price near its worth.
    case liquid
    /// A nervous day: more news and jumps, wider regimes, fewer and shyer market makers.
    case stressed
    /// An ordinary day on which, in its middle, a large seller works against the volume and market makers leave for a while.
    case flashCrash = "flash-crash"

    /// The preset of a name.
    ///
    /// - Throws: `unknownPreset` with the nearest name.
    public init(named name: String) throws(MarketConfigurationError) {
        guard let preset = MarketPreset(rawValue: name) else {
            throw .unknownPreset(name, nearest: nearestName(to: name, among: MarketPreset.allCases.map(\.rawValue)))
        }
        self = preset
    }

    /// The configuration that it stands for.
    public var configuration: MarketConfiguration {
        switch self {
        case .reference: MarketPreset.referenceConfiguration
        case .calm: MarketPreset.calmConfiguration
        case .liquid: MarketPreset.liquidConfiguration
        case .stressed: MarketPreset.stressedConfiguration
        case .flashCrash: MarketPreset.flashCrashConfiguration
        }
    }
}

extension MarketPreset {
    static var referenceConfiguration: MarketConfiguration {
        var configuration = MarketConfiguration()
        configuration.groups = [
            ParticipantGroup("makers", count: 2, .adaptiveMaker(AdaptiveMakerParameters())),
            ParticipantGroup("value", count: 102, .value(ValueParameters()), connection: .distant),
            ParticipantGroup("momentum", count: 12, .momentum(MomentumParameters()), connection: .distant),
            ParticipantGroup("noise", count: 1_000, .noise(NoiseParameters()), connection: .distant),
        ]
        return configuration
    }
}

extension ConnectionTerms {
    /// A connection over a country: each message takes 1 to 13 ms, anew.
    public static let distant = ConnectionTerms(
        toExchange: .distributed(.uniform(lower: 1e6, upper: 13e6)),
        fromExchange: .distributed(.uniform(lower: 1e6, upper: 13e6)), computationNanoseconds: 50)
}

internal import Core

/// Markets that are ready to run.
public enum MarketPreset: String, CaseIterable, Hashable, Sendable {
    /// The published reference configuration: an exchange, 1,000 noise traders, 102 value traders, 2 adaptive market makers
    /// and 12 momentum traders.
    ///
    /// - Source: `rmsc04` of ABIDES, Amrouni et al. (2021), arXiv 2110.14771.
    case reference

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

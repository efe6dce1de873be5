/// What is done with predictions.
///
/// - Verified by: `PolicyPlanTests`, `PolicyDeskTests`.
public struct PolicyPlan: Sendable, Equatable {
    /// The rule of the positions.
    public enum Kind: String, Sendable, CaseIterable {
        /// Buy, sell or hold, with hysteresis.
        case thresholds
        /// Weights in proportion to the prediction.
        case proportional
        /// The best are bought, the worst sold.
        case rank
        /// Weights by expected return over variance.
        case kelly
    }

    /// Which positions may be taken.
    public enum Side: String, Sendable {
        /// Long ones.
        case long
        /// Short ones.
        case short
        /// Both.
        case both
    }

    /// The rule of the positions.
    public var kind: Kind
    /// Which positions may be taken.
    public var side: Side
    /// The prediction that says nothing: 0, or 0.5 for probabilities.
    public var centre: Double
    /// A prediction above it opens a long position.
    public var buy: Double
    /// A prediction below it opens a short position.
    public var sell: Double
    /// A prediction below it closes a long position.
    public var exitLong: Double
    /// A prediction above it closes a short position.
    public var exitShort: Double
    /// The fraction of equity of a position, or of each side under `rank`; `nil` for the default.
    public var weight: Double?
    /// The units of a position under `thresholds`; `nil` for `weight`.
    public var units: Double?
    /// The weight for a prediction one above the centre, under `proportional`.
    public var scale: Double
    /// The part of the full Kelly weight.
    public var fraction: Double
    /// Over how many bars the variance of returns is taken.
    public var lookback: Int
    /// The greatest weight of an instrument; `nil` for 1 by their number.
    public var cap: Double?
    /// How many instruments `rank` holds on each side; `nil` for a fifth.
    public var top: Int?
    /// Positions are looked at after so many instants.
    public var every: Int
    /// How far a weight may be off before it is met.
    public var band: Double

    init(_ model: ConfigValue, predictsProbability: Bool, horizon: Int) {
        let policy = model["policy"]
        kind = policy?["kind"]?.text.flatMap { Kind(rawValue: $0) } ?? .thresholds
        side = policy?["side"]?.text.flatMap { Side(rawValue: $0) } ?? .long
        centre = predictsProbability ? 0.5 : 0
        buy = policy?["buy"]?.number ?? centre
        sell = policy?["sell"]?.number ?? centre
        exitLong = policy?["exit_long"]?.number ?? min(centre, buy)
        exitShort = policy?["exit_short"]?.number ?? max(centre, sell)
        weight = policy?["weight"]?.number
        units = policy?["units"]?.number
        scale = policy?["scale"]?.number ?? 1
        fraction = policy?["fraction"]?.number ?? 0.5
        lookback = policy?["lookback"]?.whole ?? 63
        cap = policy?["cap"]?.number
        top = policy?["top"]?.whole
        every = policy?["every"]?.whole ?? (kind == .rank ? horizon : 1)
        band = policy?["band"]?.number ?? 0.01
    }

    /// Whether long positions may be taken.
    var takesLong: Bool { side != .short }
    /// Whether short positions may be taken.
    var takesShort: Bool { side != .long }

    /// What is wanted of an instrument that holds `position` units, under `thresholds`: 1 long, −1 short, 0 flat; `nil` for
    /// what it holds.
    ///
    /// - Parameter direction: The side that a first rule takes, where the prediction is whether it pays; else `nil`.
    func stance(_ prediction: Double, direction: Double?, holding position: Double) -> Int? {
        if let direction {
            if position != 0, direction * position < 0 || prediction < exitLong { return 0 }
            guard position == 0, prediction > buy else { return nil }
            if direction > 0, takesLong { return 1 }
            if direction < 0, takesShort { return -1 }
            return nil
        }
        if takesLong, position <= 0, prediction > buy { return 1 }
        if takesShort, position >= 0, prediction < sell { return -1 }
        if position > 0, prediction < exitLong { return 0 }
        if position < 0, prediction > exitShort { return 0 }
        return nil
    }

    /// A weight brought within the sides and the cap.
    func allowed(_ weight: Double, cap: Double) -> Double {
        max(takesShort ? -cap : 0, min(takesLong ? cap : 0, weight))
    }
}

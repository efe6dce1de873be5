public import Core

/// Something that happens to the units of an instrument without a trade: a dividend, a split, a delisting.
public struct CorporateAction: Hashable, Sendable {
    /// What happens.
    public enum Kind: Hashable, Sendable {
        /// So much cash a unit, for what was held before the action, paid at an instant at or after it.
        case dividend(amount: Cash, paid: Timestamp)
        /// So many new units for an old one: 2 for a split of two for one, 0.1 for a reverse split of one for ten.
        case split(ratio: Double)
        /// Trading ends: what is held is paid out at a price; `nil` is the last one.
        case delisting(price: Price?)
    }

    /// The session in which it takes effect: for a dividend the ex date.
    public var date: CivilDate
    /// The instant: for a delisting the close of its session, else before the first bar of the session opens.
    public var instant: Timestamp
    /// What happens.
    public var kind: Kind
    /// ISO 4217 code of a dividend's currency, where the source says it; `nil` is that of the price.
    public var currency: String?

    /// An action.
    public init(date: CivilDate, instant: Timestamp, kind: Kind, currency: String? = nil) {
        self.date = date
        self.instant = instant
        self.kind = kind
        self.currency = currency
    }

    /// The ratio of a split; `nil` for other actions.
    public var splitRatio: Double? {
        if case .split(let ratio) = kind { return ratio }
        return nil
    }

    /// Whether trading ends.
    public var isDelisting: Bool {
        if case .delisting = kind { return true }
        return false
    }

    /// The place among actions of one instrument at one instant: a delisting ends the session before, a dividend is paid
    /// on units before a split of the same day.
    public var rank: Int {
        switch kind {
        case .delisting: 0
        case .dividend: 1
        case .split: 2
        }
    }

    /// Everything that a result can depend on, as text for a hash.
    var hashedText: String {
        let what =
            switch kind {
            case .dividend(let amount, let paid): "dividend \(amount.shortestText) \(paid.nanoseconds)"
            case .split(let ratio): "split \(ratio.shortestText)"
            case .delisting(let price): "delisting \(price?.shortestText ?? "")"
            }
        return "\(instant.nanoseconds) \(what)\u{0}"
    }

    /// A ratio as the fraction that was meant: p/q with q up to 100 where one lies within 1e-5.
    ///
    /// Factor files have six digits, so that a ratio computed from them is near a fraction and not at it. The nearest
    /// fraction of the least denominator counts; below one the distance is relative, so that reverse splits keep digits.
    ///
    /// - Parameter ratio: New units for an old one, positive.
    public static func nearestFraction(_ ratio: Double) -> Double {
        guard ratio > 0, ratio.isFinite else { return ratio }
        let tolerance = 1e-5 * min(1, ratio)
        for denominator in 1...100 {
            let numerator = (ratio * Double(denominator)).rounded()
            let fraction = numerator / Double(denominator)
            if numerator >= 1, abs(ratio - fraction) <= tolerance { return fraction }
        }
        return ratio
    }
}

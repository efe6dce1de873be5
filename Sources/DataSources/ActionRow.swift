import Core

/// One line of a file of corporate actions, before it is known when its instrument trades.
struct ActionRow: Hashable {
    /// What a line speaks of.
    enum Kind: String, CaseIterable {
        /// Cash a unit.
        case dividend
        /// New units for an old one.
        case split
        /// The end of trading.
        case delisting
    }

    /// The line of the file, from 1.
    var line: Int
    /// The day on which it takes effect.
    var date: CivilDate
    /// The instrument; `nil` where the file does not say and there is only one.
    var symbol: String?
    /// What happens.
    var kind: Kind
    /// Cash a unit, a ratio, or the final price; `nil` for a delisting at the last price.
    var value: Double?
    /// When a dividend is paid; `nil` for the day itself.
    var payDate: CivilDate?
    /// ISO 4217 code of a dividend's currency; `nil` for that of the price.
    var currency: String?
}

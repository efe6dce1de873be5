/// When the market is open.
public struct SessionTerms: MarketParameters {
    /// The first day's date as days since 1970-01-01; Saturdays and Sundays are left out from there on.
    public var firstDay = 19_724
    /// When continuous trading begins, in seconds after midnight UTC.
    public var openSecond = 52_200
    /// How long continuous trading lasts, in seconds.
    public var length = 23_400.0
    /// How long orders are collected for the opening auction, in seconds before the opening; 0 opens without.
    public var openingAuction = 0.0
    /// How long orders are collected for the closing auction, in seconds after continuous trading; 0 closes without.
    public var closingAuction = 0.0

    /// The terms at their defaults: 2024-01-02 (a Tuesday), 14:30 to 21:00 UTC, without auctions.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .integer("first_day", \.firstDay, in: 0...80_000, unit: "days since 1970-01-01", "Date of the first day"),
            .integer(
                "open_second", \.openSecond, in: 0...86_399, unit: "seconds UTC", "When continuous trading begins"),
            .number("length", \.length, in: 1...86_400, unit: "seconds", "How long continuous trading lasts"),
            .number(
                "opening_auction", \.openingAuction, in: 0...36_000, unit: "seconds",
                "How long orders are collected before the opening"),
            .number(
                "closing_auction", \.closingAuction, in: 0...36_000, unit: "seconds",
                "How long orders are collected after the close"),
        ]
    }
}

import Core
import TimeSeries

/// What the venue must know of an instrument at every fill: plain numbers, without its name.
struct TradingTerms {
    /// The smallest price step; 0 where prices are continuous.
    var tickSize: Price
    /// The smallest quantity step; 0 where any fraction can be traded.
    var lotSize: Quantity
    /// The smallest value of an order.
    var minimumNotional: Cash
    /// Value of one unit per point of price.
    var multiplier: Double
    /// Whether the data are closes alone.
    var hasClosesOnly: Bool
    /// Whether the volume is known, so that a bar of zero volume fills nothing (S5).
    var knowsVolume: Bool
    /// Whether orders are taken.
    var isTradable: Bool

    /// The terms of a series' instrument.
    init(_ series: BarSeries) {
        tickSize = series.instrument.tickSize
        lotSize = series.instrument.lotSize
        minimumNotional = series.instrument.minimumNotional
        multiplier = series.instrument.multiplier
        hasClosesOnly = series.content == .closes
        isTradable = series.instrument.isTradable
        knowsVolume = series.volumeKnowledge == .known
    }
}

import Core
import TimeSeries

/// What the venue must know of an instrument at every fill: plain numbers, without its name.
@usableFromInline
struct TradingTerms {
    /// The smallest price step; 0 where prices are continuous.
    var tickSize: Price
    /// The smallest quantity step; 0 where any fraction can be traded.
    var lotSize: Quantity
    /// The smallest value of an order.
    var minimumNotional: Cash
    /// Value of one unit per point of price, in the account's currency.
    @usableFromInline var multiplier: Double
    /// Value of one unit of the instrument's currency in the account's; `nan` while it is not known.
    @usableFromInline var rate = 1.0
    /// Whether the instrument's currency is not the account's.
    var isForeign = false
    /// Whether no notional moves at a trade.
    let isFuture: Bool
    /// The part of a position's value that is needed to open it.
    private var initial: Double
    /// The part of a position's value that is needed to hold it.
    private var maintenance: Double
    /// Money that is needed to open a unit, in the instrument's currency; `nan` where `initial` says it.
    private var initialPerUnit: Cash
    /// Money that is needed to hold a unit, in the instrument's currency; `nan` where `maintenance` says it.
    private var maintenancePerUnit: Cash
    /// Whether the data are closes alone.
    var hasClosesOnly: Bool
    /// Whether the volume is known, so that a bar of zero volume fills nothing (S5).
    var knowsVolume: Bool
    /// Whether orders are taken.
    var isTradable: Bool

    /// The terms of a series' instrument.
    init(_ series: BarSeries, margin: Margin?) {
        tickSize = series.instrument.tickSize
        lotSize = series.instrument.lotSize
        minimumNotional = series.instrument.minimumNotional
        multiplier = series.instrument.multiplier
        isFuture = series.instrument.kind == .future
        let own = series.instrument.margin
        // Without a margin account what is held is paid for in full.
        initial = own.initial ?? margin?.initial ?? 1
        maintenance = own.maintenance ?? margin?.maintenance ?? 0
        initialPerUnit = own.initialPerUnit ?? .nan
        maintenancePerUnit = own.maintenancePerUnit ?? .nan
        hasClosesOnly = series.content == .closes
        isTradable = series.instrument.isTradable
        knowsVolume = series.volumeKnowledge == .known
    }

    /// Brings margins per unit into new units, of which so many came for an old one (S53).
    mutating func split(_ ratio: Double) {
        initialPerUnit /= ratio
        maintenancePerUnit /= ratio
    }

    /// What opening one unit at a price needs (S50).
    func initialMargin(at price: Price) -> Cash {
        initialPerUnit.isNaN ? initial * abs(price) * multiplier : initialPerUnit * rate
    }

    /// What holding one unit at a price needs (S50).
    func maintenanceMargin(at price: Price) -> Cash {
        maintenancePerUnit.isNaN ? maintenance * abs(price) * multiplier : maintenancePerUnit * rate
    }
}

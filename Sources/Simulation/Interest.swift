public import Core

/// What cash earns and debt costs (S49).
///
///     amount = balance · rate · calendar days to the next session / days of the year
///
/// It is posted at the end of each session of the account's calendar, for the nights to its next session: from Friday to
/// Monday three days. The account's calendar is that of the first instrument with the most sessions in the data. The
/// balance is settled cash less the market value of what is sold short, whose proceeds the lender holds: above zero it
/// earns, below it is a debt. The night after the last bar is not counted, nor are those before the first decision.
public struct Interest: Hashable, Sendable {
    /// The yearly rate that cash earns, a fraction; on top of the broker's `referenceRates` where there are any.
    public var cashRate: Double = 0
    /// The yearly rate that debt costs, a fraction; on top of the broker's `referenceRates` where there are any.
    public var debtRate: Double = 0
    /// The yearly rate that the proceeds of short sales earn, a fraction, likewise; `nil` where they earn nothing.
    public var shortRebate: Double?
    /// The days of the year.
    public var dayCount = Borrow.DayCount.actual360

    /// Nothing is earned or paid.
    public init() {}
}

/// A yearly rate that changes from date to date.
public struct DatedRates: Hashable, Sendable {
    /// Dates, ascending; each rate holds from its date on.
    public let dates: [CivilDate]
    /// Rates, fractions.
    public let rates: [Double]

    /// No rates.
    public init() { (dates, rates) = ([], []) }

    /// Rates of dates.
    ///
    /// - Precondition: as many rates as dates, which ascend.
    public init(dates: [CivilDate], rates: [Double]) {
        invariant(
            dates.count == rates.count && zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 },
            "the dates of rates do not ascend")
        self.dates = dates
        self.rates = rates
    }

    /// The rate that holds on a date; `nil` before the first.
    public func rate(on date: CivilDate) -> Double? {
        let known = dates.firstPlace { $0 > date }
        return known == 0 ? nil : rates[known - 1]
    }
}

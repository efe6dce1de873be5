import Core
import TestSupport
import TimeSeries

extension BarSeries {
    /// The same bars with actions that take effect before the bar of a place opens; a delisting when it ends.
    func having(_ actions: (bar: Int, kind: CorporateAction.Kind)...) -> BarSeries {
        with(
            actions.map { bar, kind in
                let isEnd = if case .delisting = kind { true } else { false }
                let instant = Timestamp(nanoseconds: isEnd ? end[bar] : start[bar])
                return CorporateAction(date: Timestamp(nanoseconds: start[bar]).date, instant: instant, kind: kind)
            })
    }
}

extension CorporateAction.Kind {
    /// A dividend that is paid so many days after 2020-01-01.
    static func dividend(_ amount: Double, paidOnDay day: Int = 0) -> CorporateAction.Kind {
        .dividend(amount: amount, paid: Timestamp(CivilDate(year: 2020, month: 1, day: 1) + day))
    }
}

/// Daily bars of one price each.
func days(_ prices: Double..., symbol: String = "TEST", lot: Double = 1) -> BarSeries {
    BarFixtures.series(prices.map { ($0, $0, $0, $0) }, symbol: symbol, length: Timestamp.day, lot: lot)
}

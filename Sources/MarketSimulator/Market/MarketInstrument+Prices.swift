extension MarketInstrument {
    /// The price of a number of ticks, or of halves of them as a mid has.
    ///
    /// Where a tick is a whole part of one, as 0.01 is, the double nearest to the decimal: 10003 ticks are 100.03, which
    /// 10003 × 0.01 is not.
    public func price(ticks: Double) -> Double {
        let parts = (1 / tickSize).rounded()
        return parts >= 1 && (1 / parts == tickSize) ? ticks / parts : ticks * tickSize
    }

    /// The price of a whole number of ticks.
    public func price(ticks: Int64) -> Double { price(ticks: Double(ticks)) }

    /// The units of a number of lots.
    public func units(lots: Int64) -> Double { Double(lots) * lotSize }
}

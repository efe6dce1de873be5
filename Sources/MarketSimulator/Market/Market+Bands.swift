internal import OrderBook

/// Price bands: an order that would trade beyond them halts its instrument, which reopens by an auction around whose price the
/// bands lie then.
///
/// - Source: the limit up–limit down plan of the US exchanges, section VII, with one reference price a phase in the place of a
///   running mean.
extension Market {
    /// Lays the bands around the last price, where trading is continuous.
    mutating func setBands(_ place: Int) {
        let band = core.exchange.priceBand
        guard band > 0, core.listings[place].book.phase == .continuous else { return }
        let reference = Double(core.listings[place].lastPrice)
        core.listings[place].book.setBands(
            PriceBands(
                lowest: Ticks(max(1, Int64((reference * (1 - band)).rounded(.up)))),
                highest: Ticks(Int64((reference * (1 + band)).rounded(.down))), action: .halt))
    }

    /// Lets instruments whose bands were reached reopen later.
    mutating func endHaltsLater() {
        for instrument in core.haltedAtBands {
            schedule(.collectAfterBands(Int(instrument)), at: core.now + Int64(core.exchange.bandHalt * 1e9))
        }
        core.haltedAtBands.removeAll()
    }

    mutating func collectAfterBands(_ instrument: Int) {
        // The day may have closed meanwhile.
        guard core.listings[instrument].book.phase == .halted else { return }
        core.listings[instrument].book.beginAuction(.reopening, into: &core.bookEvents)
        core.handleBookEvents(UInt16(instrument), sender: 0, isOrder: false)
        schedule(.reopenAfterBands(instrument), at: core.now + Int64(core.exchange.bandAuction * 1e9))
    }

    mutating func reopenAfterBands(_ instrument: Int) {
        guard core.listings[instrument].book.phase == .auction(.reopening) else { return }
        uncross(instrument)
    }
}

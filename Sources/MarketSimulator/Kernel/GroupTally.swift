/// What the participants of a group did in an instrument until now.
struct GroupTally {
    /// Orders that the exchange accepted.
    var orders: UInt64 = 0
    /// Lots bought and sold.
    var lots: Int64 = 0
    /// Lots bought less lots sold.
    var position: Int64 = 0
    /// Cash received less cash paid, fees included, in ticks × lots.
    var cash: Int64 = 0

    /// Adds a trade: lots bought, negative for sold, and what was paid for them with the fee.
    ///
    /// Sums wrap around, as accounts do in a market that stops because its cash cannot be counted.
    @inline(__always)
    mutating func add(lots signed: Int64, paying paid: Int64) {
        lots &+= abs(signed)
        position &+= signed
        cash &-= paid
    }
}

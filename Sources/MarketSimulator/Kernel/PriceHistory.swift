/// The mid of an instrument at each of the last 4,096 seconds: what a chart shows everybody.
struct PriceHistory {
    private static let length = 4_096
    private var prices: [Double]
    private var second: Int64 = 0

    init(_ price: Double) { prices = [Double](repeating: price, count: PriceHistory.length) }

    /// Forgets the day before: the chart is flat at a price.
    mutating func beginDay(at nanoseconds: Int64, price: Double) {
        second = nanoseconds / 1_000_000_000
        for place in prices.indices { prices[place] = price }
    }

    /// Writes down the price that was valid until now.
    @inline(__always)
    mutating func advance(to nanoseconds: Int64, priceBefore: Double) {
        let now = nanoseconds / 1_000_000_000
        while second < now {
            second += 1
            prices[Int(second & Int64(PriceHistory.length - 1))] = priceBefore
        }
    }

    /// The price so many whole seconds before the last instant written down.
    @inline(__always)
    func price(secondsAgo seconds: Int64) -> Double {
        let ago = min(max(0, seconds), Int64(PriceHistory.length - 1))
        return prices[Int((second - ago) & Int64(PriceHistory.length - 1))]
    }
}

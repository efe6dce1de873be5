/// The best quotes of an instrument as columns of one length: a row for each change.
public struct QuoteColumns: Sendable, Hashable {
    /// Nanoseconds since the Unix epoch, never falling.
    public var times: [Int64]
    /// Best bids; NaN while nobody bids.
    public var bids: [Double]
    /// Sizes at the best bid; empty where they are unknown.
    public var bidSizes: [Double]
    /// Best asks; NaN while nobody offers.
    public var asks: [Double]
    /// Sizes at the best ask; empty where they are unknown.
    public var askSizes: [Double]

    /// Quotes.
    public init(times: [Int64], bids: [Double], bidSizes: [Double] = [], asks: [Double], askSizes: [Double] = []) {
        (self.times, self.bids, self.bidSizes, self.asks, self.askSizes) = (times, bids, bidSizes, asks, askSizes)
    }

    /// Whether any row quotes both sides, so that there is a mid.
    public var hasMid: Bool { zip(bids, asks).contains { $0 > 0 && $1 >= $0 } }

    /// The last two-sided mid at or before an instant; NaN where there is none.
    public func mid(at time: Int64) -> Double {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        for place in (0..<low).reversed() {
            let mid = (bids[place] + asks[place]) / 2
            if mid > 0 { return mid }
        }
        return .nan
    }
}

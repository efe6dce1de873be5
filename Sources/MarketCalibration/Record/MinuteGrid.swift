internal import Core
internal import Glibc

/// Collects what happens on one day into minutes counted from its opening.
///
/// Trades come in order of time, and so do quotes, but either may come before the other.
struct MinuteGrid: Sendable {
    /// The day, in nanoseconds since the Unix epoch.
    let range: Range<Int64>
    private var tradePrices: [Double]
    private var mids: [Double]
    private var volumes: [Double]
    private var counts: [Double]
    private var quotedTime: [Double]
    private var quotedSpread: [Double]
    private var signs: [Int8] = []
    private var signMinutes: [Int32] = []
    /// The spread that stands in basis points, and since when.
    private var standing = (spread: Double.nan, since: Int64(0))
    private var lastMinute = -1

    init(_ range: Range<Int64>) {
        self.range = range
        let minutes = Int((Int64(range.count) + Timestamp.minute - 1) / Timestamp.minute)
        tradePrices = [Double](repeating: .nan, count: minutes)
        mids = tradePrices
        volumes = [Double](repeating: 0, count: minutes)
        (counts, quotedTime, quotedSpread) = (volumes, volumes, volumes)
    }

    private func minute(_ time: Int64) -> Int { Int((time - range.lowerBound) / Timestamp.minute) }

    mutating func addTrade(time: Int64, price: Double, size: Double, sign: Int8?) {
        let minute = minute(time)
        tradePrices[minute] = price
        volumes[minute] += size
        counts[minute] += 1
        lastMinute = max(lastMinute, minute)
        if let sign {
            signs.append(sign)
            signMinutes.append(Int32(minute))
        }
    }

    mutating func addBar(time: Int64, close: Double, volume: Double) {
        let minute = minute(time)
        tradePrices[minute] = close
        if !volume.isNaN { volumes[minute] += volume }
        lastMinute = max(lastMinute, minute)
    }

    /// A quote; a side of NaN or 0 is empty, and sides that cross are an error of the data and count as empty.
    mutating func addQuote(time: Int64, bid: Double, ask: Double) {
        settle(until: time)
        let minute = minute(time)
        lastMinute = max(lastMinute, minute)
        let isTwoSided = bid > 0 && ask >= bid
        let mid = (bid + ask) / 2
        standing = (isTwoSided ? (ask - bid) / mid * 1e4 : .nan, time)
        if isTwoSided { mids[minute] = mid }
    }

    /// Credits the standing spread with the time until now.
    private mutating func settle(until time: Int64) {
        guard !standing.spread.isNaN else { return }
        var from = standing.since
        while from < time {
            let minute = minute(from)
            let next = min(time, range.lowerBound + Int64(minute + 1) * Timestamp.minute)
            quotedTime[minute] += Double(next - from)
            quotedSpread[minute] += Double(next - from) * standing.spread
            from = next
        }
    }

    /// The day; `nil` where it has no two minutes from its first price on.
    func day(of price: CalibrationRecord.Price, hasVolume: Bool, hasTrades: Bool, hasQuotes: Bool) -> CalibrationDay? {
        let prices = price == .mid ? mids : tradePrices
        guard let first = prices.firstIndex(where: { !$0.isNaN }), lastMinute > first else { return nil }
        var settled = self
        let dayEnd = min(range.upperBound, range.lowerBound + Int64(lastMinute + 1) * Timestamp.minute)
        settled.settle(until: dayEnd)
        var returns: [Double] = []
        returns.reserveCapacity(lastMinute - first)
        var last = prices[first]
        for minute in (first + 1)...lastMinute {
            let next = prices[minute].isNaN ? last : prices[minute]
            returns.append(next == last ? 0 : log(next / last))
            last = next
        }
        let minutes = first...lastMinute
        let ofSigns = signMinutes.firstIndex { $0 >= Int32(first) } ?? signMinutes.count
        return CalibrationDay(
            start: range.lowerBound + Int64(first) * Timestamp.minute, returns: returns,
            volumes: hasVolume ? Array(volumes[minutes]) : [], trades: hasTrades ? Array(counts[minutes]) : [],
            spreads: hasQuotes
                ? minutes.map { settled.quotedTime[$0] > 0 ? settled.quotedSpread[$0] / settled.quotedTime[$0] : .nan }
                : [], signs: hasTrades ? Array(signs[ofSigns...]) : [],
            signMinutes: hasTrades ? signMinutes[ofSigns...].map { $0 - Int32(first) } : [])
    }
}

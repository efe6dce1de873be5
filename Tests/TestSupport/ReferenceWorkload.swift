public import Core
public import TimeSeries

/// The bars of the reference workloads, which other tools were timed on: the same doubles bit for bit.
///
/// Every draw is SplitMix64 of a counter, and prices are products and sums in one stated order, so that any language
/// can make them anew.
public enum ReferenceWorkload {
    /// When the bars begin: 2020-01-01T00:00:00Z, nanoseconds.
    private static let firstStart = Timestamp(CivilDate(year: 2020, month: 1, day: 1)).nanoseconds

    /// Draw `index`, from 0, of a seed.
    ///
    /// - Source: Steele, Lea, Flood (2014), "Fast Splittable Pseudorandom Number Generators", SplitMix64.
    public static func splitMix(_ seed: UInt64, _ index: Int) -> UInt64 {
        var z = seed &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in `0 ..< 1`.
    public static func uniform(_ seed: UInt64, _ index: Int) -> Double {
        Double(splitMix(seed, index) >> 11) * 0x1p-53
    }

    /// A number of mean 0 and variance 1: the four 16-bit fields of one draw, summed.
    public static func gauss(_ seed: UInt64, _ index: Int) -> Double {
        let z = splitMix(seed, index)
        let sum = (z & 0xffff) + (z >> 16 & 0xffff) + (z >> 32 & 0xffff) + (z >> 48)
        return ((Double(sum) + 2) * (1 / 65_536) - 2) * 1.7320508075688772
    }

    /// Bars that follow each other, on a calendar round the clock.
    ///
    /// - Parameters:
    ///   - count: The number of bars.
    ///   - seed: The seed.
    ///   - sigma: Standard deviation of a bar's return.
    ///   - gap: Standard deviation of the open against the close before it.
    ///   - length: Nanoseconds of a bar.
    public static func series(
        count: Int, seed: UInt64 = 42, sigma: Double = 0.0005, gap: Double = 0.0001, length: Int64 = Timestamp.minute,
        symbol: String = "W1"
    ) -> BarSeries {
        let seeds = (0..<5).map { splitMix(seed << 8 + UInt64($0), 0) }
        var product = 1.0
        var close = [Double](repeating: 0, count: count)
        for index in 0..<count {
            product *= 1 + sigma * gauss(seeds[0], index)
            close[index] = 100 * product
        }
        var (open, high, low, volume) = (close, close, close, close)
        for index in 0..<count {
            let before = index == 0 ? 100 : close[index - 1]
            open[index] = before * (1 + gap * gauss(seeds[1], index))
            high[index] = max(open[index], close[index]) * (1 + 0.5 * sigma * uniform(seeds[2], index))
            low[index] = min(open[index], close[index]) * (1 - 0.5 * sigma * uniform(seeds[3], index))
            volume[index] = (1_000 * uniform(seeds[4], index)).rounded(.down) + 1
        }
        let start = (0..<count).map { firstStart + Int64($0) * length }
        let days = Int(Int64(count) * length / Timestamp.day) + 1
        let sessions = (0..<days).map { day in
            let date = CivilDate(year: 2020, month: 1, day: 1) + day
            return Session(date: date, open: Timestamp(date), close: Timestamp(date + 1))
        }
        return BarSeries(
            instrument: Instrument(symbol: symbol),
            calendar: TradingCalendar(name: "24/7", zone: .utc, periodsPerYear: 365, sessions: sessions), start: start,
            end: start.map { $0 + length }, open: open, high: high, low: low, close: close, volume: volume)
    }
}

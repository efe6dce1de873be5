import Core

/// Daily bars of a price that walks at random, with or without trends that averages can follow.
public enum WalkingBars {
    /// A CSV file of bars of every day from 2010 on, for the calendar 24/7.
    ///
    /// - Parameters:
    ///   - days: How many.
    ///   - seed: Of the walk.
    ///   - trend: The daily drift, up for a stretch of some 40 days and down for the next; 0 for pure noise.
    public static func csv(days: Int, seed: UInt64, trend: Double = 0) -> String {
        var stream = RandomStream(seed: seed, name: "walking-bars")
        var text = "date,open,high,low,close,volume\n"
        var (price, direction, left) = (100.0, 1.0, 40)
        for day in 0..<days {
            var noise = -6.0
            for _ in 0..<12 { noise += stream.uniform() }
            if left == 0 { (direction, left) = (-direction, 30 + stream.below(21)) }
            left -= 1
            let close = price * (1 + max(-0.5, trend * direction + 0.01 * noise))
            let (high, low) = (max(price, close), min(price, close))
            let date = CivilDate(year: 2010, month: 1, day: 1) + day
            text += "\(date),\(price),\(high),\(low),\(close),1000\n"
            price = close
        }
        return text
    }
}

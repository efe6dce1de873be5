internal import Glibc

/// Events where a series has moved by more than a threshold since the last one, in either direction: rows worth a
/// decision.
///
///     up = max(0, up + r[t]),  down = min(0, down + r[t]),  r[t] = ln(x[t] / x[t−1])
///     down < −threshold: an event of −1, down = 0; else up > threshold: an event of 1, up = 0
///
/// - Timing: An event at t uses values up to and including t.
/// - Edge cases: A move from or to a value that is missing, zero or negative counts as none. No event at all is no error.
/// - Source: López de Prado (2018), "Advances in Financial Machine Learning", snippet 2.4, with a sum for each direction.
/// - Verified by: `CumulativeSumFilterTests` (`cusum_events_spy.csv`).
public enum CumulativeSumFilter {
    /// An event.
    public struct Event: Sendable, Equatable {
        /// The row of the value that passed the threshold.
        public let row: Int
        /// 1 after a rise, −1 after a fall.
        public let side: Int
    }

    /// The events of a series of prices.
    ///
    /// - Parameters:
    ///   - values: Prices, positive.
    ///   - threshold: The move that makes an event, as a log return, positive.
    /// - Throws: `LearningError.parameter` for a threshold that is not positive.
    public static func events(_ values: [Double], threshold: Double) throws(LearningError) -> [Event] {
        guard threshold > 0 else {
            throw .parameter(name: "the threshold", found: "\(threshold)", allowed: "a positive number")
        }
        return events(values) { _ in threshold }
    }

    /// The events of a series of prices, with a threshold for each row: a multiple of volatility.
    ///
    /// Where it is missing or not positive there is no event.
    ///
    /// - Throws: `LearningError.shape` where there is not a threshold for each row.
    public static func events(_ values: [Double], thresholds: [Double]) throws(LearningError) -> [Event] {
        guard thresholds.count == values.count else {
            throw .shape(found: "\(thresholds.count) thresholds", needed: "one for each of \(values.count) rows")
        }
        return events(values) { thresholds[$0] }
    }

    private static func events(_ values: [Double], _ threshold: (Int) -> Double) -> [Event] {
        var events: [Event] = []
        var (up, down) = (0.0, 0.0)
        for row in values.indices.dropFirst() {
            let move = log(values[row] / values[row - 1])
            guard move.isFinite, values[row] > 0 else { continue }
            up = max(0, up + move)
            down = min(0, down + move)
            let limit = threshold(row)
            guard limit > 0 else { continue }
            if down < -limit {
                down = 0
                events.append(Event(row: row, side: -1))
            } else if up > limit {
                up = 0
                events.append(Event(row: row, side: 1))
            }
        }
        return events
    }
}

public import OrderBook

/// Something out of the ordinary at a given time.
///
/// Times are seconds after the opening of a day; days count from 0.
public enum MarketScenario: Hashable, Sendable {
    /// News: the fundamental moves at once by a fraction of its value.
    case news(day: Int, second: Double, instrument: Int, relativeMove: Double)
    /// A fat finger: one market order of far too many lots.
    case fatFinger(day: Int, second: Double, instrument: Int, side: BookSide, lots: Int64)
    /// A large order worked in pieces: its lots are sold or bought at a share of the volume until they are done.
    case largeOrder(day: Int, second: Double, instrument: Int, side: BookSide, lots: Int64, participation: Double)
    /// A group leaves the market, its orders with it, and returns after some seconds; 0 for never on that day.
    case departure(day: Int, second: Double, group: String, seconds: Double)
    /// Trading halts for some seconds; then orders are collected for some more, and a reopening auction follows.
    case halt(day: Int, second: Double, instrument: Int, seconds: Double, auctionSeconds: Double)

    /// The day on which it happens.
    public var day: Int {
        switch self {
        case .news(let day, _, _, _), .fatFinger(let day, _, _, _, _), .largeOrder(let day, _, _, _, _, _),
            .departure(let day, _, _, _), .halt(let day, _, _, _, _):
            day
        }
    }

    /// When it begins, in seconds after the opening.
    public var second: Double {
        switch self {
        case .news(_, let second, _, _), .fatFinger(_, let second, _, _, _), .largeOrder(_, let second, _, _, _, _),
            .departure(_, let second, _, _), .halt(_, let second, _, _, _):
            second
        }
    }

    /// The same scenario so many seconds later; earlier for a negative number.
    public func shifted(bySeconds seconds: Double) -> MarketScenario {
        switch self {
        case .news(let day, let second, let instrument, let move):
            .news(day: day, second: second + seconds, instrument: instrument, relativeMove: move)
        case .fatFinger(let day, let second, let instrument, let side, let lots):
            .fatFinger(day: day, second: second + seconds, instrument: instrument, side: side, lots: lots)
        case .largeOrder(let day, let second, let instrument, let side, let lots, let participation):
            .largeOrder(
                day: day, second: second + seconds, instrument: instrument, side: side, lots: lots,
                participation: participation)
        case .departure(let day, let second, let group, let length):
            .departure(day: day, second: second + seconds, group: group, seconds: length)
        case .halt(let day, let second, let instrument, let length, let auctionSeconds):
            .halt(
                day: day, second: second + seconds, instrument: instrument, seconds: length,
                auctionSeconds: auctionSeconds)
        }
    }
}

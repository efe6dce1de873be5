internal import Core
internal import Simulation

/// How the mid moved after the fills of a strategy, in the direction of its trade.
///
///     move(h) = side · (mid at h after the fill − mid just before it) / mid just before it
///
/// averaged over fills, weighted by lots, in basis points. A fill counts at a horizon only where the market is open until
/// then. The mid of a moment holds until the next one; overnight moves are none of the strategy's doing and never enter.
///
/// - Source: response functions as in Bouchaud, Gefen, Potters and Wyart (2004), "Fluctuations and response in financial
///   markets", Quantitative Finance 4(2), section 2, here of one participant's trades.
/// - Verified by: `ImpactTests`.
public struct ImpactCurve: Hashable, Sendable {
    /// The mean at one horizon.
    public struct Point: Hashable, Sendable {
        /// Nanoseconds after the fill.
        public var horizon: Int64
        /// The mean move in basis points; `nan` where no fill counts.
        public var basisPoints: Double
        /// Its standard error clustered by order: orders count as independent, fills of one order as they come; `nan` for fewer
        /// than two orders.
        public var standardError: Double
        /// Orders of whose fills some count.
        public var orders: Int
        /// Fills that count.
        public var fills: Int
    }

    /// All fills, by ascending horizon; the first at 0, when the trade itself has moved the book.
    public let points: [Point]
    /// Fills of orders that came.
    public let takerPoints: [Point]
    /// Fills of orders that had waited: below zero where those who came knew better.
    public let makerPoints: [Point]

    /// 0, a hundredth of a second, then to half an hour.
    public static let horizons: [Int64] = [
        0, 10_000_000, 100_000_000, 1_000_000_000, 5_000_000_000, 15_000_000_000, 60_000_000_000, 300_000_000_000,
        900_000_000_000, 1_800_000_000_000,
    ]

    init(_ fills: [MarketFill], recorder: SeatRecorder) {
        func points(_ counts: (MarketFill) -> Bool) -> [Point] {
            let counted = fills.filter { counts($0) && !$0.isAuction && !$0.midBefore.isNaN }
            return ImpactCurve.horizons.map { ImpactCurve.point(counted, $0, recorder) }
        }
        self.points = points { _ in true }
        takerPoints = points { !$0.isMaker }
        makerPoints = points(\.isMaker)
    }

    /// The place of the greatest mean move in the direction of the trades; `nil` where there is none above zero.
    public var peak: Int? {
        let place = points.indices.filter { !points[$0].basisPoints.isNaN }.max {
            points[$0].basisPoints < points[$1].basisPoints
        }
        guard let place, points[place].basisPoints > 0 else { return nil }
        return place
    }

    /// The part of the greatest move that is left at a later horizon, the decay of the impact: 1 for all of it, below zero
    /// where prices went the other way; `nil` where there is no peak before it or no fill counts.
    ///
    /// - Parameter place: The place of the horizon in `points`.
    public func kept(at place: Int) -> Double? {
        guard let peak, place >= peak, !points[place].basisPoints.isNaN else { return nil }
        return points[place].basisPoints / points[peak].basisPoints
    }

    private static func point(_ fills: [MarketFill], _ horizon: Int64, _ recorder: SeatRecorder) -> Point {
        var (weights, sum, count) = (0.0, 0.0, 0)
        // By order, in the order of their first fills: sums of weights, and of weights times moves.
        var places: [OrderID: Int] = [:]
        var orders: [(weight: Double, sum: Double)] = []
        for fill in fills where fill.time + horizon <= recorder.close(after: fill.time) {
            let mid = recorder.mids[fill.listing].value(at: fill.time + horizon)
            let move = fill.side.sign * (mid - fill.midBefore) / fill.midBefore * 1e4
            let place = places[fill.order] ?? orders.count
            if place == orders.count {
                places[fill.order] = place
                orders.append((0, 0))
            }
            orders[place].weight += Double(fill.lots)
            orders[place].sum += Double(fill.lots) * move
            weights += Double(fill.lots)
            sum += Double(fill.lots) * move
            count += 1
        }
        guard count > 0 else {
            return Point(horizon: horizon, basisPoints: .nan, standardError: .nan, orders: 0, fills: 0)
        }
        let mean = sum / weights
        // The error of a ratio estimate over clusters, Cochran (1977), "Sampling Techniques".
        var squares = 0.0
        for order in orders {
            let residual = order.sum - mean * order.weight
            squares += residual * residual
        }
        let correction = orders.count > 1 ? Double(orders.count) / Double(orders.count - 1) : .nan
        return Point(
            horizon: horizon, basisPoints: mean, standardError: (squares * correction).squareRoot() / weights,
            orders: orders.count, fills: count)
    }
}

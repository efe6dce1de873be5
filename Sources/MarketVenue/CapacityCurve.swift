public import Core
internal import MarketSimulator
public import Simulation
public import TimeSeries

/// The result of a strategy against its capital: the same market, each time with another cash at the start.
///
/// Sizes in fractions of equity grow with the capital; fixed units do not, and a curve of them is flat. What the book does
/// not fill costs nothing: where little of the size was filled, the return is that of a smaller one.
public struct CapacityCurve: Hashable, Sendable {
    /// One capital.
    public struct Point: Hashable, Sendable {
        /// Cash at the start as a multiple of the broker's.
        public var multiple: Double
        /// Cash at the start.
        public var capital: Cash
        /// The result in the market as a fraction of the capital.
        public var liveReturn: Double
        /// The result on the bars of the market without the strategy, likewise.
        public var backtestReturn: Double
        /// How its orders fared.
        public var executions: ExecutionSummary
        /// Lots that it traded as a fraction of all lots that changed hands.
        public var volumeShare: Double
        /// The hash of the market's trades.
        public var tradeDigest: String

        /// Whether less than `leastFilled` of what was asked for was filled: the return is that of a smaller size.
        public var isUnderfilled: Bool { (executions.fillRatio ?? 1) < CapacityCurve.leastFilled }
    }

    /// The part of what was asked for below which a point does not say what its capital earns.
    public static let leastFilled = 0.9

    /// By ascending capital.
    public let points: [Point]

    /// A curve of points, in any order.
    public init(_ points: [Point]) { self.points = points.sorted { $0.multiple < $1.multiple } }
}

extension StrategyMarket {
    /// The result against capital, one market after the other.
    ///
    /// The points do not depend on each other: `capacityPoint` makes each on a thread of its own as well, with the same
    /// bytes.
    ///
    /// - Parameter multiples: Capitals as multiples of the broker's cash.
    public func capacityCurve<S: Strategy>(
        of strategy: S, multiples: [Double] = [1, 3, 10, 30]
    ) throws(MarketVenueError) -> CapacityCurve {
        let panel = try alone().panel
        var points: [CapacityCurve.Point] = []
        for multiple in multiples { points.append(try capacityPoint(of: strategy, multiple: multiple, on: panel)) }
        return CapacityCurve(points)
    }

    /// One point of it.
    ///
    /// - Parameter panel: The bars of the market without the strategy: `alone().panel`.
    public func capacityPoint<S: Strategy>(
        of strategy: S, multiple: Double, on panel: Panel
    ) throws(MarketVenueError) -> CapacityCurve.Point {
        guard multiple > 0, multiple.isFinite else { throw .capitalNotPositive(multiple) }
        var scaled = self
        scaled.broker.cash = broker.cash * multiple
        let live = try scaled.run(strategy)
        let backtest = scaled.backtest(strategy, on: panel)
        return CapacityCurve.Point(
            multiple: multiple, capital: scaled.broker.cash,
            liveReturn: live.run.finalEquity / scaled.broker.cash - 1,
            backtestReturn: backtest.finalEquity / scaled.broker.cash - 1, executions: live.executionSummary,
            volumeShare: live.volumeShare,
            tradeDigest: live.tradeDigest)
    }
}

public import Core

/// What orders met in the simulated market in which a strategy lived, as the report shows it.
public struct VenueReport: Sendable, Hashable {
    /// How the mid moved after fills, at a horizon.
    public struct Impact: Sendable, Hashable {
        /// Seconds after the fill.
        public var seconds: Double
        /// The mean move in the direction of the trade, in basis points; `nan` where no fill counts.
        public var basisPoints: Double
        /// Its standard error clustered by order; `nan` for fewer than two orders.
        public var error: Double
        /// That of orders that came.
        public var takers: Double
        /// That of orders that had waited.
        public var makers: Double
        /// Orders of whose fills some count.
        public var orders: Int
        /// Fills that count.
        public var fills: Int

        /// A move.
        public init(
            seconds: Double, basisPoints: Double, error: Double, takers: Double, makers: Double, orders: Int, fills: Int
        ) {
            (self.seconds, self.basisPoints, self.error) = (seconds, basisPoints, error)
            (self.takers, self.makers, self.orders, self.fills) = (takers, makers, orders, fills)
        }

        /// Half of the 95 % interval, by Student's t with a degree less than orders; `nan` for fewer than two.
        var halfWidth: Double {
            orders > 1 ? StudentDistribution.critical(level: 0.95, degrees: Double(orders - 1)) * error : .nan
        }
    }

    /// The result with another capital.
    public struct Capacity: Sendable, Hashable {
        /// The cash at the beginning as a multiple of the run's.
        public var multiple: Double
        /// The cash at the beginning.
        public var capital: Cash
        /// The total return in the market.
        public var liveReturn: Double
        /// The total return on the bars of the market without the strategy.
        public var barsReturn: Double
        /// Slippage against the mid at arrival, in basis points of the value.
        public var slippageBasisPoints: Double?
        /// The part of what was asked that was filled.
        public var fillRatio: Double?
        /// The share of all that changed hands.
        public var volumeShare: Double

        /// A result.
        public init(
            multiple: Double, capital: Cash, liveReturn: Double, barsReturn: Double, slippageBasisPoints: Double?,
            fillRatio: Double?, volumeShare: Double
        ) {
            (self.multiple, self.capital, self.liveReturn, self.barsReturn) = (
                multiple, capital, liveReturn, barsReturn
            )
            (self.slippageBasisPoints, self.fillRatio, self.volumeShare) = (slippageBasisPoints, fillRatio, volumeShare)
        }
    }

    /// The total return in the market.
    public var liveReturn: Double
    /// The total return of the same strategy on the bars of the market without it.
    public var barsReturn: Double
    /// Its share of all that changed hands.
    public var volumeShare: Double
    /// Orders that were sent.
    public var orders: Int
    /// Those that got anything.
    public var filledOrders: Int
    /// The part of what was asked that was filled.
    public var fillRatio: Double?
    /// The part of what was filled that had waited.
    public var makerShare: Double?
    /// What slippage against the mid at arrival cost, in money.
    public var slippage: Cash = 0
    /// The same in basis points of the value.
    public var slippageBasisPoints: Double?
    /// The mean from arrival to the first fill.
    public var secondsToFirstFill: Double?
    /// The mean wait of resting orders until their first fill.
    public var secondsInQueue: Double?
    /// The mean volume that stood before resting orders when they arrived.
    public var volumeAhead: Double?
    /// Moves of the mid after fills.
    public var impact: [Impact] = []
    /// The result against capital; empty where it was not asked for.
    public var capacity: [Capacity] = []
    /// The part of what was asked that must be filled for a point to say what its capital earns; those below it are marked.
    public var leastFilled = 0.9

    /// An outcome.
    public init(liveReturn: Double, barsReturn: Double, volumeShare: Double, orders: Int, filledOrders: Int) {
        (self.liveReturn, self.barsReturn, self.volumeShare) = (liveReturn, barsReturn, volumeShare)
        (self.orders, self.filledOrders) = (orders, filledOrders)
    }

    /// The results with a capital of whose orders too little was filled.
    var underfilled: [Capacity] { capacity.filter { ($0.fillRatio ?? 1) < leastFilled } }
}

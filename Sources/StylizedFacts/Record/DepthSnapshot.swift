/// What rested in the book at one instant.
public struct DepthSnapshot: Sendable, Hashable {
    /// A price and what rests there.
    public struct Level: Sendable, Hashable {
        /// The price.
        public var price: Double
        /// The size that rests there, not below 0.
        public var size: Double

        /// A level.
        public init(price: Double, size: Double) { (self.price, self.size) = (price, size) }
    }

    /// Nanoseconds since the Unix epoch.
    public var time: Int64
    /// Bids, the best first.
    public var bids: [Level]
    /// Asks, the best first.
    public var asks: [Level]

    /// A snapshot.
    public init(time: Int64, bids: [Level], asks: [Level]) { (self.time, self.bids, self.asks) = (time, bids, asks) }
}

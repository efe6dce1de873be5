/// The days that a market is calibrated to, or that a calibrated market made.
public struct CalibrationRecord: Sendable {
    /// What returns are taken of.
    public enum Price: String, Sendable, Hashable {
        /// The middle of the best quotes.
        case mid
        /// The price of the last trade, as closes of bars are.
        case trade
    }

    /// Days in order of time.
    public var days: [CalibrationDay]
    /// What returns are taken of; a simulated market is measured the same way.
    public var price: Price

    /// A record of days.
    public init(days: [CalibrationDay], price: Price) { (self.days, self.price) = (days, price) }
}

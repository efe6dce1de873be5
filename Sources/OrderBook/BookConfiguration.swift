/// What is fixed for the life of a book.
@frozen
public struct BookConfiguration: Hashable, Sendable {
    /// What happens where participants meet themselves.
    public var selfTradePrevention: SelfTradePrevention
    /// The orders that may be in the book at one time, stops included.
    public var maximumOrders: Int
    /// The stretches of 1,024 prices on a side in which orders may lie at one time.
    ///
    /// Each takes 32 KiB of memory, which the book keeps: this bounds what a participant who sends orders at far prices can
    /// take.
    public var maximumPages: Int
    /// The orders for which memory is made at the beginning.
    public var reservedOrders: Int
    /// Whether each message is followed by the checks of `checkTouched()`, and every so often by those of
    /// `checkInvariants()`, in release builds too.
    public var checksMessages: Bool

    /// By default no self-trade prevention, at most four million orders, 8,192 stretches of prices, and no checks.
    @inlinable
    public init(
        selfTradePrevention: SelfTradePrevention = .none, maximumOrders: Int = 1 << 22, maximumPages: Int = 8_192,
        reservedOrders: Int = 1_024, checksMessages: Bool = false
    ) {
        self.selfTradePrevention = selfTradePrevention
        self.maximumOrders = maximumOrders
        self.maximumPages = maximumPages
        self.reservedOrders = reservedOrders
        self.checksMessages = checksMessages
    }
}

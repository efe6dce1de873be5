public import Core

/// How far the price certainly goes, and may go, in the rest of a bar (S28).
@frozen
public struct PriceWindow: Hashable, Sendable {
    /// The price certainly still rises this far.
    public var mustRise: Price
    /// The price may still rise this far.
    public var mayRise: Price
    /// The price certainly still falls this far.
    public var mustFall: Price
    /// The price may still fall this far.
    public var mayFall: Price

    /// A window.
    @inlinable
    public init(mustRise: Price, mayRise: Price, mustFall: Price, mayFall: Price) {
        self.mustRise = mustRise
        self.mayRise = mayRise
        self.mustFall = mustFall
        self.mayFall = mayFall
    }

    /// The price goes nowhere any more.
    @inlinable
    public static var none: PriceWindow {
        PriceWindow(mustRise: -.infinity, mayRise: -.infinity, mustFall: .infinity, mayFall: .infinity)
    }

    /// The window of a whole bar: everything in its range certainly happens.
    @inlinable
    public init(high: Price, low: Price) {
        self.init(mustRise: high, mayRise: high, mustFall: low, mayFall: low)
    }
}

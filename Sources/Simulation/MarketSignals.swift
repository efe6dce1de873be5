public import Core
public import TimeSeries

/// What a strategy of market orders in one instrument says at every bar, known before a run.
///
/// At each bar from `firstWarm` on:
/// 1. An open position is closed where its exit is signalled, or once it is `exitAfter` bars old.
/// 2. An entry is sent where it is signalled and no position of that side is open; a position of the other side is closed
///    first. Where both entries are signalled and neither side is open, none is sent.
public struct MarketSignals {
    /// What is traded.
    public var instrument: InstrumentIndex
    /// The first bar at which anything is sent.
    public var firstWarm = 0
    /// Where a long position is entered; `nil` for never.
    public var enterLong: BitColumn?
    /// Where a long position is closed.
    public var exitLong: BitColumn?
    /// Where a short position is entered.
    public var enterShort: BitColumn?
    /// Where a short position is closed.
    public var exitShort: BitColumn?
    /// The bars after which a position is closed.
    public var exitAfter: Int?
    /// The size of entries.
    public var size: EntrySize

    /// How large entries are.
    public enum EntrySize {
        /// The same at all bars.
        case same(OrderSize)
        /// Another at every bar; `nil` where there is none, so that no entry is sent.
        case atBar((_ bar: Int) -> OrderSize?)

        /// The size at a bar; `nil` where there is none.
        public func at(_ bar: Int) -> OrderSize? {
            switch self {
            case .same(let size): size
            case .atBar(let size): size(bar)
            }
        }
    }

    /// Signals that never hold.
    public init(_ instrument: InstrumentIndex, size: EntrySize) {
        self.instrument = instrument
        self.size = size
    }
}

/// A strategy whose orders may be told by signals alone: then a trial of it needs no order at all (S78).
public protocol SignallingStrategy: SkippingStrategy {
    /// The signals over all bars of a panel, which say all that the strategy would send there.
    ///
    /// - Returns: `nil` where its orders hang on more.
    func marketSignals(on panel: Panel) -> MarketSignals?
}

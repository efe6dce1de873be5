/// A rule that decides at the end of each bar, from what is known then, which orders to send.
///
/// The same value runs on historical bars, in the simulated market and on live bars. It cannot see the future by
/// construction: `market` shows completed bars only and cannot be kept.
///
///     struct BuyOnce: Strategy {
///         init(_ parameters: NoParameters, for universe: Universe) {}
///         mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
///             if market.position(of: InstrumentIndex(0)).isFlat {
///                 desk.submit(OrderRequest(.buy, .fractionOfEquity(0.95), of: InstrumentIndex(0)))
///             }
///         }
///     }
///
/// After a split completed bars are seen in the new units, as whoever lived then saw them. A strategy that reads `market`
/// only needs nothing for it; one that keeps what it computed from prices looks at `market.hasRescaledHistory` first
/// thing in `decide`, and computes anew, with `market.forEachEarlierBar`, what it keeps of each instrument of which
/// `market.rescaling(of:)` is not 1.
///
/// A conformer must pass: replacing every bar after a cut by anything at all changes no event before the cut (S74).
public protocol Strategy {
    /// What can be set from a config and swept over.
    associatedtype Parameters: StrategyParameters = NoParameters

    /// A strategy in its starting state.
    ///
    /// - Throws: `StrategyError` where the universe or the combination of parameters cannot be traded.
    init(_ parameters: Parameters, for universe: Universe) throws(StrategyError)

    /// The number of decision instants before the strategy's inputs are warm; no order is taken before (S16).
    var warmUpBars: Int { get }

    /// The strategies that share the account, where it is several in one (S39); none otherwise.
    var parts: [AccountPart] { get }

    /// Looks at the market as it is at the end of a bar and sends orders.
    ///
    /// Called at every instant at which some instrument's bar ends, those before `from` included, so that running
    /// indicators warm up; `desk.isOpen` tells whether orders are taken.
    mutating func decide(_ market: borrowing Market, _ desk: inout Desk)
}

extension Strategy {
    /// No warm-up.
    public var warmUpBars: Int { 0 }

    /// One strategy.
    public var parts: [AccountPart] { [] }
}

/// Why a strategy cannot be made.
public struct StrategyError: Error, Hashable, CustomStringConvertible, Sendable {
    /// What is wrong and what would be right.
    public let description: String

    /// An error.
    public init(_ description: String) {
        self.description = description
    }
}

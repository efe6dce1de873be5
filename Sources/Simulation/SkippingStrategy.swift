public import TimeSeries

/// A strategy that knows from columns, before a run begins, at which bars it may act: the fast path asks it there only
/// (S78).
///
/// The rules language is one such; a strategy in Swift becomes one with two methods:
///
///     extension Crossing: SkippingStrategy {
///         mutating func prepare(on panel: Panel, from step: Int) -> Bool {
///             let (above, below) = BitColumn.comparing(fast(panel), slow(panel))
///             signals = (above & below.delayed()) | (below & above.delayed())
///             return true
///         }
///         mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int { signals.first(from: step + 1) }
///     }
///
/// A conformer must pass: the plain loop and the fast path give the same event log on any bars and terms. The columns see
/// all bars, so the log tells whether they look ahead: `decide` of the plain loop cannot.
public protocol SkippingStrategy: Strategy {
    /// Computes the columns, in the strategy's starting state.
    ///
    /// The step of a decision is then the place of the bar that ended, in every instrument: the fast path is taken only
    /// on panels whose instruments share all their bars.
    /// - Parameter step: The first step at which orders are taken, and the first at which it will be asked.
    /// - Returns: Whether the strategy can be asked at some steps only; where `false`, the plain loop runs it from its
    ///   starting state.
    mutating func prepare(on panel: Panel, from step: Int) -> Bool

    /// The next step after one at which `decide` may do anything at all, if nothing is filled, refused, cancelled or
    /// expired before: at steps where something is, it is asked anyway.
    ///
    /// Asked right after `decide`. `Int.max` means never.
    mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int
}

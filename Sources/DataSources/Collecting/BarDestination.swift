/// Where collected bars go, and what is there already: it is all the state that collecting has.
///
/// A conformer's test: after any calls of `write`, however many were killed half-way, `lastBars` gives the last bars of
/// all calls that returned, and perhaps of the one that did not, whole.
public protocol BarDestination: Sendable {
    /// The last bars of a symbol, in order, at most so many; none where it has none.
    func lastBars(of symbol: String, count: Int) throws(CollectError) -> [CollectedBar]

    /// Adds bars, and replaces those of the same stamps.
    ///
    /// - Parameter bars: Bars in order, no two of one stamp.
    func write(_ bars: [CollectedBar], of symbol: String) throws(CollectError) -> BarChanges

    /// What holds the bars of a symbol, for messages.
    func name(of symbol: String) -> String

    /// What to do to have the whole history of a symbol anew, for messages.
    var renewal: String { get }
}

/// What a write changed.
public struct BarChanges: Hashable, Sendable {
    /// Bars that were not there.
    public var added: [CollectedBar] = []
    /// Bars that were there with other values.
    public var revised: [CollectedBar] = []
    /// Bars that a server does not take; they are in neither of the others.
    public var rejected: [RejectedBar] = []

    /// Nothing changed.
    public init() {}
}

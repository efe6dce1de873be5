/// How many rows a load mended, left out or added, by reason.
public struct RepairCounts: Hashable, Sendable {
    /// Rows left out because another had the same stamp.
    public var duplicatesDropped = 0
    /// Steps back in time in the order of the source, mended by sorting.
    public var disorderSorted = 0
    /// Rows without a price, left out.
    public var missingDropped = 0
    /// Rows without a price, filled.
    public var missingFilled = 0
    /// Rows whose high or low was mended.
    public var ohlcRepaired = 0
    /// Rows whose high or low was wrong, left out.
    public var ohlcDropped = 0
    /// Rows on dates without a session, left out.
    public var closedDropped = 0
    /// Bars added where the calendar expects one, flagged as filled.
    public var gapsFilled = 0
    /// Bars that the calendar expects between the first and the last and that are not there.
    public var gapsKept = 0

    /// Nothing done.
    public init() {}

    /// What was done as short phrases, in a fixed order; empty where nothing was.
    public var phrases: [String] {
        [
            (duplicatesDropped, "duplicate rows left out"), (disorderSorted, "steps back in time sorted"),
            (missingDropped, "rows without a price left out"), (missingFilled, "rows without a price filled"),
            (ohlcRepaired, "highs or lows mended"), (ohlcDropped, "rows with wrong high or low left out"),
            (closedDropped, "rows on days without a session left out"), (gapsFilled, "missing bars filled forward"),
            (gapsKept, "missing bars"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    }
}

/// Why rows cannot become bars under the policies in force.
public struct RepairFailure: Error, Hashable, Sendable {
    /// The rule that is broken.
    public enum Reason: Hashable, Sendable {
        /// A stamp that was there before (S8).
        case duplicate
        /// A stamp before its predecessor (S9); whether all rows run newest first.
        case order(isReversed: Bool)
        /// High or low does not enclose the others (S7), in words.
        case ohlc(String)
        /// A missing price (S6): its column.
        case missing(String)
        /// A date without a session.
        case noSession
        /// Bars missing between this row and the next.
        case gap
    }

    /// The rule that is broken.
    public var reason: Reason
    /// The first row that breaks it, as a place in the rows at hand.
    public var row: Int
    /// The row of the source.
    public var sourceRow: Int
    /// The stamp of the row as text.
    public var stamp: String
    /// The stamp of the neighbour that matters, as text: the predecessor, or the row after a gap.
    public var neighbour: String
    /// How many rows break the rule.
    public var count: Int
}

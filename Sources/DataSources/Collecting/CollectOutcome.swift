public import Core
public import TimeSeries

/// What was collected of one symbol.
public struct CollectOutcome: Sendable {
    /// The symbol.
    public var symbol: String
    /// What it is.
    public var kind: CollectedKind
    /// Rows that came and were asked for.
    public var received: Int
    /// What it changed.
    public var changes: BarChanges
    /// Bars that are not over yet, which are left out (S14).
    public var unfinished: Int
    /// What the policies did, and how many bars are missing.
    public var counts: RepairCounts
    /// Since when it was asked for, where the endpoint keeps nothing from as long ago as was wanted.
    public var reach: Timestamp?
    /// Where nothing came of what was asked for: how many rows lie before it, and when the last of them is.
    public var before: (count: Int, last: Timestamp)?
    /// Why it does not go on to the present, though what came before that is written.
    public var fault: CollectError?

    /// One line: `AAPL: 390 bars, 2 revised, 1 dropped (1 rows without a price left out)`.
    public var text: String {
        let noun = kind == .quotes ? "quote" : "bar"
        var parts = ["\(changes.added.count) \(noun)\(changes.added.count == 1 ? "" : "s")"]
        if !changes.revised.isEmpty { parts.append("\(changes.revised.count) revised") }
        var left = RepairCounts()
        left.duplicatesDropped = counts.duplicatesDropped
        left.missingDropped = counts.missingDropped
        left.ohlcDropped = counts.ohlcDropped
        left.closedDropped = counts.closedDropped
        let dropped = counts.duplicatesDropped + counts.missingDropped + counts.ohlcDropped + counts.closedDropped
        if dropped > 0 { parts.append("\(dropped) dropped (\(left.phrases.joined(separator: ", ")))") }
        parts += counts.phrases.filter { !left.phrases.contains($0) }
        if !changes.rejected.isEmpty { parts.append("\(changes.rejected.count) not taken by the server") }
        if unfinished > 0 { parts.append("\(unfinished) not over yet") }
        var text = "\(symbol): " + parts.joined(separator: ", ")
        if let last = changes.added.last { text += "; to \(kind.text(ofStamp: last.stamp))" }
        if let before {
            text +=
                "; \(before.count) row\(before.count == 1 ? "" : "s") before what was asked for, the last of \(before.last)"
        }
        if let reach { text += "; asked from \(reach.date) on, as far back as the endpoint keeps them" }
        return text
    }
}

/// Something to tell while bars are collected.
public enum CollectEvent: Sendable {
    /// A symbol is done.
    case collected(CollectOutcome)
    /// A symbol failed; the others go on.
    case failed(symbol: String, CollectError)
}

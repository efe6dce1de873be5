/// A folder with a CSV file a symbol, rows in order.
///
/// A change is written to a new file beside the old one, which takes its name when it is complete: a reader, and who
/// comes after a kill, sees the whole of one or the other.
public struct CSVDestination: BarDestination {
    /// The folder; it is made where it is missing.
    public let folder: String
    /// What is collected.
    public let kind: CollectedKind

    /// A folder.
    public init(folder: String, kind: CollectedKind) {
        self.folder = folder
        self.kind = kind
    }

    /// The file of a symbol.
    public func path(of symbol: String) -> String { "\(folder)/\(SafeFileName.of(symbol)).csv" }

    /// The file of a symbol.
    public func name(of symbol: String) -> String { path(of: symbol) }

    /// A new file.
    public var renewal: String { "move the file away" }

    /// The last rows of the symbol's file.
    public func lastBars(of symbol: String, count: Int) throws(CollectError) -> [CollectedBar] {
        guard let file = try CollectedFile(path(of: symbol), kind: kind) else { return [] }
        return try file.tail { $0.count >= count }.bars.suffix(count)
    }

    /// Writes the symbol's file anew from the first bar on.
    public func write(_ bars: [CollectedBar], of symbol: String) throws(CollectError) -> BarChanges {
        var changes = BarChanges()
        guard let first = bars.first else { return changes }
        let path = path(of: symbol)
        guard let file = try CollectedFile(path, kind: kind) else {
            try CollectedFile.makeFolder(folder)
            changes.added = bars
            try CollectedFile.create(path, kind: kind, bars: bars)
            return changes
        }
        let (offset, old) = try file.tail(from: first.stamp)
        // What the source no longer gives stays.
        var merged: [CollectedBar] = []
        var next = 0
        for bar in bars {
            while next < old.count, old[next].stamp < bar.stamp {
                merged.append(old[next])
                next += 1
            }
            if next < old.count, old[next].stamp == bar.stamp {
                if old[next] != bar { changes.revised.append(bar) }
                next += 1
            } else {
                changes.added.append(bar)
            }
            merged.append(bar)
        }
        merged += old[next...]
        if !changes.added.isEmpty || !changes.revised.isEmpty { try file.replace(from: offset, with: merged) }
        return changes
    }
}

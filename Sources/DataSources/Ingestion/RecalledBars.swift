import Core

/// Bars of long ago that were read again for points that came late, until others have been used since.
///
/// A sender that repeats itself does so for the same bars: those that were used last are kept, in two generations.
struct RecalledBars: Sendable {
    private var young: [NamedBar: OpenBar] = [:]
    private var old: [NamedBar: OpenBar] = [:]
    private var youngPoints = 0
    /// Those that have changed since they were told.
    private(set) var changed: Set<NamedBar> = []

    /// Adds a point to a bar that is here.
    ///
    /// - Returns: Whether it is.
    mutating func add(_ point: MappedPoint, segment: Int) -> Bool {
        if young.isEmpty, old.isEmpty { return false }
        let name = NamedBar(point.symbol, point.start)
        if let bar = old.removeValue(forKey: name) { insert(bar, name) }
        guard young[name]?.add(point, segment: segment) != nil else { return false }
        youngPoints += 1
        changed.insert(name)
        return true
    }

    /// Keeps a bar that was read.
    mutating func insert(_ bar: OpenBar, _ name: NamedBar) {
        youngPoints += bar.count
        if bar.isChanged { changed.insert(name) }
        young[name] = bar
    }

    /// The bars that have changed, told by this.
    mutating func takeChanged(_ mapping: BarMapping) -> [CompletedBar] {
        var made: [CompletedBar] = []
        for name in changed.sorted() {
            young[name]?.settle()
            guard var bar = young[name]?.bar(mapping, symbol: name.symbol) else { continue }
            bar.isRevision = true
            made.append(bar)
        }
        changed = []
        return made
    }

    /// Lets go of those that were not used lately, where there are more points than a limit.
    mutating func shrink(to limit: Int) {
        guard youngPoints > limit / 2, changed.isEmpty else { return }
        old = young
        young = [:]
        youngPoints = 0
    }

    /// The first segment of the journal with a point that has not been told.
    var firstSegment: Int? { changed.compactMap { young[$0]?.firstSegment }.min() }
}

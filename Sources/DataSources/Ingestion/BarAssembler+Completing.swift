public import Core

extension BarAssembler {
    /// The bars that are complete now, or have changed since they were, in order of symbol and time; first those of long
    /// ago.
    ///
    /// - Parameter now: The wall clock.
    public mutating func completed(now: Timestamp) -> [CompletedBar] {
        var made = recalled.takeChanged(mapping)
        counts.revisions += made.count
        recalled.shrink(to: keptPoints / 4)
        let isClockDue = now >= earliest
        let due = isClockDue ? changed : touched
        for place in due.sorted(by: { instruments[$0].symbol < instruments[$1].symbol }) {
            complete(place, now: now, &made)
        }
        touched = []
        if isClockDue {
            earliest = .distantFuture
            for place in changed {
                for bar in instruments[place].bars where bar.isChanged { earliest = min(earliest, deadline(bar)) }
            }
        }
        if heldPoints > sweepAt { sweep() }
        return made
    }

    private mutating func complete(_ place: Int, now: Timestamp, _ made: inout [CompletedBar]) {
        for bar in instruments[place].bars.indices where isDue(instruments[place].bars[bar], in: place, now) {
            instruments[place].bars[bar].settle()
            let symbol = instruments[place].symbol
            guard var told = instruments[place].bars[bar].bar(mapping, symbol: symbol) else { continue }
            told.isRevision = instruments[place].bars[bar].isComplete
            instruments[place].bars[bar].isComplete = true
            if told.isRevision { counts.revisions += 1 } else { counts.bars += 1 }
            made.append(told)
        }
        if !instruments[place].bars.contains(where: \.isChanged) { changed.remove(place) }
        letGo(place, keeping: keptBars)
    }

    private func isDue(_ bar: OpenBar, in place: Int, _ now: Timestamp) -> Bool {
        guard bar.isChanged else { return false }
        return bar.isComplete || instruments[place].latest >= bar.start + mapping.length || now >= deadline(bar)
    }

    /// Lets go of the first bars that have been told, but some.
    private mutating func letGo(_ place: Int, keeping kept: Int) {
        let bars = instruments[place].bars
        let excess = (bars.firstIndex(where: \.isChanged) ?? bars.count) - kept
        guard excess > 0 else { return }
        instruments[place].horizon = bars[excess - 1].start + 1
        heldPoints -= bars[..<excess].reduce(0) { $0 + $1.count }
        instruments[place].bars.removeFirst(excess)
    }

    /// Lets go of every bar that has been told; of open ones memory holds what has arrived.
    private mutating func sweep() {
        for place in instruments.indices { letGo(place, keeping: 0) }
        sweepAt = max(keptPoints, 2 * heldPoints)
        if instruments.count <= BarAssembler.mostIdle { return }
        // Whoever gives each point a symbol of its own costs time, not memory.
        var kept: [Instrument] = []
        for instrument in instruments {
            if instrument.bars.isEmpty, hasJournal {
                settledThrough = max(settledThrough, instrument.horizon)
            } else {
                kept.append(instrument)
            }
        }
        instruments = kept
        places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1.symbol, $0) })
        changed = Set(kept.indices.filter { kept[$0].bars.contains(where: \.isChanged) })
        touched = []
    }

    /// Instruments that are remembered although no point of them is in memory.
    private static var mostIdle: Int { 100_000 }

    /// The first segment of the journal with a point that no bar tells of yet; `nil` where there is none.
    public var firstOpenSegment: Int? {
        var first = recalled.firstSegment
        func take(_ segment: Int) { first = min(first ?? segment, segment) }
        for place in changed { for bar in instruments[place].bars where bar.isChanged { take(bar.firstSegment) } }
        for one in waiting.values { take(one.segment) }
        return first
    }
}
